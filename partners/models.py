"""Organisations, the people to reach there, and the sponsors of the site.

People are kept apart from organisations: an organisation is public, a person never is.
"""

import secrets
import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from fields.atomic import AtomicModel
from fields.term import NamedTerm
from fields.text import PlainCharField, PlainTextField, PlainURLField


class OrganisationType(NamedTerm):
    class Meta(NamedTerm.Meta):
        verbose_name = _("type of organisation")
        verbose_name_plural = _("types of organisation")


class Organisation(AtomicModel):
    """A body that does, funds, nominates or supports practices; shared between them."""

    name = PlainCharField(_("name"), max_length=250)
    acronym = PlainCharField(_("acronym"), max_length=40, blank=True)
    country = CountryField(_("country"), blank=True)
    type = models.ForeignKey(
        OrganisationType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("type"),
    )
    address = PlainTextField(_("postal address"), max_length=1000, blank=True)
    url = PlainURLField(_("web address"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                "country",
                name="partners_organisation_name_unique_in_country",
                violation_error_message=_("An organisation of this name exists there already."),
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.acronym})" if self.acronym else self.name


class ContactPerson(models.Model):
    """Somebody to reach at an organisation. Personal data: never shown to the public."""

    name = PlainCharField(_("name"), max_length=200)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="people",
        verbose_name=_("organisation"),
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")

    def __str__(self):
        return self.name


class ContactPoint(models.Model):
    """One phone, fax or mail address of either an organisation or a person."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("phone")
        FAX = "fax", _("fax")
        EMAIL = "email", _("e-mail")

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="contact_points",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        ContactPerson,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="contact_points",
        verbose_name=_("person"),
    )
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    value = PlainCharField(_("number or address"), max_length=250)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")
        constraints = [
            models.CheckConstraint(
                name="partners_contactpoint_one_owner",
                condition=models.Q(organisation__isnull=True, person__isnull=False)
                | models.Q(organisation__isnull=False, person__isnull=True),
                violation_error_message=_("It belongs to an organisation or a person, not both."),
            ),
            models.CheckConstraint(
                name="partners_contactpoint_kind_known",
                condition=models.Q(kind__in=["phone", "fax", "email"]),
            ),
        ]

    def __str__(self):
        return self.value


REACHED_BY = {
    "phones": ContactPoint.Kind.PHONE,
    "faxes": ContactPoint.Kind.FAX,
    "emails": ContactPoint.Kind.EMAIL,
}
"""Under these keys a contact block lists the numbers and addresses of a kind."""


def reached_by(points: Iterable[ContactPoint]) -> dict[str, list[str]]:
    """Return the numbers and addresses of ``points`` under the keys of REACHED_BY."""
    points = list(points)
    return {key: [p.value for p in points if p.kind == kind] for key, kind in REACHED_BY.items()}


class ContactRequest(models.Model):
    """A question to a person whether what is held of them is right, open until it is answered.

    The mail bears its key, signed; the row goes with the first answer, so a link works once.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(
        ContactPerson,
        on_delete=models.CASCADE,
        related_name="request",
        verbose_name=_("person"),
    )
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)

    class Meta:
        ordering = ["sent_at"]
        verbose_name = _("question to a contact person")
        verbose_name_plural = _("questions to contact persons")

    def __str__(self):
        return str(self.key)


class ContactProposal(models.Model):
    """What a person wants changed in what is held of them. Deleted once a curator settled it."""

    class Wish(models.TextChoices):
        CORRECT = "correct", _("correct what is held")
        LEAVE = "leave", _("somebody else is the contact")
        ERASE = "erase", _("erase all that is held")

    person = models.ForeignKey(
        ContactPerson,
        on_delete=models.CASCADE,
        related_name="proposals",
        verbose_name=_("person"),
    )
    wish = models.CharField(_("wish"), max_length=7, choices=Wish, default=Wish.CORRECT)
    name = PlainCharField(_("name"), max_length=200, blank=True)
    emails = PlainTextField(_("e-mail"), max_length=2000, blank=True)
    phones = PlainTextField(_("phone"), max_length=2000, blank=True)
    faxes = PlainTextField(_("fax"), max_length=2000, blank=True)
    remark = PlainTextField(_("remark"), max_length=2000, blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        ordering = ["made_at"]
        verbose_name = _("proposal of a contact person")
        verbose_name_plural = _("proposals of contact persons")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class Sponsor(models.Model):
    """A body that pays for the site and is thanked on its own page."""

    name = PlainCharField(_("name"), max_length=200, unique=True)
    text = PlainTextField(_("text"), max_length=2000, blank=True)
    url = PlainURLField(_("web address"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    shown = models.BooleanField(_("shown"), default=True)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("sponsor")
        verbose_name_plural = _("sponsors")

    def __str__(self):
        return self.name


def _random_name() -> str:
    return secrets.token_hex(16)


class SponsorLogo(models.Model):
    """The logo of a sponsor, drawn anew from what was uploaded, at an address nobody can guess.

    It is kept in the database: so every node has it, and every backup and dump. A new picture is a
    new row with a new name, so what an address shows never changes.
    """

    sponsor = models.OneToOneField(
        Sponsor, on_delete=models.CASCADE, related_name="logo", verbose_name=_("sponsor")
    )
    name = models.CharField(
        _("name"), max_length=32, unique=True, default=_random_name, editable=False
    )
    content = models.BinaryField(_("picture"))
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))
    needs_dark = models.BooleanField(_("needs a dark ground"), default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("logo of a sponsor")
        verbose_name_plural = _("logos of sponsors")

    def __str__(self):
        return f"{self.name}.webp"

    @property
    def url(self) -> str:
        return reverse("logo", args=[self.name])
