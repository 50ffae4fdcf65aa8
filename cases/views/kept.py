"""Parts of list pages as HTML, kept until the data change."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.own_place import CasePlace, OwnPlace, differences
from cases.search import Hit
from cases.views.cards import Card, cards_of

GAP = "\x00"
"""Stands for the passage while a card is made; no text of a record can hold it."""


class Recent(OrderedDict):
    """What was made, by what it was made of; beyond ``most`` the one asked for longest ago goes."""

    def __init__(self, most: int):
        super().__init__()
        self.most = most

    def kept(self, key: tuple):
        """Return what is there for ``key``, None when nothing is."""
        made = self.pop(key, None)
        if made is not None:
            self[key] = made
        return made

    def keep(self, key: tuple, made) -> None:
        self[key] = made
        while len(self) > self.most:
            self.popitem(last=False)


CARDS = Recent(5_000)
PANELS = Recent(200)
"""Each as large as a hundred cards."""


@dataclass(frozen=True)
class KeptCard:
    """A card as HTML but for the passage, which stands between ``before`` and ``after``.

    ``passage`` is a passage of the case with GAP for its words; ``beginning`` is for hits without.
    """

    before: str
    after: str
    passage: str
    beginning: str
    where: CasePlace


class Shelf:
    """What was made of one version of the data, in the language that is spoken now."""

    def __init__(self, data_version: int):
        self.made_of = (data_version, get_language())

    def keep(self, name: str, make: Callable[[], object]):
        """Return what ``make`` gave the last time for ``name``, which may be any text."""
        key = (*self.made_of, name)
        made = PANELS.kept(key)
        if made is None:
            made = make()
            PANELS.keep(key, made)
        return made

    def cards(self, hits: list[Hit], own_place: OwnPlace | None = None) -> list[SafeString]:
        """Return the cards of ``hits``, without those of cases that have left the collection.

        With ``own_place`` each says how the place of the case differs from it.
        """
        kept = {hit.practice_id: CARDS.kept((*self.made_of, hit.practice_id)) for hit in hits}
        missing = [practice_id for practice_id, card in kept.items() if card is None]
        for practice_id, card in cards_of(missing).items() if missing else ():
            kept[practice_id] = _made(card)
            CARDS.keep((*self.made_of, practice_id), kept[practice_id])
        found = [(kept[hit.practice_id], hit) for hit in hits]
        return [_filled(card, hit, own_place) for card, hit in found if card]


def _made(card: Card) -> KeptCard:
    html = render_to_string("cases/_card.html", {"card": card, "passage": GAP})
    before, after = html.split(GAP)
    passage = format_html('<p class="snippet" lang="{}" dir="auto">{}</p>', card.language, GAP)
    beginning = passage.replace(GAP, card.beginning)
    return KeptCard(before, after, passage, beginning, card.where)


def _filled(card: KeptCard, hit: Hit, own_place: OwnPlace | None) -> SafeString:
    beside = differences_line(own_place, card.where) if own_place else ""
    passage = card.passage.replace(GAP, hit.snippet) if hit.snippet else card.beginning
    found_in = _found_in(hit.found_in) if hit.found_in else ""
    return mark_safe(card.before + beside + passage + found_in + card.after)


def differences_line(own_place: OwnPlace, where: CasePlace) -> SafeString:
    """Return the line that says how the place of a case differs from the reader's."""
    said = "; ".join(differences(own_place, where))
    return format_html('<p class="beside">{} {}.</p>', _("Beside your place:"), said)


def _found_in(kinds: tuple[str, ...]) -> SafeString:
    return format_html('<p class="found-in">{} {}</p>', _("Your words are in:"), ", ".join(kinds))
