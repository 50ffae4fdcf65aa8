"""The words of the domain as queries: each door asks for practices in these words."""

import datetime
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, CharField, Exists, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Greatest, LPad, NullIf, Substr

PUBLIC = ("published", "archived")
"""The states in which the page of a case answers to everybody."""
CHECKED_AFTER_YEARS = (1, 3, 5, 10)
"""So long after the last known date it is asked what became of a practice."""
NEVER = "1100"
"""A year before any in which this database asked something."""


class PracticeQuerySet(models.QuerySet):
    def published(self):
        """Cases in the collection: listed, searched, counted and exported."""
        return self.filter(state="published")

    def readable(self):
        """Cases whose page answers to the public: published, or archived with a notice."""
        return self.filter(state__in=PUBLIC)

    def in_review(self):
        return self.filter(state="in_review")

    def visible_to(self, reader):
        """The cases whose page ``reader`` may open."""
        return self.all() if reader.is_curator else self.readable()

    def with_translations(self):
        """With ``has_translations``: whether others are translations of it."""
        return self.annotate(
            has_translations=Exists(self.model._base_manager.filter(translation_of=OuterRef("pk")))
        )

    def behind_their_original(self):
        """The translations whose original was published again since the version they tell."""
        newer = self._related("versions").filter(
            practice=OuterRef("translation_of"), number__gt=OuterRef("translated_version")
        )
        return self.filter(Exists(newer))

    def with_last_follow_up(self):
        """With the last follow-up, and the last that was answered; None where there is none.

        ``last_state`` may be "no answer"; ``known_state`` and ``last_heard`` never count silence.
        """
        asked, answered = self._follow_ups(), self._follow_ups().exclude(state="no answer")
        return self.annotate(
            last_state=Subquery(asked.values("state")[:1]),
            last_asked=Subquery(asked.values("date")[:1]),
            known_state=Subquery(answered.values("state")[:1]),
            last_heard=Subquery(answered.values("date")[:1]),
        )

    def with_last_known(self, today: datetime.date):
        """With ``last_known``: the latest date something is known of a practice, as EDTF text.

        That is the latest of the key dates not in the future, the recognitions and the follow-ups
        that were answered, or else the day of first publication.
        """
        latest = NullIf(self._last_date(today), Value(""))
        return self.with_last_follow_up().annotate(
            last_known=Coalesce(latest, Cast("first_published", CharField()))
        )

    def with_check_due(self, today: datetime.date):
        """With ``check_due``: when the check fell due that nobody has made yet, as EDTF text.

        It lies as long after the last known date as the clock says, and is as precise. None when
        no check has come due by ``today``, when somebody asked since, whether there was an answer
        or not, and for a practice that is known to have ended.
        """
        return self.with_last_known(today).annotate(
            check_due=Case(
                *(When(due, then=_years_after(years)) for years, due in _due_checks(today)),
                output_field=CharField(),
            )
        )

    def due_for_follow_up(self, today: datetime.date):
        """The cases in the collection for which ``with_check_due`` finds a check."""
        due = reduce(or_, (due for _years, due in _due_checks(today)))
        return self.published().with_last_known(today).filter(due)

    def _follow_ups(self):
        rows = self._related("follow_ups").filter(practice=OuterRef("pk"))
        return rows.order_by("-date", "-pk")

    def _last_date(self, today: datetime.date) -> Greatest:
        """Return the latest date a practice is known for, as text; "" when there is none."""
        here = {"practice": OuterRef("pk")}
        key_dates = self._related("key_dates").filter(**here, date__lte=today.isoformat())
        awarded = Coalesce(
            Cast("awarded_on", CharField()), LPad(Cast("cycle__year", CharField()), 4, Value("0"))
        )
        recognitions = self._related("recognitions").filter(**here).annotate(known=awarded)
        latest = (
            key_dates.order_by("-date").values(known=Cast("date", CharField())),
            recognitions.filter(known__lte=today.isoformat()).order_by("-known").values("known"),
            self._follow_ups()
            .exclude(state="no answer")
            .filter(date__lte=today.isoformat())
            .values(known=Cast("date", CharField())),
        )
        dates = (Subquery(rows[:1], output_field=CharField()) for rows in latest)
        return Greatest(*(Coalesce(date, Value("")) for date in dates))

    def with_publications(self):
        """With the moments of the first and the last publication."""
        return self.annotate(
            first_publication=models.Min("versions__published_at"),
            last_publication=models.Max("versions__published_at"),
        )

    def for_list(self):
        """With what a list of practices shows, in four queries."""
        return self.with_last_follow_up().prefetch_related(
            self._joined("locations", "country__region", "city__country"),
            self._joined("recognitions", "cycle"),
            self._joined("classifications", "category__parent"),
        )

    def for_page(self):
        """With all the record holds, in a fixed number of queries."""
        return self.select_related(
            "level_of_activity",
            "ecosystem",
            "narrative_format",
            "contact_organisation__type",
            "contact_person",
            "nominating_organisation__type",
            "nominating_person",
            "translation_of",
        ).prefetch_related(
            Prefetch("versions", self._related("versions").defer("record")),
            self._joined("locations", "country__region", "city__country"),
            self._joined("recognitions", "cycle"),
            self._joined("classifications", "category__parent"),
            self._joined("sections", "heading"),
            "key_dates",
            "references",
            "contact_organisation__contact_points",
            "contact_person__contact_points",
            "nominating_organisation__contact_points",
            "nominating_person__contact_points",
            self._joined("partnerships", "organisation__type", "person"),
            "partnerships__organisation__contact_points",
            "partnerships__person__contact_points",
            "partnerships__supports__type",
            self._joined("funders", "partnership__organisation"),
            "financial_years__shares",
            self._joined("claims", "heading"),
            self._joined("transfers", "country", "city"),
            "follow_ups",
        )

    def _related(self, name: str):
        return self.model._meta.get_field(name).related_model.objects.all()

    def _joined(self, name: str, *relations: str) -> Prefetch:
        """Fetch the rows ``name`` together with the single rows they refer to."""
        return Prefetch(name, self._related(name).select_related(*relations))


def _due_checks(today: datetime.date) -> list[tuple[int, Q]]:
    """Return each check, the last first, with the condition that it came due and was not made.

    What was asked in a year, without month or day, was asked until the end of that year.
    """
    asked = Coalesce(Cast("last_asked", CharField()), Value(NEVER))
    goes_on = Q(known_state=None) | Q(known_state__in=["continuing", "grown", "changed"])
    checks = []
    for years in sorted(CHECKED_AFTER_YEARS, reverse=True):
        came_due = Q(last_known__lte=f"{today.year - years:04d}{today.isoformat()[4:]}")
        not_made = Q(last_known__gt=Concat(_year(asked, -years), Substr(asked, 5), Value("-99")))
        checks.append((years, came_due & not_made & goes_on))
    return checks


def _years_after(years: int) -> Concat:
    """Return ``last_known`` so many years later; 29 February becomes 1 March."""
    rest = Case(
        When(last_known__endswith="-02-29", then=Value("-03-01")),
        default=Substr("last_known", 5),
        output_field=CharField(),
    )
    return Concat(LPad(_year("last_known", years), 4, Value("0")), rest)


def _year(date, later: int) -> Cast:
    """Return the year of a date in EDTF text so many years later, as text."""
    return Cast(Cast(Substr(date, 1, 4), models.IntegerField()) + later, CharField())
