"""Who took part in a practice, and who took it up elsewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.place import City, Country
from cases.models.taxonomy import SupportType
from fields.atomic import AtomicModel
from fields.text import PlainCharField, PlainTextField


class Partnership(AtomicModel):
    """An organisation's part in a practice, with the person to reach there, if any."""

    practice = models.ForeignKey(
        "cases.Practice",
        on_delete=models.CASCADE,
        related_name="partnerships",
        verbose_name=_("practice"),
    )
    organisation = models.ForeignKey(
        "partners.Organisation",
        on_delete=models.PROTECT,
        related_name="partnerships",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        "partners.ContactPerson",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="partnerships",
        verbose_name=_("contact person"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "organisation"],
                name="cases_partnership_once_per_practice",
                violation_error_message=_("This organisation is already a partner."),
            ),
        ]

    def __str__(self):
        return str(self.organisation)


class PartnershipSupport(AtomicModel):
    """One kind of support a partner gave; "Other" is said in words."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="supports", verbose_name=_("partner")
    )
    type = models.ForeignKey(
        SupportType, on_delete=models.PROTECT, related_name="supports", verbose_name=_("type")
    )
    text = PlainCharField(_("in words"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "type", "text"], name="cases_partnershipsupport_once"
            ),
        ]

    def __str__(self):
        return f"{self.type}: {self.text}" if self.text else str(self.type)


class Transfer(AtomicModel):
    """Someone else's use of the practice, failures included."""

    class Result(models.TextChoices):
        ADOPTED = "adopted", _("adopted")
        ADAPTED = "adapted", _("adapted")
        UNDER_WAY = "under way", _("under way")
        STOPPED = "tried and stopped", _("tried and stopped")
        NOT_KNOWN = "not known", _("not known")

    class Confirmed(models.TextChoices):
        NONE = "none", _("nobody")
        ORIGIN = "origin", _("the practice")
        RECIPIENT = "recipient", _("who took it up")
        BOTH = "both", _("both sides")

    practice = models.ForeignKey(
        "cases.Practice",
        on_delete=models.CASCADE,
        related_name="transfers",
        verbose_name=_("practice"),
    )
    recipient = PlainCharField(_("who took it up"), max_length=250)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("country")
    )
    city = models.ForeignKey(
        City, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("city")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    what = PlainTextField(_("which part"), max_length=2000, blank=True)
    changes = PlainTextField(_("changed how"), max_length=2000, blank=True)
    result = models.CharField(_("result"), max_length=17, choices=Result, default=Result.NOT_KNOWN)
    evidence = PlainTextField(_("evidence"), max_length=2000, blank=True)
    confirmed_by = models.CharField(
        _("confirmed by"), max_length=9, choices=Confirmed, default=Confirmed.NONE
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        constraints = [
            models.CheckConstraint(
                name="cases_transfer_result_known",
                condition=models.Q(
                    result__in=["adopted", "adapted", "under way", "tried and stopped", "not known"]
                ),
            ),
            models.CheckConstraint(
                name="cases_transfer_confirmed_by_known",
                condition=models.Q(confirmed_by__in=["none", "origin", "recipient", "both"]),
            ),
        ]

    def __str__(self):
        return self.recipient
