"""What a reader asks for: words, facet values, years, order. The same for every door."""

from dataclasses import dataclass, field

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
class Criteria:
    """A search: practices with the words ``q``, a chosen value in each facet, active in the years.

    ``values`` maps the name of a facet to the chosen values. The years are those of key dates and
    financial years, both ends included. Without words "relevance" means "newest".
    """

    q: str = ""
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    year_from: int | None = None
    year_to: int | None = None
    sort: str = Sort.RELEVANCE

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.values or self.year_from or self.year_to)
