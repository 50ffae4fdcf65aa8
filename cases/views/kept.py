"""Parts of list pages as HTML, kept until the data change."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.own_place import CasePlace, OwnPlace, differences
from cases.search import Hit
from cases.views.cards import Card, cards_of

KEPT_SECONDS = 3600
GAP = "\x00"
"""Stands for the passage while a card is made; no text of a record can hold it."""


@dataclass(frozen=True)
class KeptCard:
    before: str
    after: str
    language: str
    beginning: SafeString
    where: CasePlace


class Shelf:
    """What was made of one version of the data, in the language that is spoken now."""

    def __init__(self, data_version: int):
        self.prefix = f"{data_version}:{get_language()}"

    def keep(self, name: str, make: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
        """Return what ``make`` gave the last time for ``name``, which may be any text."""
        digest = hashlib.sha256(name.encode()).hexdigest()[:32]
        return caches["panels"].get_or_set(f"{self.prefix}:{digest}", make, KEPT_SECONDS)

    def cards(self, hits: list[Hit], own_place: OwnPlace | None = None) -> list[SafeString]:
        """Return the cards of ``hits``, without those of cases that have left the collection.

        With ``own_place`` each says how the place of the case differs from it.
        """
        keys = {hit.practice_id: f"{self.prefix}:card:{hit.practice_id}" for hit in hits}
        kept = caches["process"].get_many(keys.values())
        missing = [practice_id for practice_id, key in keys.items() if key not in kept]
        if missing:
            made = {keys[pk]: _made(card) for pk, card in cards_of(missing).items()}
            caches["process"].set_many(made, KEPT_SECONDS)
            kept.update(made)
        found = [(kept.get(keys[hit.practice_id]), hit) for hit in hits]
        return [_filled(card, hit, own_place) for card, hit in found if card]


def _made(card: Card) -> KeptCard:
    html = render_to_string("cases/_card.html", {"card": card, "passage": GAP})
    before, after = html.split(GAP)
    return KeptCard(before, after, card.language, card.beginning, card.where)


def _filled(card: KeptCard, hit: Hit, own_place: OwnPlace | None) -> SafeString:
    beside = differences_line(own_place, card.where) if own_place else ""
    return mark_safe(card.before + beside + _passage(card, hit) + card.after)


def differences_line(own_place: OwnPlace, where: CasePlace) -> SafeString:
    """Return the line that says how the place of a case differs from the reader's."""
    said = "; ".join(differences(own_place, where))
    return format_html('<p class="beside">{} {}.</p>', _("Beside your place:"), said)


def _passage(card: KeptCard, hit: Hit) -> SafeString:
    passage = format_html(
        '<p class="snippet" lang="{}" dir="auto">{}</p>',
        card.language,
        mark_safe(hit.snippet) or card.beginning,
    )
    if hit.found_in:
        passage += format_html(
            '<p class="found-in">{} {}</p>', _("Your words are in:"), ", ".join(hit.found_in)
        )
    return passage
