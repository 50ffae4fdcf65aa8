"""Claims marked in the text they are made in, for the margin of a page."""

import re
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cases.anchors import place_of
from cases.markdown import blocks
from cases.passages import Section

# Characters of the planes for private use stand for the ends of a passage while Markdown is read.
_START, _END = 0xF0000, 0x100000
_PRIVATE = re.compile(f"[{chr(_START)}-{chr(0x10FFFD)}]")
_BETWEEN = re.compile(rf"[<{chr(_START)}-{chr(0x10FFFD)}]")


@dataclass(frozen=True)
class MarkedBlock:
    """A block of a section as HTML; ``claims`` are (number, claim) of the passages ending in it."""

    html: SafeString
    claims: tuple[tuple[int, dict], ...] = ()


def numbered(claims: list[dict], section: Section) -> list[tuple[int, dict]]:
    """Return those of a record's claims that are made in ``section``, numbered as on its page."""
    return [
        (number, claim)
        for number, claim in enumerate(claims, start=1)
        if claim["section"] == section.heading and "quote" in claim
    ]


def marked(section: Section, claims: list[tuple[int, dict]]) -> list[MarkedBlock]:
    """Return the blocks of ``section`` with the passages of ``claims`` marked.

    A passage that is not in the text is not marked. Where it cannot be marked without breaking the
    text (it begins inside a link's address, say), none of the section is.
    """
    plain = [MarkedBlock(block.html) for block in section.blocks]
    placed = _placed(section, claims)
    if not placed or _PRIVATE.search(section.text):
        return plain
    htmls = [block.html for block in blocks(_with_ends(section.text, placed))]
    ends = _PRIVATE.findall("".join(htmls))
    without_ends = [_PRIVATE.sub("", html) for html in htmls]
    if without_ends != [row.html for row in plain] or len(ends) != 2 * len(placed):
        return plain
    claim_of = dict(claims)
    return [
        MarkedBlock(
            _with_marks(html), tuple((number, claim_of[number]) for number in _ending_in(html))
        )
        for html in htmls
    ]


def _placed(section: Section, claims: list[tuple[int, dict]]) -> list[tuple[int, tuple[int, int]]]:
    if not section.text:
        return []
    places = [
        (number, place_of(claim["quote"], claim.get("before") or "", section.text))
        for number, claim in claims
    ]
    return [(number, place) for number, place in places if place]


def _with_ends(text: str, placed: list[tuple[int, tuple[int, int]]]) -> str:
    ends = [(start, 1, chr(_START + number)) for number, (start, _last) in placed]
    ends += [(last, 0, chr(_END + number)) for number, (_start, last) in placed]
    for position, _order, end in sorted(ends, reverse=True):
        text = text[:position] + end + text[position:]
    return text


def _ending_in(html: str) -> list[int]:
    return [ord(end) - _END for end in _PRIVATE.findall(html) if ord(end) >= _END]


def _with_marks(html: str) -> SafeString:
    """Put marks in the place of the ends; a passage that spans elements has only its number."""
    for number in _ending_in(html):
        start, end = chr(_START + number), chr(_END + number)
        before, _found, rest = html.partition(start)
        passage, _found, after = rest.partition(end)
        if _found and not _BETWEEN.search(passage):
            passage = f'<mark class="claimed">{passage}</mark>'
            html = f"{before}{passage}{_reference(number)}{after}"
        else:
            html = html.replace(start, "").replace(end, _reference(number))
    return mark_safe(_PRIVATE.sub("", html))


def _reference(number: int) -> str:
    label = escape(_("Claim %d") % number)
    return (
        f'<a class="claim-number" id="passage-{number}" href="#claim-{number}"'
        f' aria-label="{label}">{number}</a>'
    )
