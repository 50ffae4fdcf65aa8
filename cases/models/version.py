"""What was published when, where it came from, and who decided what."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.practice import Practice
from cases.models.review import Review
from fields.text import PlainCharField, PlainTextField


class PracticeVersion(models.Model):
    """A publication frozen for ever as an exchange record (see docs/record.md)."""

    practice = models.ForeignKey(
        Practice, on_delete=models.CASCADE, related_name="versions", verbose_name=_("practice")
    )
    number = models.PositiveIntegerField(_("number"))
    record = models.JSONField(_("record"))
    reason = PlainTextField(_("reason"), max_length=10_000, blank=True)
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )

    class Meta:
        ordering = ["-number"]
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "number"], name="cases_practiceversion_number_unique"
            ),
            models.CheckConstraint(
                name="cases_practiceversion_number_from_one", condition=models.Q(number__gte=1)
            ),
        ]

    def __str__(self):
        return _("version %(number)d") % {"number": self.number}


class WorkflowEvent(models.Model):
    """A line of a practice's timeline: what was done, from which state to which, by whom, and why.

    Persons stand here as keys alone, so erasing one leaves no name behind.
    """

    class Step(models.TextChoices):
        SUBMIT = "submit", _("submitted")
        RETURN = "return", _("returned")
        PUBLISH = "publish", _("published")
        REVISE = "revise", _("revised")
        ARCHIVE = "archive", _("archived as outdated")
        ASSIGN = "assign", _("reviewer asked")
        RELEASE = "release", _("reviewer released")
        REVIEW = "review", _("review given")
        REFUSE = "refuse", _("not taken")
        TERM = "term", _("term put in place")

    practice = models.ForeignKey(
        Practice, on_delete=models.CASCADE, related_name="events", verbose_name=_("practice")
    )
    step = models.CharField(_("step"), max_length=20, choices=Step)
    from_state = models.CharField(_("from"), max_length=9, choices=Practice.State)
    to_state = models.CharField(_("to"), max_length=9, choices=Practice.State)
    reason = PlainTextField(_("reason"), max_length=10_000, blank=True)
    review = models.ForeignKey(
        Review,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("review"),
    )
    version = models.ForeignKey(
        PracticeVersion,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published version"),
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self):
        return self.get_step_display()


class ImportLedger(models.Model):
    """The source text an imported practice came from, with what each stretch of it became.

    ``spans`` is a list of ``[start, end, field]`` in characters of ``text``; field is a path in the
    exchange record or "furniture"; what no span covers is unmapped. A signed ledger is frozen: a
    curator answers for the mapping.
    """

    practice = models.OneToOneField(
        Practice, on_delete=models.CASCADE, related_name="ledger", verbose_name=_("practice")
    )
    name = PlainCharField(_("file"), max_length=300)
    digest = models.CharField(_("SHA-256"), max_length=64, unique=True)
    text = models.TextField(_("source text"))
    spans = models.JSONField(_("spans"), default=list)
    revision = models.PositiveIntegerField(_("revision imported"), default=0)
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed by"),
    )
    imported_at = models.DateTimeField(_("imported"), default=timezone.now)

    class Meta:
        ordering = ["-imported_at"]
        verbose_name = _("import ledger")
        verbose_name_plural = _("import ledgers")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        signed = ImportLedger.objects.filter(pk=self.pk, signed_at__isnull=False)
        if self.pk and signed.exists():
            raise ValidationError(_("This ledger is signed: it stays as it is."), code="signed")
        super().save(*args, **kwargs)
