"""Award cycles and the labels practices received in them."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from fields.atomic import AtomicModel
from fields.partial_date import PartialDateField
from fields.term import said
from fields.text import PlainCharField, PlainTextField, PlainURLField


class CycleQuerySet(models.QuerySet):
    def open_on(self, day: datetime.date):
        """The cycles that take nominations on ``day``, those that close first before others."""
        open_ones = self.filter(nominations_from__lte=day, nominations_until__gte=day)
        return open_ones.order_by("nominations_until", "-year", "body")


class Cycle(AtomicModel):
    """One round of submissions to a body, with how many came in and how far they got."""

    year = models.PositiveSmallIntegerField(_("year"))
    body = PlainCharField(_("awarding body"), max_length=250, blank=True)
    name = PlainCharField(_("name"), max_length=200)
    received = models.PositiveIntegerField(_("submissions received"), null=True, blank=True)
    best = models.PositiveIntegerField(_("best practices"), null=True, blank=True)
    shortlisted = models.PositiveIntegerField(_("short-listed"), null=True, blank=True)
    awarded = models.PositiveIntegerField(_("awards"), null=True, blank=True)
    criteria = PlainTextField(_("criteria"), max_length=10_000, blank=True)
    source = PlainURLField(_("where the totals are published"), blank=True)
    nominations_from = models.DateField(
        _("nominations from"), null=True, blank=True, help_text=_("Empty: none are asked for.")
    )
    nominations_until = models.DateField(
        _("nominations until"), null=True, blank=True, help_text=_("The last day.")
    )

    objects = CycleQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "body"]
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        constraints = [
            models.UniqueConstraint(fields=["year", "body"], name="cases_cycle_unique"),
            models.CheckConstraint(
                name="cases_cycle_year_plausible",
                condition=models.Q(year__gte=1900, year__lte=2200),
                violation_error_message=_("The year lies between 1900 and 2200."),
            ),
            models.CheckConstraint(
                name="cases_cycle_totals_in_order",
                condition=(
                    models.Q(received=None)
                    | models.Q(best=None)
                    | models.Q(best__lte=models.F("received"))
                )
                & (
                    models.Q(shortlisted=None)
                    | models.Q(awarded=None)
                    | models.Q(awarded__lte=models.F("shortlisted"))
                ),
                violation_error_message=_("No more can be chosen than were received."),
            ),
            models.CheckConstraint(
                name="cases_cycle_nominations_in_order",
                condition=models.Q(nominations_from=None, nominations_until=None)
                | models.Q(
                    nominations_from__isnull=False,
                    nominations_until__isnull=False,
                    nominations_until__gte=models.F("nominations_from"),
                ),
                violation_error_message=_(
                    "Nominations have a first and a last day, the first before the last."
                ),
            ),
        ]

    def __str__(self):
        return said(self.name)


class Recognition(AtomicModel):
    """The label a practice received in a cycle; a later cycle adds a row and changes none."""

    class Level(models.TextChoices):
        AWARD = "award", _("Award Winner")
        BEST = "best", _("Best Practice")
        GOOD = "good", _("Good Practice")
        PROMISING = "promising", _("Promising Practice")

    practice = models.ForeignKey(
        "cases.Practice",
        on_delete=models.CASCADE,
        related_name="recognitions",
        verbose_name=_("practice"),
    )
    cycle = models.ForeignKey(
        Cycle, on_delete=models.PROTECT, related_name="recognitions", verbose_name=_("cycle")
    )
    level = models.CharField(_("recognition"), max_length=9, choices=Level)
    awarded_on = PartialDateField(_("date"), null=True, blank=True)
    reasons = PlainTextField(_("written reasons"), max_length=10_000, blank=True)
    disagreement = PlainTextField(
        _("sources that disagree"),
        max_length=2000,
        blank=True,
        help_text=_("Which source says otherwise, and what."),
    )

    class Meta:
        ordering = ["cycle__year", "pk"]
        verbose_name = _("recognition")
        verbose_name_plural = _("recognitions")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "cycle"],
                name="cases_recognition_once_per_cycle",
                violation_error_message=_("This practice has a recognition of that cycle already."),
            ),
            models.CheckConstraint(
                name="cases_recognition_level_known",
                condition=models.Q(level__in=["award", "best", "good", "promising"]),
            ),
        ]

    def __str__(self):
        return f"{self.get_level_display()}, {self.cycle.year}"

    @classmethod
    def height(cls, level: str, year: int = 0) -> tuple[int, int]:
        """Return what is greater for the higher of two labels, of equals for the later: where one
        label stands for a case, it is the greatest."""
        return -cls.Level.values.index(level), year
