"""Cards as HTML, kept until the data change; only the found passage is new in each list."""

from dataclasses import dataclass

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.models import DataVersion
from cases.search import Hit
from cases.views.cards import Card, cards_of

KEPT_SECONDS = 3600
GAP = "\x00"
"""Stands for the passage while the card is made; no text of a record can hold it."""


@dataclass(frozen=True)
class KeptCard:
    before: str
    after: str
    language: str
    beginning: SafeString


def cards_as_html(hits: list[Hit]) -> list[SafeString]:
    """Return the cards of ``hits``, without those of cases that have left the collection."""
    prefix = f"card:{DataVersion.current()}:{get_language()}:"
    keys = {hit.practice_id: f"{prefix}{hit.practice_id}" for hit in hits}
    kept = cache.get_many(keys.values())
    missing = [practice_id for practice_id, key in keys.items() if key not in kept]
    if missing:
        made = {keys[pk]: _made(card) for pk, card in cards_of(missing).items()}
        cache.set_many(made, KEPT_SECONDS)
        kept.update(made)
    return [_with_passage(kept[key], hit) for hit in hits if (key := keys[hit.practice_id]) in kept]


def _made(card: Card) -> KeptCard:
    html = render_to_string("cases/_card.html", {"card": card, "passage": GAP})
    before, after = html.split(GAP)
    return KeptCard(before, after, card.language, card.beginning)


def _with_passage(card: KeptCard, hit: Hit) -> SafeString:
    passage = format_html(
        '<p class="snippet" lang="{}" dir="auto">{}</p>',
        card.language,
        mark_safe(hit.snippet) or card.beginning,
    )
    if hit.found_in:
        passage += format_html(
            '<p class="found-in">{} {}</p>', _("Your words are in:"), ", ".join(hit.found_in)
        )
    return mark_safe(card.before + passage + card.after)
