"""What a match set covers of the collection: how many of its cases have which value."""

from dataclasses import dataclass

FACETS = ("region", "country", "organisation_type", "recognition")
Counted = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Coverage:
    """Cases by facet and value, and under "years" by year, of the hits and of all cases.

    All filters count, those of the facet itself too, so the figures are those of the list.
    """

    total: int
    hits: Counted
    whole_total: int
    whole: Counted

    def missing(self, name: str) -> set[str]:
        """Return the values some case of the collection has and none of the hits."""
        return self.whole.get(name, {}).keys() - self.hits.get(name, {}).keys()
