"""The cases of a list, each with all its card shows."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from cases.markdown import to_inline_html
from cases.models import Classification, Location, Practice, Recognition
from fields.partial_date import PartialDate

WORDS_OF_SUMMARY = 45


@dataclass
class Card:
    """What a list shows of a case. ``places`` are pairs of a country and a city or "",
    ``recognitions`` pairs of a level and the year of its cycle."""

    address: str
    title: str
    language: str
    beginning: SafeString
    illustrative: bool
    last_state: str | None
    last_asked: PartialDate | None
    known_state: str | None
    last_heard: PartialDate | None
    places: list[tuple[str, str]] = field(default_factory=list)
    recognitions: list[tuple[str, int]] = field(default_factory=list)
    categories: dict[str, None] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Return "Cuenca, Ambato, Ecuador · Lima, Peru": the cities of each country before it."""
        cities: dict[str, list[str]] = {}
        for country, city in self.places:
            cities.setdefault(country, []).extend([city] if city else [])
        return " · ".join(", ".join([*names, country]) for country, names in cities.items())


def cards_of(practice_ids: Iterable[int]) -> dict[int, Card]:
    """Return the cards of published practices by their keys, in two queries.

    A case that has left the collection since it was indexed has no card.
    """
    practice_ids = list(practice_ids)
    practices = Practice.objects.published().with_last_follow_up().filter(pk__in=practice_ids)
    cards = {
        pk: Card(reverse("practice", args=[slug]), title, language, _beginning(summary), *rest)
        for pk, slug, title, language, summary, *rest in practices.order_by().values_list(
            "pk", "slug", "title", "language", "summary",
            "illustrative", "last_state", "last_asked", "known_state", "last_heard",
        )
    }  # fmt: skip
    for pk, kind, position, name, detail in sorted(_rows(practice_ids), key=lambda row: row[2]):
        if card := cards.get(pk):
            if kind == "place":
                card.places.append((name, detail))
            elif kind == "recognition":
                card.recognitions.append((name, position))
            else:
                card.categories[name] = None
    return cards


def _beginning(summary: str) -> SafeString:
    return to_inline_html(Truncator(summary).words(WORDS_OF_SUMMARY))


def _rows(practice_ids: list[int]):
    """Return practice, kind, position, name and detail of each place, recognition and category."""

    def rows(model, kind, position, name, detail):
        columns = ("practice_id", Value(kind), position, name, detail)
        return model.objects.filter(practice__in=practice_ids).order_by().values_list(*columns)

    city = Coalesce("city__name", Value(""))
    top = Coalesce("category__parent__name", "category__name")
    return rows(Location, "place", "position", "country__name", city).union(
        rows(Recognition, "recognition", "cycle__year", "level", Value("")),
        rows(Classification, "category", "position", top, Value("")),
        all=True,
    )
