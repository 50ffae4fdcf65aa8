"""The cases of a list, each with all its card shows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import IntegerField, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from cases.markdown import to_inline_html
from cases.models import Classification, Location, Practice, Recognition
from cases.own_place import CasePlace
from cases.search import Hit
from fields.partial_date import PartialDate
from fields.term import said

WORDS_OF_SUMMARY = 45
T = TypeVar("T")


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
    where: CasePlace
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
    cards = {pk: _card(*columns) for pk, *columns in practices.order_by().values_list(
        "pk", "slug", "title", "language", "summary",
        "ecosystem__slug", "ecosystem__name", "level_of_activity__slug", "level_of_activity__name",
        "illustrative", "last_state", "last_asked", "known_state", "last_heard",
    )}  # fmt: skip
    rows = sorted(_rows(practice_ids), key=lambda row: row[2])
    for pk, kind, position, name, detail, population, income_group in rows:
        if card := cards.get(pk):
            if kind == "place":
                card.places.append((said(name), detail))
                card.where.populations.append(population)
                card.where.income_groups.append(income_group)
            elif kind == "recognition":
                card.recognitions.append((name, position))
            else:
                card.categories[said(name)] = None
    return cards


def in_order(found: dict[int, T], hits: Iterable[Hit]) -> list[T]:
    """Return what was ``found`` of the hits, by the keys of practices, in the order of the hits."""
    return [found[hit.practice_id] for hit in hits if hit.practice_id in found]


def _card(slug, title, language, summary, ecosystem, its_name, level, name, *rest) -> Card:
    where = CasePlace(
        (ecosystem, said(its_name)) if ecosystem else None,
        (level, said(name)) if level else None,
        [],
        [],
    )
    address = reverse("practice", args=[slug])
    return Card(address, title, language, _beginning(summary), *rest, where)


def _beginning(summary: str) -> SafeString:
    return to_inline_html(Truncator(summary).words(WORDS_OF_SUMMARY))


def _rows(practice_ids: list[int]):
    """Return practice, kind, position, name and detail of each place, recognition and category,
    and of a place the population of its city and the income group of its country."""
    no_place = (Value(None, output_field=IntegerField()), Value(""))

    def rows(model, kind, position, name, detail, population_and_income_group=no_place):
        columns = ("practice_id", Value(kind), position, name, detail, *population_and_income_group)
        return model.objects.filter(practice__in=practice_ids).order_by().values_list(*columns)

    city = Coalesce("city__name", Value(""))
    top = Coalesce("category__parent__name", "category__name")
    of_place = ("city__population", "country__income_group")
    return rows(Location, "place", "position", "country__name", city, of_place).union(
        rows(Recognition, "recognition", "cycle__year", "level", Value("")),
        rows(Classification, "category", "position", top, Value("")),
        all=True,
    )
