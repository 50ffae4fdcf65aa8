"""The terms a page may use, handed in by the caller."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
    country code)`` tells whether the country has a city of that name. ``decided``: vocabulary ->
    texts that mean one of its terms; ``decided_categories``: (text above or "", text) -> (top
    category, sub-category or None).
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
    decided: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    decided_categories: Mapping[tuple[str, str], tuple[str, str | None]] = field(
        default_factory=dict
    )

    def country(self, name: str) -> str | None:
        """Return the code of the country ``name``; brackets are part of a country's name."""
        found = self._find("country", name)
        return self.countries[found] if found else None

    def classified(self, name: str, above: str) -> tuple[str, str | None] | None:
        """Return the top category and sub-category that ``name`` is, below the top ``above``.

        The second is None where it is a top category; of what nobody knows, return None.
        """
        if sub := self._find(f"category {above}", name):
            return above, sub
        if top := self._find("category", name):
            return top, None
        return self._meant.get((fold(above), fold(name))) or self._meant.get(("", fold(name)))

    def level_of_activity(self, name: str) -> str | None:
        return self._find("level of activity", name)

    def ecosystem(self, name: str) -> str | None:
        return self._find("ecosystem", name)

    def organisation_type(self, name: str) -> str | None:
        return self._find("organisation type", name)

    def support_type(self, name: str) -> str | None:
        """Return the support type ``name``; "Technical Support" is "Technical"."""
        plain = re.sub(r"(?i)\s+support$", "", name)
        return self._find("support type", plain) or self._find("support type", name)

    def recognition_level(self, name: str) -> str | None:
        found = self._find("recognition level", name)
        return self.recognition_levels[found] if found else None

    def _find(self, vocabulary: str, name: str) -> str | None:
        if len(name) > LONGEST_TERM:
            return None
        return self._known.get(vocabulary, {}).get(fold(name))

    @cached_property
    def _meant(self) -> dict[tuple[str, str], tuple[str, str | None]]:
        return {
            (fold(above), fold(text)): category
            for (above, text), category in self.decided_categories.items()
            if fold(text)
        }

    @cached_property
    def _known(self) -> dict[str, dict[str, str]]:
        """The terms of each vocabulary by folded key."""
        return {
            "country": {fold(name): name for name in self.countries},
            "category": _by_spelling(self.categories),
            "level of activity": self._by_spelling("level of activity", self.levels_of_activity),
            "ecosystem": self._by_spelling("ecosystem", self.ecosystems),
            "organisation type": self._by_spelling("organisation type", self.organisation_types),
            "support type": self._by_spelling("support type", self.support_types),
            "recognition level": _by_spelling(self.recognition_levels),
            **{f"category {top}": _by_spelling(subs) for top, subs in self.categories.items()},
        }

    def _by_spelling(self, vocabulary: str, terms: Iterable[str]) -> dict[str, str]:
        texts = self.decided.get(vocabulary, {})
        meant = {fold(text): term for text, term in texts.items() if fold(text)}
        return meant | _by_spelling(terms)
