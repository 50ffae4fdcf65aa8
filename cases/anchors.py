"""Where a marked passage stands in a text that may have been edited since."""

import re
from difflib import SequenceMatcher

ALIKE = 0.5
_SENTENCE = re.compile(r"[^\s].*?(?:[.!?؟。](?=\s)|$)", re.MULTILINE)


def place_of(quote: str, before: str, text: str) -> tuple[int, int] | None:
    """Return first and last position of the passage ``quote`` in ``text``.

    White space does not count. ``before`` are the words that come before the passage, needed where
    it stands more than once. None when it is not there, or when it could be two passages: a claim
    is never moved to words that only might be meant.
    """
    words = quote.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    places = [found.span() for found in pattern.finditer(text)]
    if before.strip():
        places = [span for span in places if _flat(text[: span[0]]).endswith(_flat(before))]
    return places[0] if len(places) == 1 else None


def nearest(quote: str, text: str) -> str:
    """Return the sentence of ``text`` that is most like ``quote``; empty when none is like it."""
    sentences = [found.group() for found in _SENTENCE.finditer(text)]
    likeness = [
        SequenceMatcher(None, quote.split(), sentence.split(), autojunk=False).ratio()
        for sentence in sentences
    ]
    best = max(likeness, default=0)
    return sentences[likeness.index(best)] if best >= ALIKE else ""


def _flat(text: str) -> str:
    return " ".join(text.split())
