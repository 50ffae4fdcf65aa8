"""Cases that are like a case: those with most of its telling terms."""

from tantivy import Occur, Query

from .matching import rarity
from .ranking import stored_terms
from .reading import Reading

TERMS = 25


def kin(reading: Reading, practice_id: int, size: int) -> list[int]:
    """Return the keys of the practices most like one, by open text alone, the likest first."""
    itself = Query.term_query(reading.schema, "practice", practice_id)
    found = reading.searcher.search(itself, 1, count=False).hits
    if not found:
        return []
    weights = {
        term: n / (n + 1.2) * rarity(reading, "open", term)
        for term, n in stored_terms(reading, found[0][1], "open")
        if reading.frequency("open", term) > 1
    }
    telling = sorted(weights, key=lambda term: (-weights[term], term))[:TERMS]
    if not telling:
        return []
    clauses = [(Occur.Should, reading.term("open", term)) for term in telling]
    query = Query.boolean_query([*clauses, (Occur.MustNot, itself)])
    hits = reading.searcher.search(query, size, count=False).hits
    return reading.practices([address for _score, address in hits])
