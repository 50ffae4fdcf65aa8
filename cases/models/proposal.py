"""What a changed source would make of a case that somebody has worked on."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.practice import Practice
from fields.text import PlainCharField


class ProposedRevision(models.Model):
    """A later state of a case's source, for a curator to take over field by field.

    ``record`` holds the keys of the exchange record that the source states; ``accepted`` those that
    were taken over when it was decided.
    """

    practice = models.ForeignKey(
        Practice, on_delete=models.CASCADE, related_name="proposals", verbose_name=_("practice")
    )
    name = PlainCharField(_("file"), max_length=300)
    digest = models.CharField(_("SHA-256"), max_length=64)
    record = models.JSONField(_("record"))
    made_at = models.DateTimeField(_("proposed"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    accepted = models.JSONField(_("taken over"), default=list, blank=True)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("proposed revision")
        verbose_name_plural = _("proposed revisions")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "digest"], name="cases_proposedrevision_once_per_source"
            ),
        ]

    def __str__(self):
        return f"{self.practice} – {self.name}"
