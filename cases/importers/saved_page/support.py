"""The kinds of support a partner gave."""

import re
from typing import NamedTuple

from cases.importers.saved_page.lines import Line
from cases.importers.saved_page.vocabulary import Vocabulary

SEMICOLON = re.compile(r";")
BETWEEN_KINDS = re.compile(r"(?i)[,/&]|\s+and\s+")
OTHER = re.compile(r"(?i)\bother(?:\s+support)?\s*[:(–-]\s*(?P<words>[^()]+)\)?$")


class Support(NamedTuple):
    """One kind of support: its part of the line, the vocabulary's name for it (None when it has
    none), and the words said about it."""

    kind: Line
    name: str | None
    words: Line | None = None


def read_support(value: Line, vocabulary: Vocabulary) -> list[Support]:
    """Return the kinds of support in ``value``, which separates them by commas or the like.

    What follows "Other:" is its words, up to a semicolon.
    """
    return [kind for part in value.split(SEMICOLON) for kind in _kinds(part, vocabulary)]


def _kinds(part: Line, vocabulary: Vocabulary) -> list[Support]:
    other = OTHER.search(part.text)
    plain = part.part(0, other.start() if other else None)
    kinds = [plain] if vocabulary.support_type(plain.text) else plain.split(BETWEEN_KINDS)
    found = [Support(kind, vocabulary.support_type(kind.text)) for kind in kinds if kind.text]
    if other:
        kind = part.part(other.start(), other.start() + len("other"))
        found.append(Support(kind, vocabulary.support_type(kind.text), part.group(other, "words")))
    return found
