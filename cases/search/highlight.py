"""The passage that shows best why a case was found, marked and safe to print; in Python, because it
must come from the parts the reader may see and cost little on twenty long texts."""

import json
import re
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .analysis import Analyser, analyser, fold
from .matching import Match
from .query import Question
from .reading import Reading

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
_SENTENCE_END = re.compile(r"[.!?؟。]$")


@dataclass(frozen=True)
class Shown:
    """``snippet`` is HTML, empty when no passage has the words; ``found_in`` then says what has."""

    snippet: str = ""
    found_in: tuple[str, ...] = ()


class Highlighter:
    """Marks the words of one question in many cases."""

    def __init__(self, question: Question, match: Match):
        self.words = match.words.required + match.words.helpful
        self.quoted = tuple(chunk for phrase in question.phrases for chunk in phrase)
        self.terms = {term for word in self.words for term in word}
        self.needles = {fold(chunk)[: max(3, len(chunk) // 2)] for chunk in question.chunks}
        self.needles = {re.sub(r"^\W+", "", needle) for needle in self.needles} - {""}

    def show(self, reading: Reading, address, columns: tuple[str, ...]) -> Shown:
        """Look for the words in the stored ``columns`` of a document, and nowhere else."""
        document = reading.searcher.doc(address)
        stored = [json.loads(bytes(document.get_first(f"{name}_texts"))) for name in columns]
        terms = analyser(stored[0][0])
        wanted = self.terms | {t for chunk in self.quoted for t in terms[chunk].split()}
        texts = [pair for _language, texts in stored for pair in texts]
        passage = self._best_passage(texts)
        snippet, shown = _window(passage, wanted, terms) if passage else ("", set())
        return Shown(mark_safe(snippet), self._found_in(texts, terms, shown))

    def _best_passage(self, texts: list) -> str:
        best, most = "", 0
        for kind, text in texts:
            if kind not in PASSAGES:
                continue
            folded = fold(text)
            found = sum(needle in folded for needle in self.needles)
            if found > most:
                best, most = text, found
            if most == len(self.needles):
                break
        return best

    def _found_in(self, texts: list, terms: Analyser, shown: set[str]) -> tuple[str, ...]:
        missing = {term for word in self.words if not shown & set(word) for term in word}
        if not missing:
            return ()
        kinds = [
            kind
            for kind, text in texts
            if kind in NAMES and missing & set(terms.text(text).split())
        ]
        return tuple(dict.fromkeys(gettext(NAMES[kind]) for kind in kinds))


def plain(text: str) -> str:
    """Markdown without its marks, on one line."""
    return " ".join(_MARKUP.sub("", _LINK.sub(r"\1", text)).split())


def _window(text: str, wanted: set[str], terms: Analyser) -> tuple[str, set[str]]:
    """Return the window with most of the wanted terms as HTML, and the terms in it."""
    chunks = plain(text).split()
    found = [(place, hit) for place, c in enumerate(chunks) if (hit := wanted & _set(terms[c]))]
    if not found:
        return "", set()
    start = max(found, key=lambda item: (_value(found, item[0]), -item[0]))[0]
    start = _sentence_start(chunks, start)
    end = min(start + WINDOW, len(chunks))
    start = max(0, min(start, end - WINDOW))
    marks = {place: hit for place, hit in found if start <= place < end}
    html = " ".join(
        _marked(chunk) if place in marks else escape(chunk)
        for place, chunk in enumerate(chunks[start:end], start)
    )
    html = ("… " if start else "") + html + (" …" if end < len(chunks) else "")
    return html, set().union(*marks.values())


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
    word = chunk.strip(".,;:!?()[]{}\"'“”‘’«»…")
    before, _word, after = chunk.partition(word)
    return f"{escape(before)}<mark>{escape(word)}</mark>{escape(after)}"


def _set(terms: str) -> set[str]:
    return set(terms.split())
