"""Which cases a question finds. How they are ordered is another matter (ranking.py).

One or two words: all are required. More: those cases count that have half of the words by weight,
a rare word weighing more than a common one; where that finds few, fewer words are enough.
"""

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from tantivy import Occur, Query

from .analysis import analyser, compounds, words
from .query import Question
from .reading import Reading, all_of, any_of, best_of, unscored
from .words import Words, understand

ALL_REQUIRED = 2
WEIGHT_OF_A_MEAN_WORD = 2
MOST_COMBINED = 5
"""Of so few words the sets that are enough are asked for one by one, which is faster."""
FEWEST, ENOUGH = 10, 100
"""So many hits are enough: a tenth of the collection, within these bounds."""


def rarity(reading: Reading, field: str, term: str) -> float:
    return idf(reading.frequency(field, term), reading.size)


def idf(n: int, size: int) -> float:
    """The inverse document frequency of BM25, of a term that n of all documents have."""
    return math.log(1 + (size - n + 0.5) / (n + 0.5))


@dataclass(frozen=True)
class Match:
    """The query that chooses the cases, scored by BM25, and what was made of the typed text."""

    query: Query
    words: Words
    field: str
    loosened: bool = False


class Matching:
    """Builds the match of one question on one reading of a field."""

    def __init__(self, question: Question, reading: Reading, field: str):
        self.question, self.reading, self.field = question, reading, field
        self.words = understand(question, reading, field)

    def match(self) -> Match | None:
        """Return None when the text asks for words, and none of them can be searched for."""
        typed = self.question
        strict = [self._phrase(chunks) for chunks in typed.phrases]
        without = [self._phrase(chunks) for chunks in typed.excluded]
        loosened = False
        if typed.words:
            few = len(self.words.required) + len(self.words.unknown) <= ALL_REQUIRED
            if not self.words.required or (few and self.words.unknown):
                return None
            core, loosened = (self._all_words(), False) if few else self._most_words()
            strict.insert(0, core)
        query = all_of(strict, without)
        if self.words.helpful:
            helpful = [(Occur.Should, self._scored(word)) for word in self.words.helpful]
            query = Query.boolean_query([(Occur.Must, query), *helpful])
        return Match(query, self.words, self.field, loosened or bool(self.words.unknown))

    def _all_words(self) -> Query:
        return all_of([self._scored(word) for word in self.words.required])

    def _most_words(self) -> tuple[Query, bool]:
        """Return the query and whether fewer than all words are required."""
        total = sum(self._weights.values())
        enough = max(FEWEST, min(ENOUGH, self.reading.size // 10))
        least = total // 2 + 1
        while True:
            query = self._weighing(least)
            if least == 1 or self.reading.count(query) >= enough:
                return query, least < total
            least //= 2

    def _weighing(self, least: int) -> Query:
        """The cases that have words which weigh at least so much together."""
        words = {word: self._scored(word) for word in self._weights}
        if len(words) > MOST_COMBINED:
            clauses = [
                (Occur.Should, Query.boost_query(query, 1 / self._weights[word]))
                for word, query in words.items()
                for _time in range(self._weights[word])
            ]
            return Query.boolean_query(clauses, minimum_number_should_match=least)
        ways = [all_of([words[word] for word in some]) for some in self._enough(least)]
        scored = [(Occur.Should, query) for query in words.values()]
        return Query.boolean_query([(Occur.Must, unscored(any_of(ways))), *scored])

    def _enough(self, least: int) -> list[tuple]:
        """The sets of words that weigh at least so much, none of which has another within."""
        found: list[tuple] = []
        for number in range(1, len(self._weights) + 1):
            for some in combinations(self._weights, number):
                enough = sum(self._weights[word] for word in some) >= least
                if enough and not any(set(less) < set(some) for less in found):
                    found.append(some)
        return found

    @cached_property
    def _weights(self) -> dict[tuple[str, ...], int]:
        rarities = {
            word: min(rarity(self.reading, self.field, term) for term in word)
            for word in self.words.required
        }
        mean = sum(rarities.values()) / len(rarities)
        return {
            word: max(1, round(WEIGHT_OF_A_MEAN_WORD * value / mean))
            for word, value in rarities.items()
        }

    def _scored(self, word: tuple[str, ...]) -> Query:
        query = best_of([self.reading.term(self.field, term) for term in word])
        times = self.words.times[word]
        return query if times == 1 else Query.boost_query(query, float(times))

    def _phrase(self, chunks: tuple[str, ...]) -> Query:
        """The words next to each other, in any language; stop words are passed over."""
        ways = set()
        for code in self.reading.languages:
            term = analyser(code).term
            ways.add(tuple(filter(None, (term(word) for c in chunks for word in words(c)))))
            if len(chunks) == 1:
                ways.update((term(word),) for word in compounds(chunks[0]))
        queries = [self._in_order(terms) for terms in sorted(ways) if any(terms)]
        return any_of(queries) if queries else Query.empty_query()

    def _in_order(self, terms: tuple[str, ...]) -> Query:
        if len(terms) == 1:
            return self.reading.term(self.field, terms[0])
        return Query.phrase_query(self.reading.schema, self.field, list(terms))


def filtered(match: Match | None, filters: list[Query]) -> Query:
    """The cases of ``match`` (all, when it is None) that pass the filters, scored as the match."""
    return all_of(([match.query] if match else []) + [unscored(query) for query in filters])
