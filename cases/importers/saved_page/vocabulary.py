"""The terms a page may use, handed in by the caller."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cases.importers.saved_page.spelling import fold

LONGEST_TERM = 200
IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)$")


def _no_city(name: str, country: str) -> bool:
    return False


def _by_spelling(terms: Iterable[str]) -> dict[str, str]:
    """Return each term by the folded key of its spellings.

    "Foundation Trust (FT)" is also known as "Foundation Trust" and "FT"; "Regional
    (International)" also as "Regional". An earlier term keeps a key two terms share.
    """
    known: dict[str, str] = {}
    for term in terms:
        known.setdefault(fold(term), term)
    for term in list(known.values()):
        if brackets := IN_BRACKETS.search(term):
            known.setdefault(fold(term[: brackets.start()]), term)
            if brackets[1].isupper():
                known.setdefault(fold(brackets[1]), term)
    return known


@dataclass(frozen=True)
class Vocabulary:
    """What the database knows by name; each look-up takes any spelling (see ``spelling.fold``).

    ``countries``: name or variant -> ISO 3166-1 alpha-2 code. ``categories``: top category -> its
    sub-categories. ``headings``: (narrative heading, word limit) in order. ``recognition_levels``:
    name -> level of the exchange record, such as "Good Practice" -> "good". ``find_city(name,
    country code)`` tells whether the country has a city of that name.
    """

    countries: Mapping[str, str]
    categories: Mapping[str, Sequence[str]]
    levels_of_activity: Sequence[str]
    ecosystems: Sequence[str]
    organisation_types: Sequence[str]
    support_types: Sequence[str]
    headings: Sequence[tuple[str, int]]
    recognition_levels: Mapping[str, str]
    find_city: Callable[[str, str], bool] = _no_city

    def country(self, name: str) -> str | None:
        """Return the code of the country ``name``; brackets are part of a country's name."""
        found = self._find("country", name)
        return self.countries[found] if found else None

    def category(self, name: str) -> str | None:
        return self._find("category", name)

    def subcategory(self, name: str, category: str) -> str | None:
        """Return the sub-category ``name`` of the top category ``category``, or None."""
        return self._find(f"category {category}", name)

    def level_of_activity(self, name: str) -> str | None:
        return self._find("level of activity", name)

    def ecosystem(self, name: str) -> str | None:
        return self._find("ecosystem", name)

    def organisation_type(self, name: str) -> str | None:
        return self._find("organisation type", name)

    def support_type(self, name: str) -> str | None:
        """Return the support type ``name``; "Technical Support" is "Technical"."""
        return self._find("support type", re.sub(r"(?i)\s+support$", "", name))

    def recognition_level(self, name: str) -> str | None:
        found = self._find("recognition level", name)
        return self.recognition_levels[found] if found else None

    def _find(self, vocabulary: str, name: str) -> str | None:
        return self._known[vocabulary].get(fold(name)) if len(name) <= LONGEST_TERM else None

    @cached_property
    def _known(self) -> dict[str, dict[str, str]]:
        """The terms of each vocabulary by folded key."""
        return {
            "country": {fold(name): name for name in self.countries},
            "category": _by_spelling(self.categories),
            "level of activity": _by_spelling(self.levels_of_activity),
            "ecosystem": _by_spelling(self.ecosystems),
            "organisation type": _by_spelling(self.organisation_types),
            "support type": _by_spelling(self.support_types),
            "recognition level": _by_spelling(self.recognition_levels),
            **{f"category {top}": _by_spelling(subs) for top, subs in self.categories.items()},
        }
