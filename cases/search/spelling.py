"""Typing errors: what a word that no case has was probably meant to be.

The index holds stems, which nobody types. So each document also has the words of its open and of
its closed texts as they stand there, folded, in a column each; readers are only offered words from
columns they may search, and only of cases that are in the collection now.
"""

import re

from tantivy import Query

from .analysis import analyser, compounds, words
from .query import QUOTES, Question
from .reading import Reading, all_of, any_of, unscored
from .stored import unpacked
from .words import Words

SHORTEST = 4
LONG = 8
"""From so many letters on a word may have two errors instead of one."""
MOST_CORRECTED = 4
COLUMNS = {"open": ("open",), "all": ("open", "closed")}
"""The texts whose words are offered to those who search a field."""
_CHUNK = re.compile(rf'[^\s"{QUOTES}]+')


def corrections(
    question: Question, understood: Words, reading: Reading, field: str
) -> dict[str, str]:
    """Return the nearest known word for each of the first words asked for that no case has."""
    quoted = (
        word
        for phrase in question.phrases
        for chunk in phrase
        if not _is_one_word(chunk, reading, field)
        for word in words(chunk)
        if not _is_known(word, reading, field)
    )
    unknown = (*understood.unknown, *quoted)
    typed = [word for word in dict.fromkeys(unknown) if len(word) >= SHORTEST and word.isalpha()]
    found = {word: _nearest(word, reading, field) for word in typed[:MOST_CORRECTED]}
    return {word: better for word, better in found.items() if better}


def corrected(text: str, question: Question, changes: dict[str, str]) -> str:
    """Return the typed text with ``changes`` made in the words asked for, not in those excluded."""

    def respell(match: re.Match) -> str:
        chunk = match[0]
        found = words(chunk)
        if chunk not in question.chunks or not changes.keys() & set(found):
            return chunk
        return ("-" if "-" in chunk else " ").join(changes.get(word, word) for word in found)

    return _CHUNK.sub(respell, text)


def _is_one_word(chunk: str, reading: Reading, field: str) -> bool:
    """Whether a hyphenated word is known written as one."""
    return any(_is_known(word, reading, field) for word in compounds(chunk))


def _is_known(word: str, reading: Reading, field: str) -> bool:
    terms = [analyser(code).term(word) for code in reading.languages]
    return not all(terms) or any(reading.frequency(field, term) for term in terms)


def _nearest(word: str, reading: Reading, field: str) -> str:
    """The known word with the fewest errors between; of several, that of most cases."""
    return reading.keep(("nearest", field, word), lambda: _search(word, reading, field))


def _search(word: str, reading: Reading, field: str) -> str:
    for errors in range(1, (2 if len(word) >= LONG else 1) + 1):
        known = {near for column in COLUMNS[field] for near in _near(word, errors, reading, column)}
        cases = {near: _cases(near, reading, field) for near in known}
        if cases:
            return min(cases, key=lambda near: (-cases[near], near))
    return ""


def _near(word: str, errors: int, reading: Reading, column: str) -> set[str]:
    """Return the words of a column within so many errors of ``word``.

    The index tells which cases have such words, not which words: each case found gives its own, and
    the next one found has others.
    """
    found: set[str] = set()
    similar = unscored(Query.fuzzy_term_query(reading.schema, f"{column}_words", word, errors))
    while True:
        others = [reading.term(f"{column}_words", near) for near in found]
        hits = reading.searcher.search(all_of([similar], others), 1, count=False).hits
        near = {
            known
            for _score, address in hits
            for known in _vocabulary(reading, address, column)
            if distance(word, known, errors) <= errors
        }
        if near <= found:
            return found
        found |= near


def _vocabulary(reading: Reading, address, column: str) -> set[str]:
    language, texts = unpacked(reading.stored(address, f"{column}_texts"))
    return analyser(language).vocabulary(" ".join(text for _kind, text in texts))


def _cases(word: str, reading: Reading, field: str) -> int:
    query = any_of([reading.term(f"{column}_words", word) for column in COLUMNS[field]])
    return reading.count(query)


def distance(one: str, other: str, most: int) -> int:
    """Return the edits from one word to the other, ``most`` + 1 when there are more than ``most``.

    An edit adds, drops or changes a letter or exchanges two neighbours, none of them edited again
    (optimal string alignment; Damerau, 1964).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return abs(len(one) - len(other))
    if most == 0:
        return 1
    one, other = one[start:], other[start:]
    ways = [(one[1:], other), (one, other[1:]), (one[1:], other[1:])]
    if one[:2] == other[1::-1]:
        ways.append((one[2:], other[2:]))
    return min(distance(a, b, most - 1) for a, b in ways) + 1
