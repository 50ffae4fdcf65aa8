"""The order of the hits: BM25, then, among the first hits, neighbours and feedback terms.

1. tantivy's BM25 (k1 1.2, b 0.75) over one field in which the title counts twice.
2. For questions of two words and more the first NEIGHBOURS_AMONG are scored again: words that stand
   together as they were typed add to the score (the sequential dependence model of Metzler and
   Croft, 2005, with fixed weights).
3. For longer questions the most telling terms of the first hits add to the score of the first
   CANDIDATES (relevance feedback after Rocchio, 1971; pseudo-relevance as in RM3, Abdul-Jaleel et
   al., 2004).

Equal scores are ordered by the key of the practice, so the order is the same on every database.
The constants were chosen on two collections, each checked on the other; see docs/search.md.
"""

from collections import defaultdict

from tantivy import Occur, Query

from .matching import Match, idf
from .reading import Reading, all_of
from .stored import unpacked_terms

CANDIDATES = 200
DECIMALS = 4
NEIGHBOURS_AMONG = 50
NEIGHBOUR_WEIGHT = 0.1
NEXT, NEAR = 0, 4
"""So many words may stand between neighbours."""
FEW_PAIRS = 2
"""So few are looked for among the candidates only; more cost less in one pass over all cases."""
FEEDBACK_FROM_WORDS = 3
FEEDBACK_HITS = 10
FEEDBACK_TERMS = 40
FEEDBACK_MOST_CASES = 0.15
"""A term in a larger part of the cases tells little and costs the most to look up."""
FEEDBACK_SHARE = 0.4
FEEDBACK_SHARPNESS = 6
"""The weight of a hit in feedback is its score to this power: the first hits count most."""


def reranked(reading: Reading, match: Match, hits: list[tuple[float, object]]) -> list:
    """Return the addresses of ``hits`` (score, address) in their final order."""
    addresses = dict(zip(reading.practices([hit[1] for hit in hits]), hits, strict=True))
    scores = {practice: score for practice, (score, _address) in addresses.items()}
    if len(hits) > 1 and sum(match.words.times.values()) > 1:
        first = reading.any_practice(list(scores)[:NEIGHBOURS_AMONG])
        for query in _neighbours(reading, match, first):
            _add(scores, _run(reading, query))
        if len(match.words.required) >= FEEDBACK_FROM_WORDS:
            among = reading.any_practice(list(scores))
            terms = _feedback_terms(reading, match, _in_order(scores), scores, addresses)
            _add(scores, _run(reading, _scoring(among, _feedback(reading, match, terms))))
    return [addresses[practice][1] for practice in _in_order(scores)]


def _in_order(scores: dict[int, float]) -> list[int]:
    return [p for _s, p in sorted([(-round(score, DECIMALS), p) for p, score in scores.items()])]


def _add(scores: dict[int, float], more: dict[int, float]) -> None:
    for practice, score in more.items():
        scores[practice] += score


def _scoring(among: Query, queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, among), *((Occur.Should, q) for q in queries)])


def _run(reading: Reading, query: Query) -> dict[int, float]:
    hits = reading.searcher.search(query, CANDIDATES, count=False).hits
    practices = reading.practices([address for _score, address in hits])
    return {practice: hit[0] for practice, hit in zip(practices, hits, strict=True)}


def _neighbours(reading: Reading, match: Match, among: Query) -> list[Query]:
    """Return queries that score those ``among`` in which words of a pair stand near each other, and
    higher those in which they stand next to each other: of few pairs one for each."""

    def pair(terms: tuple[str, str], slop: int) -> Query:
        query = Query.phrase_query(reading.schema, match.field, list(terms), slop)
        return Query.boost_query(query, NEIGHBOUR_WEIGHT)

    pairs = match.words.pairs
    if len(pairs) > FEW_PAIRS:
        return [_scoring(among, [pair(terms, slop) for terms in pairs for slop in (NEXT, NEAR)])]
    return [_scoring(all_of([among, pair(terms, NEAR)]), [pair(terms, NEXT)]) for terms in pairs]


def _feedback_terms(reading, match, order, scores, addresses) -> dict[str, float]:
    """Return the FEEDBACK_TERMS terms that tell the first hits most from other cases.

    Each hit gives its terms, weighted by saturated frequency times rarity, in the proportion of its
    score; the weights add up to 1.
    """
    first = order[:FEEDBACK_HITS]
    top = max(scores[first[0]], 1e-9)
    parts: dict[str, float] = defaultdict(float)
    for practice in first:
        share = (scores[practice] / top) ** FEEDBACK_SHARPNESS
        kept = reading.stored(addresses[practice][1], f"{match.field}_terms")
        for term, n in unpacked_terms(kept):
            parts[term] += share * n / (n + 1.2)
    size = reading.size
    most = size * FEEDBACK_MOST_CASES
    weights = {
        term: part * idf(n, size)
        for term, part in parts.items()
        if (n := reading.frequency(match.field, term)) <= most
    }
    chosen = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:FEEDBACK_TERMS]
    total = sum(weight for _term, weight in chosen) or 1
    return {term: weight / total for term, weight in chosen}


def _feedback(reading: Reading, match: Match, terms: dict[str, float]) -> list[Query]:
    typed = sum(match.words.times.values())
    scale = typed * FEEDBACK_SHARE / (1 - FEEDBACK_SHARE)
    return [
        Query.boost_query(reading.term(match.field, term), scale * weight)
        for term, weight in terms.items()
        if weight
    ]
