"""What reviewers say of a submission, criterion by criterion."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.narrative import NarrativeFormat
from cases.models.practice import Practice
from fields.atomic import AtomicModel
from fields.term import said
from fields.text import PlainCharField, PlainTextField


class Criterion(AtomicModel):
    """What a review speaks to, with the question that guides the reviewer.

    Criteria belong to the form of some award cycles, as headings do.
    """

    format = models.ForeignKey(
        NarrativeFormat,
        on_delete=models.CASCADE,
        related_name="criteria",
        verbose_name=_("narrative format"),
    )
    name = PlainCharField(_("criterion"), max_length=120)
    question = PlainCharField(_("guiding question"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["format", "position"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(
                fields=["format", "name"], name="cases_criterion_name_unique_in_format"
            ),
        ]

    def __str__(self):
        return said(self.name)


class Review(AtomicModel):
    """One of the two reviews a submission waits for: asked of somebody, later given.

    When a case is handed to somebody else, or asked about anew, the row stays with ``current``
    false and another takes its place. ``revision`` counts saves of the reviewer's form.
    """

    class Place(models.IntegerChoices):
        FIRST = 1, _("first review")
        SECOND = 2, _("second review")

    class Recommendation(models.TextChoices):
        PUBLISH = "publish", _("publish")
        CORRECT = "correct", _("return for correction")
        REFUSE = "refuse", _("do not publish")

    practice = models.ForeignKey(
        Practice, on_delete=models.CASCADE, related_name="reviews", verbose_name=_("practice")
    )
    place = models.PositiveSmallIntegerField(_("review"), choices=Place)
    current = models.BooleanField(_("counts"), default=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="reviews",
        verbose_name=_("reviewer"),
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    recommendation = models.CharField(
        _("recommendation"), max_length=7, choices=Recommendation, blank=True
    )
    remark = PlainTextField(_("in all"), max_length=10_000, blank=True)
    given_at = models.DateTimeField(_("given"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["practice", "place", "-pk"]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "place"],
                condition=Q(current=True),
                name="cases_review_one_counts_in_each_place",
            ),
            models.UniqueConstraint(
                fields=["practice", "reviewer"],
                condition=Q(current=True),
                name="cases_review_by_two_persons",
            ),
            models.CheckConstraint(name="cases_review_place_known", condition=Q(place__in=[1, 2])),
            models.CheckConstraint(
                name="cases_review_recommendation_known",
                condition=Q(recommendation__in=["", "publish", "correct", "refuse"]),
            ),
            models.CheckConstraint(
                name="cases_review_given_with_recommendation",
                condition=Q(given_at=None) | ~Q(recommendation=""),
            ),
        ]

    def __str__(self):
        return f"{self.practice} ({self.get_place_display()})"


class ReviewRemark(AtomicModel):
    """What a review says of one criterion."""

    review = models.ForeignKey(
        Review, on_delete=models.CASCADE, related_name="remarks", verbose_name=_("review")
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="remarks", verbose_name=_("criterion")
    )
    text = PlainTextField(_("remark"), max_length=10_000)

    class Meta:
        ordering = ["criterion__position", "pk"]
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "criterion"], name="cases_reviewremark_once_per_criterion"
            ),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.text}"
