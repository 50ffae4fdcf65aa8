"""What a reader asks for: words, facet values, years, order. The same for every door."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sort(models.TextChoices):
    RELEVANCE = "relevance", _("relevance")
    NEWEST = "newest", _("newest")
    RECOGNITION = "recognition", _("recognition")
    TITLE = "title", _("title")
    PLACE = "place", _("place")
    BUDGET = "budget", _("size of budget")


@dataclass(frozen=True)
class Box:
    """A part of the globe in degrees, edges included; ``west`` > ``east`` crosses 180 degrees."""

    west: Decimal
    south: Decimal
    east: Decimal
    north: Decimal

    def __str__(self):
        return ",".join(f"{edge.normalize():f}" for edge in self.edges)

    @property
    def edges(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        return self.west, self.south, self.east, self.north

    @property
    def crosses_180(self) -> bool:
        return self.west > self.east


GLOBE = Box(Decimal(-180), Decimal(-90), Decimal(180), Decimal(90))


@dataclass(frozen=True)
class Criteria:
    """A search: practices with the words ``q``, a chosen value in each facet, active in the years.

    ``values`` maps the name of a facet to the chosen values. The years are those of key dates and
    financial years, both ends included; in ``box`` lies a city of the practice. Without words
    "relevance" means "newest".
    """

    q: str = ""
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    year_from: int | None = None
    year_to: int | None = None
    box: Box | None = None
    sort: str = Sort.RELEVANCE

    @property
    def has_filters(self) -> bool:
        return bool(self.values or self.year_from or self.year_to or self.box)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.has_filters)
