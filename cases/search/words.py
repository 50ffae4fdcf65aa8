"""What was typed, in the terms of the index: which words count, how else they may be written."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from .analysis import analyser, compounds, words
from .query import Question
from .reading import Reading

MOST_PAIRS = 12
MOST_WORDS_JOINED = 4
"""In longer texts neighbours are seldom one word, and a rare joined word would outweigh all."""


@dataclass
class Token:
    """A typed word: its term in each language of the index, and as part of one longer word."""

    folded: str
    terms: dict[str, str]
    joined: list[str] = field(default_factory=list)

    @property
    def alternatives(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([term for term in self.terms.values() if term] + self.joined))


@dataclass(frozen=True)
class Words:
    """``required`` are the words a case is chosen by, ``helpful`` those that only rank it.

    A word is a tuple of terms any of which stands for it; ``times`` says how often it was typed.
    ``pairs`` are terms of neighbours. ``unknown`` are typed words that no case has.
    """

    required: tuple[tuple[str, ...], ...]
    helpful: tuple[tuple[str, ...], ...]
    times: Counter
    pairs: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]


def understand(question: Question, reading: Reading, field: str) -> Words:
    clauses = _clauses(question, reading, field)
    tokens = [token for clause in clauses for token in clause]
    main = reading.languages[0]
    known = [token for token in tokens if _is_known(token, reading, field)]
    required = [token for token in known if all(token.terms.values())]
    if not required:
        required = [token for token in known if token.terms[main]]
    helpful = [token for token in known if token.terms[main] and token not in required]
    unknown = [token.folded for token in tokens if token not in known and all(token.terms.values())]
    return Words(
        required=tuple(dict.fromkeys(token.alternatives for token in required)),
        helpful=tuple(dict.fromkeys(token.alternatives for token in helpful)),
        times=Counter(token.alternatives for token in required + helpful),
        pairs=tuple(_pairs(clauses, reading.languages)),
        unknown=tuple(dict.fromkeys(unknown)),
    )


def _clauses(question: Question, reading: Reading, field: str) -> list[list[Token]]:
    clauses: list[list[Token]] = [[]]
    for position, chunk in enumerate(question.words):
        clauses[-1] += _tokens(chunk, reading.languages)
        if position in question.breaks:
            clauses.append([])
    if len(question.words) <= MOST_WORDS_JOINED:
        for clause in clauses:
            for left, right in pairwise(clause):
                _join(left, right, reading, field)
    return clauses


def _tokens(chunk: str, languages: list[str]) -> list[Token]:
    tokens = [
        Token(word, {code: analyser(code).term(word) for code in languages})
        for word in words(chunk)
    ]
    for compound in compounds(chunk):
        for token in tokens:
            if token.folded in compound:
                token.joined += _terms(compound, languages)
    return tokens


def _terms(word: str, languages: list[str]) -> list[str]:
    return [term for code in languages if (term := analyser(code).term(word))]


def _join(left: Token, right: Token, reading: Reading, field: str) -> None:
    """Let "co operation" find "cooperation", where the index has that word."""
    for term in _terms(left.folded + right.folded, reading.languages):
        if reading.frequency(field, term):
            left.joined.append(term)
            right.joined.append(term)


def _is_known(token: Token, reading: Reading, field: str) -> bool:
    return any(reading.frequency(field, term) for term in token.alternatives)


def _pairs(clauses: list[list[Token]], languages: list[str]) -> list[tuple[str, str]]:
    pairs: dict[tuple[str, str], None] = {}
    for code in languages:
        for clause in clauses:
            terms = [token.terms[code] for token in clause if token.terms[code]]
            neighbours = pairwise(terms)
            pairs.update(dict.fromkeys(pair for pair in neighbours if pair[0] != pair[1]))
    return list(pairs)[:MOST_PAIRS]
