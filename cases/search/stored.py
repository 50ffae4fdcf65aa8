"""What the index keeps of a case, beside what it searches: its texts, for snippets, and
its most frequent terms, for feedback and kinship."""

from collections import Counter

GAP = "\x1f"
"""Stands between texts, and between the parts of a name; no text of a record can hold it."""
KEPT_TERMS = 100

Texts = list[tuple[str, str]]
"""Kind and text of each."""


def packed(language: str, texts: Texts) -> str:
    return GAP.join([language, *(part for text in texts for part in text)])


def unpacked(data: str) -> tuple[str, Texts]:
    """Return the language and the texts."""
    language, *parts = data.split(GAP)
    return language, list(zip(parts[::2], parts[1::2], strict=True))


def packed_terms(counts: Counter) -> str:
    """Pack the KEPT_TERMS most frequent terms with their number.

    A key of ``counts`` may hold several terms, or none.
    """
    single = dict(counts)
    single.pop("", None)
    for several in [key for key in single if " " in key]:
        number = single.pop(several)
        for term in several.split():
            single[term] = single.get(term, 0) + number
    least = min(sorted(single.values(), reverse=True)[:KEPT_TERMS], default=0)
    kept = sorted([(-number, term) for term, number in single.items() if number >= least])
    return " ".join([f"{term} {-number}" for number, term in kept[:KEPT_TERMS]])


def unpacked_terms(data: str) -> list[tuple[str, int]]:
    parts = data.split()
    return list(zip(parts[::2], map(int, parts[1::2]), strict=True))
