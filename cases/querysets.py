"""The words of the domain as queries: each door asks for practices in these words."""

from django.db import models
from django.db.models import OuterRef, Prefetch, Subquery


class PracticeQuerySet(models.QuerySet):
    def published(self):
        """Cases in the collection: listed, searched, counted and exported."""
        return self.filter(state="published")

    def readable(self):
        """Cases whose page answers to the public: published, or archived with a notice."""
        return self.filter(state__in=["published", "archived"])

    def in_review(self):
        return self.filter(state="in_review")

    def visible_to(self, reader):
        """The cases whose page ``reader`` may open."""
        return self.all() if reader.is_curator else self.readable()

    def with_last_follow_up(self):
        """With the last known state and when it was heard of; None where nobody has asked."""
        last = self._related("follow_ups").filter(practice=OuterRef("pk")).order_by("-date", "-pk")
        return self.annotate(
            last_state=Subquery(last.values("state")[:1]),
            last_heard=Subquery(last.values("date")[:1]),
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
