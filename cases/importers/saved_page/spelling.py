"""When two spellings are the same term, and when a word is a slip of the pen for another."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

BRITISH = (("z", "s"), ("our", "or"), ("programme", "program"), ("centre", "center"))


@lru_cache(maxsize=4096)
def fold(term: str) -> str:
    """Return the key that all spellings of ``term`` share.

    Case, accents, white space, hyphens and punctuation, British or American spelling, "&" for
    "and" and a plural s make no difference. Empty when ``term`` holds no letter and no digit.
    """
    plain = unicodedata.normalize("NFKD", term.replace("&", " and ")).casefold()
    words = ["".join(filter(str.isalnum, word)) for word in plain.split()]
    key = "".join(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words)
    for british, american in BRITISH:
        key = key.replace(british, american)
    return key


def folded(words: str) -> frozenset[str]:
    """Return the keys of the words that white space separates."""
    return frozenset(fold(word) for word in words.split())


def nearest(key: str, known: Iterable[str]) -> str | None:
    """Return the one folded key of ``known`` that ``key`` misspells, or None.

    Strict: the first letter agrees, one letter may be wrong, missing, extra or swapped in a key
    of 6 to 9 letters, two from 10 letters on, none in shorter ones. Two candidates are none.
    """
    close = [other for other in known if _misspells(key, other)]
    return close[0] if len(close) == 1 else None


def _misspells(key: str, other: str) -> bool:
    allowed = 0 if len(other) < 6 else 1 if len(other) < 10 else 2
    if key[:1] != other[:1] or abs(len(key) - len(other)) > allowed:
        return False
    return _edits(key, other) <= allowed


def _edits(left: str, right: str) -> int:
    """Return how many letters to change, add, drop or swap (optimal string alignment)."""
    rows = [list(range(len(right) + 1))]
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b)))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                row[-1] = min(row[-1], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]
