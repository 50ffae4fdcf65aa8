"""The passage that shows best why a case was found, marked and safe to print; in Python, because it
must come from the parts the reader may see and cost little on twenty long texts."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase

from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .analysis import Analyser, analyser, compounds, fold, words
from .matching import Match
from .query import Question
from .reading import Reading
from .spelling_variants import OTHER_FORM
from .stored import Texts, unpacked

WINDOW = 40
"""Words in a snippet."""
PASSAGES = ("summary", "narrative", "claims", "key dates", "transfers", "follow-ups", "recognition")
NAMES = {
    "places": _("place"),
    "other place names": _("another name of the place"),
    "categories": _("category"),
    "level": _("level of activity"),
    "ecosystem": _("ecosystem"),
    "partners": _("partner"),
    "support": _("support"),
    "contact": _("contact organisation"),
    "nominating organisation": _("nominating organisation"),
    "funders": _("funder"),
    "references": _("reference"),
    "transfers": _("transfer"),
    "recognition": _("recognition"),
    "key dates": _("key date"),
}
_CHUNK = re.compile(r"\S+")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_MARKUP = re.compile(
    r"(?m)^\s{0,3}(?:#{1,6}|>|[-*+])\s+|[*_`~]{1,3}(?=\w)|(?<=[\w.,;:!?])[*_`~]{1,3}"
)
_MARKS = ("*", "_", "`", "~", "#", ">", "+")
_DASH = re.compile(r"-\s")
_SENTENCE_END = re.compile(r"[.!?؟。]$")
_ENCLOSING = ".,;:!?()[]{}\"'“”‘’«»…"
INSIDE_WORDS = "-.,'"
_ASCII_FOLDED = str.maketrans(ascii_uppercase, ascii_lowercase, INSIDE_WORDS)
KEPT_NAMES = 20_000
_MARK_START, _MARK_END = "\x02", "\x03"
"""Stand for the marks until the text is escaped; no text of a record can hold them."""


@dataclass(frozen=True)
class Shown:
    """``snippet`` is HTML, empty when no passage has the words; ``found_in`` then says what has."""

    snippet: str = ""
    found_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sought:
    """What a typed chunk may be in a text: ``terms``, and the beginnings of words with those terms.

    A text without any of the beginnings has none of the terms, which is quickly seen.
    """

    terms: frozenset[str]
    beginnings: tuple[str, ...]


class Highlighter:
    """Marks the words of one question in many cases."""

    def __init__(self, question: Question, match: Match, languages: list[str]):
        known = match.words.required + match.words.helpful
        self.sought = []
        for chunk in dict.fromkeys(question.chunks):
            spelled = _spelled(chunk, languages)
            alike = {term for word in known if spelled & set(word) for term in word}
            quoted = spelled if any(chunk in phrase for phrase in question.phrases) else set()
            if terms := alike | quoted:
                self.sought.append(Sought(frozenset(terms), _beginnings(chunk, spelled)))
        self.terms = {term for sought in self.sought for term in sought.terms}
        self.beginnings = {start for sought in self.sought for start in sought.beginnings}

    def show(self, reading: Reading, address, columns: tuple[str, ...]) -> Shown:
        """Look for the words in the stored ``columns`` of a document, and nowhere else."""
        if not self.sought:
            return Shown()
        stored = [unpacked(reading.stored(address, f"{name}_texts")) for name in columns]
        terms = analyser(stored[0][0])
        texts = [pair for _language, texts in stored for pair in texts]
        snippet, shown = self._window(self._best_passage(texts), terms)
        return Shown(mark_safe(snippet), self._found_in(texts, terms, shown))

    def _best_passage(self, texts: Texts) -> str:
        best, most = "", 0
        for kind, text in texts:
            if kind in PASSAGES:
                found = _number_in(_folded(text), self.sought)
                if found > most:
                    best, most = text, found
                    if most == len(self.sought):
                        break
        return best

    def _window(self, passage: str, terms: Analyser) -> tuple[str, set[str]]:
        """Return the window with most of the wanted terms as HTML, and the terms in it."""
        if not passage:
            return "", set()
        text = plain(passage)
        chunks = text.split(" ")
        found = [
            (place, hit)
            for place in self._places(text)
            if (hit := self.terms.intersection(_terms_of_chunk(chunks[place], terms)))
        ]
        return _cut(chunks, found) if found else ("", set())

    def _places(self, text: str) -> list[int]:
        """Return the places of the chunks that may have a word: all others are not looked at."""
        folded = _folded(text)
        if folded.count(" ") != text.count(" "):  # folding made a blank of another character
            return list(range(len(text.split())))
        place = last = 0
        places: dict[int, None] = {}
        for start in sorted(
            {at for beginning in self.beginnings for at in _starts(beginning, folded)}
        ):
            place += folded.count(" ", last, start)
            last = start
            places[place] = None
        return list(places)

    def _found_in(self, texts: Texts, terms: Analyser, shown: set[str]) -> tuple[str, ...]:
        """Return what else has words that the window does not show."""
        missing = [sought for sought in self.sought if not shown & sought.terms]
        if not missing:
            return ()
        wanted = {term for sought in missing for term in sought.terms}
        kinds = [
            kind
            for kind, text in texts
            if kind in NAMES
            and _number_in(_folded_name(text), missing)
            and wanted & _terms(text, terms)
        ]
        return tuple(dict.fromkeys(gettext(NAMES[kind]) for kind in kinds))


def _spelled(chunk: str, languages: list[str]) -> set[str]:
    """Return the terms of a chunk, in whatever language it is."""
    typed = {*words(chunk), *compounds(chunk)}
    terms = {analyser(code).term(word) for word in typed for code in languages}
    return terms - {""}


def _beginnings(chunk: str, terms: set[str]) -> tuple[str, ...]:
    """Return beginnings of words, one of which a text has that has the chunk in any form."""
    forms = {*words(chunk), *compounds(chunk), *terms}
    forms |= {OTHER_FORM[form] for form in forms if form in OTHER_FORM}
    return tuple(sorted({form[: max(3, len(form) // 2)] for form in forms}))


def _starts(beginning: str, folded: str) -> Iterator[int]:
    """Yield where the beginning stands in the text."""
    at = folded.find(beginning)
    while at >= 0:
        yield at
        at = folded.find(beginning, at + 1)


def _number_in(folded: str, several: list[Sought]) -> int:
    """Return how many of ``several`` a folded text seems to have."""
    found = 0
    for sought in several:
        for beginning in sought.beginnings:
            if beginning in folded:
                found += 1
                break
    return found


def _terms(text: str, terms: Analyser) -> set[str]:
    return {term for chunk in text.split() for term in _terms_of_chunk(chunk, terms)}


def _terms_of_chunk(chunk: str, terms: Analyser) -> list[str]:
    found = terms[chunk][0].split()
    return found + terms.compounds(chunk).split() if "-" in chunk else found


def _folded(text: str) -> str:
    """The text as beginnings are looked for in it: folded, without what may stand inside a word."""
    if text.isascii():
        return text.translate(_ASCII_FOLDED)
    folded = fold(text)
    for mark in INSIDE_WORDS:
        folded = folded.replace(mark, "")
    return folded


_folded_name = lru_cache(KEPT_NAMES)(_folded)
"""For names: the same ones stand in many cases, often in letters that take long to fold."""


def plain(text: str) -> str:
    """Markdown without its marks, on one line."""
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if any(mark in text for mark in _MARKS) or _DASH.search(text):  # most texts have none
        text = _MARKUP.sub("", text)
    return " ".join(text.split())


def _cut(chunks: list[str], found: list[tuple[int, set[str]]]) -> tuple[str, set[str]]:
    start = max(found, key=lambda item: (_value(found, item[0]), -item[0]))[0]
    start = _sentence_start(chunks, start)
    end = min(start + WINDOW, len(chunks))
    start = max(0, min(start, end - WINDOW))
    marks = {place: hit for place, hit in found if start <= place < end}
    shown = " ".join(
        _marked(chunk) if place in marks else chunk
        for place, chunk in enumerate(chunks[start:end], start)
    )
    shown = ("… " if start else "") + shown + (" …" if end < len(chunks) else "")
    marked = html.escape(shown).replace(_MARK_START, "<mark>").replace(_MARK_END, "</mark>")
    return marked, set().union(*marks.values())


def _value(found: list[tuple[int, set[str]]], start: int) -> tuple[int, int]:
    inside = [hit for place, hit in found if start <= place < start + WINDOW // 2]
    return len(set().union(*inside)), len(inside)


def _sentence_start(chunks: list[str], place: int) -> int:
    """A place a little before ``place``: where its sentence begins, if that is near."""
    for start in range(place, max(0, place - WINDOW // 2), -1):
        if _SENTENCE_END.search(chunks[start - 1]):
            return start
    return max(0, place - WINDOW // 4) if place >= WINDOW // 2 else 0


def _marked(chunk: str) -> str:
    """The chunk with a mark round its word, the punctuation on either side left out."""
    word = chunk.strip(_ENCLOSING)
    before, _word, after = chunk.partition(word)
    return f"{before}{_MARK_START}{word}{_MARK_END}{after}"
