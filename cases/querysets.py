"""The words of the domain as queries: each door asks for practices in these words."""

from django.db import models


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

    def for_list(self):
        """With all a card shows, in a fixed number of queries."""
        return self.select_related("level_of_activity", "ecosystem").prefetch_related(
            "locations__country__region",
            "locations__city__country",
            "recognitions__cycle",
            "classifications__category__parent",
        )

    def for_page(self):
        """With all the page of a case shows, in a fixed number of queries."""
        return (
            self.for_list()
            .select_related(
                "narrative_format",
                "contact_organisation__type",
                "contact_person",
                "nominating_organisation__type",
                "nominating_person",
            )
            .prefetch_related(
                "sections__heading",
                "key_dates",
                "references",
                "partnerships__organisation__type",
                "partnerships__organisation__contact_points",
                "partnerships__person",
                "partnerships__supports__type",
                "funders__partnership__organisation",
                "financial_years__shares__funder",
                "claims__heading",
                "transfers__country",
                "transfers__city",
                "follow_ups",
            )
        )
