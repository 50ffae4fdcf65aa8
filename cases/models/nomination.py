"""A case that a nominating body submits for a cycle, from its first word to the decision."""

import uuid
from datetime import timedelta

from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.practice import Practice
from cases.models.recognition import Cycle
from fields.atomic import AtomicModel
from fields.text import PlainTextField

SIGNER = signing.Signer(salt="cases.nomination")
LATE_DAYS = 14
"""So many days after the last day of a cycle, what was begun in time can still be submitted."""


class Nomination(AtomicModel):
    """What a nominator typed, whole or not, and the case it became once it was submitted.

    The nominator comes by a link that bears the key, signed; no other secret is kept. ``typed`` is
    the form by the names of its inputs. ``submitted`` is the exchange record made of it when it was
    last submitted, so that of a corrected nomination only what was corrected goes into the case;
    ``problems`` are what could not be placed then, one a line, for a curator. ``revision`` counts
    saves, so that of two windows the second is told.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(
        Cycle, on_delete=models.PROTECT, related_name="nominations", verbose_name=_("cycle")
    )
    practice = models.OneToOneField(
        Practice,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="nomination",
        verbose_name=_("practice"),
    )
    email = models.EmailField(_("e-mail of the nominator"), max_length=254, blank=True)
    typed = models.JSONField(_("typed"), default=dict, blank=True)
    submitted = models.JSONField(_("record submitted"), default=dict, blank=True)
    problems = PlainTextField(_("could not be placed"), blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    refused_at = models.DateTimeField(_("not taken"), null=True, blank=True)

    class Meta:
        ordering = ["-begun_at"]
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")

    def __str__(self):
        return self.typed.get("title") or str(_("Nomination without a title"))

    @classmethod
    def of(cls, token: str) -> "Nomination | None":
        """Return the nomination a link is for; None for one made up or deleted."""
        try:
            key = SIGNER.unsign(token)
        except signing.BadSignature:
            return None
        return cls.objects.filter(pk=key).select_related("cycle", "practice").first()

    @property
    def token(self) -> str:
        return SIGNER.sign(self.key.hex)

    @property
    def address(self) -> str:
        """The path of the nominator's own page. It is a key: nobody else is shown it."""
        return reverse("nomination", args=[self.token])

    @property
    def last_day(self):
        """The last day on which it can be submitted for the first time."""
        closes = self.cycle.nominations_until
        return closes and closes + timedelta(days=LATE_DAYS)
