"""Cases that are like a case: those with most of its telling terms."""

from dataclasses import dataclass

from tantivy import Occur, Query

from .analysis import analyser, words
from .matching import rarity
from .reading import Reading
from .stored import unpacked, unpacked_terms

TERMS = 25
SHARED_WORDS = 3


@dataclass(frozen=True)
class Kin:
    """A case that is like another, and the most telling words they share, as the other has them."""

    practice_id: int
    words: tuple[str, ...]


def kin(reading: Reading, practice_id: int, size: int) -> list[Kin]:
    """Return the practices most like one, by open text alone, the likest first."""
    itself = Query.term_query(reading.schema, "practice", practice_id)
    found = reading.searcher.search(itself, 1, count=False).hits
    if not found:
        return []
    weights = {
        term: n / (n + 1.2) * rarity(reading, "open", term)
        for term, n in _terms(reading, found[0][1])
        if reading.frequency("open", term) > 1
    }
    telling = sorted(weights, key=lambda term: (-weights[term], term))[:TERMS]
    if not telling:
        return []
    clauses = [(Occur.Should, reading.term("open", term)) for term in telling]
    query = Query.boolean_query([*clauses, (Occur.MustNot, itself)])
    hits = reading.searcher.search(query, size, count=False).hits
    addresses = [address for _score, address in hits]
    spelled = _spelled(reading, found[0][1])
    return [
        Kin(practice, _shared(reading, address, telling, spelled))
        for practice, address in zip(reading.practices(addresses), addresses, strict=True)
    ]


def _terms(reading: Reading, address) -> list[tuple[str, int]]:
    return unpacked_terms(reading.stored(address, "open_terms"))


def _shared(reading: Reading, address, telling: list[str], spelled: dict[str, str]) -> tuple:
    there = {term for term, _n in _terms(reading, address)}
    shared = (spelled[term] for term in telling if term in there and term in spelled)
    return tuple(word for _number, word in zip(range(SHARED_WORDS), shared, strict=False))


def _spelled(reading: Reading, address) -> dict[str, str]:
    """Return for each term of a case the first word of its open text that gives it."""
    language, texts = unpacked(reading.stored(address, "open_texts"))
    terms, found = analyser(language), {}
    for _kind, text in texts:
        for word in words(text):
            if len(word) > 2 and not word.isdigit():
                found.setdefault(terms.term(word), word)
    return found
