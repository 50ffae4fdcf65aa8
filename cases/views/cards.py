"""The cases of a list, each with all its card shows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import Truncator

from cases.markdown import to_inline_html
from cases.models import Practice

WORDS_OF_SUMMARY = 45


@dataclass(frozen=True)
class Card:
    """``text`` is safe HTML; ``found_in`` says where the words are when no text shows them."""

    practice: Practice
    place: str
    text: str
    found_in: list[str]


def cards_of(*lists_of_hits: Iterable) -> list[list[Card]]:
    """Return a list of cards for each list of hits, in four queries in all.

    A case that has left the collection since it was indexed has no card.
    """
    wanted = {hit.practice_id for hits in lists_of_hits for hit in hits}
    practices = Practice.objects.published().for_list().in_bulk(wanted)
    return [
        [
            Card(practice, _place(practice), hit.snippet or _summary(practice), hit.found_in)
            for hit in hits
            if (practice := practices.get(hit.practice_id))
        ]
        for hits in lists_of_hits
    ]


def _place(practice: Practice) -> str:
    """Return "Cuenca, Ambato, Ecuador · Lima, Peru": the cities of each country before it."""
    return " · ".join(
        ", ".join(
            [
                *(city.name for city in practice.cities if city.country_id == country.pk),
                country.name,
            ]
        )
        for country in practice.countries
    )


def _summary(practice: Practice) -> str:
    return to_inline_html(Truncator(practice.summary).words(WORDS_OF_SUMMARY))
