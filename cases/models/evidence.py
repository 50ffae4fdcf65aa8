"""What supports a practice's story: dates, references, claims and what became of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.anchors import place_of
from fields.atomic import AtomicModel
from fields.partial_date import PartialDateField
from fields.text import PlainCharField, PlainTextField, PlainURLField


class KeyDate(AtomicModel):
    """Something that happened, dated as exactly as the source says and no more."""

    RECOMMENDED_MOST = 5

    practice = models.ForeignKey(
        "cases.Practice",
        on_delete=models.CASCADE,
        related_name="key_dates",
        verbose_name=_("practice"),
    )
    date = PartialDateField(_("date"))
    text = PlainCharField(_("what happened"), max_length=500)

    class Meta:
        ordering = ["date", "pk"]
        verbose_name = _("key date")
        verbose_name_plural = _("key dates")

    def __str__(self):
        return f"{self.date}: {self.text}"


class Reference(AtomicModel):
    """Something published about the practice."""

    class Kind(models.TextChoices):
        PRESS = "press", _("press")
        REPORT = "report", _("report")
        WEB = "web", _("web link")

    practice = models.ForeignKey(
        "cases.Practice",
        on_delete=models.CASCADE,
        related_name="references",
        verbose_name=_("practice"),
    )
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    text = PlainTextField(_("reference"), max_length=2000)
    url = PlainURLField(_("web address"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        constraints = [
            models.CheckConstraint(
                name="cases_reference_kind_known",
                condition=models.Q(kind__in=["press", "report", "web"]),
            ),
        ]

    def __str__(self):
        return self.text


class Claim(AtomicModel):
    """A passage that states a result: what, how much, where, when, measured by whom."""

    class Evidence(models.TextChoices):
        SELF_REPORTED = "self-reported", _("self-reported")
        THIRD_PARTY = "third party", _("third party")

    practice = models.ForeignKey(
        "cases.Practice",
        on_delete=models.CASCADE,
        related_name="claims",
        verbose_name=_("practice"),
    )
    heading = models.ForeignKey(
        "cases.NarrativeHeading",
        on_delete=models.PROTECT,
        related_name="claims",
        verbose_name=_("section"),
    )
    quote = PlainTextField(
        _("passage"),
        max_length=2000,
        help_text=_("Word for word as it stands in the section."),
    )
    before = PlainCharField(
        _("words before it"),
        max_length=200,
        blank=True,
        help_text=_("Needed only where the passage stands more than once in the section."),
    )
    lost_at = models.DateTimeField(_("not found since"), null=True, blank=True, editable=False)
    value = PlainCharField(_("value"), max_length=60, blank=True)
    unit = PlainCharField(_("unit"), max_length=60, blank=True)
    place = PlainCharField(_("place"), max_length=200, blank=True)
    period = PlainCharField(_("period"), max_length=100, blank=True)
    baseline = PlainCharField(_("baseline"), max_length=200, blank=True)
    measured_by = PlainCharField(_("measured by"), max_length=200, blank=True)
    evidence = models.CharField(
        _("evidence"), max_length=13, choices=Evidence, default=Evidence.SELF_REPORTED
    )
    source = PlainTextField(_("source"), max_length=1000, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.CheckConstraint(
                name="cases_claim_evidence_known",
                condition=models.Q(evidence__in=["self-reported", "third party"]),
            ),
        ]

    def __str__(self):
        return self.quote

    def save(self, *args, **kwargs):
        if not kwargs.get("update_fields"):
            rows = self.practice.sections.filter(heading=self.heading_id)
            self.look_up(rows.values_list("text", flat=True).first() or "")
        super().save(*args, **kwargs)

    def look_up(self, text: str) -> bool:
        """Flag the claim as lost unless its passage stands in ``text``; return whether that is new.

        Nothing is saved here.
        """
        lost = place_of(self.quote, self.before, text) is None
        changed = lost != bool(self.lost_at)
        if changed:
            self.lost_at = timezone.now() if lost else None
        return changed

    @classmethod
    def check_all(cls, practice_id: int, texts: dict[int, str]) -> None:
        """Flag the claims of a practice by the ``texts`` of its sections, by heading."""
        claims = cls.objects.filter(practice=practice_id)
        changed = [claim for claim in claims if claim.look_up(texts.get(claim.heading_id, ""))]
        cls.objects.bulk_update(changed, ["lost_at"])


class FollowUp(AtomicModel):
    """What was heard of the practice later, or that nothing was."""

    class State(models.TextChoices):
        CONTINUING = "continuing", _("continuing")
        GROWN = "grown", _("grown")
        CHANGED = "changed", _("changed")
        ENDED = "ended", _("ended")
        NO_ANSWER = "no answer", _("no answer")

    practice = models.ForeignKey(
        "cases.Practice",
        on_delete=models.CASCADE,
        related_name="follow_ups",
        verbose_name=_("practice"),
    )
    date = PartialDateField(_("date"))
    state = models.CharField(_("state"), max_length=10, choices=State)
    source = PlainCharField(_("source"), max_length=300, blank=True)
    remark = PlainTextField(_("remark"), max_length=2000, blank=True)

    class Meta:
        ordering = ["date", "pk"]
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [
            models.CheckConstraint(
                name="cases_followup_state_known",
                condition=models.Q(
                    state__in=["continuing", "grown", "changed", "ended", "no answer"]
                ),
            ),
        ]

    def __str__(self):
        return f"{self.date}: {self.get_state_display()}"
