"""Typing errors: what a word that no case has was probably meant to be.

The index holds stems, which nobody types. So each document also has the words of its open and of
its closed texts as they stand there, folded, in a column each; a reader is only offered words from
columns that he may search, and only of cases that are in the collection now.
"""

import re
from collections.abc import Iterable

from .analysis import analyser, words
from .query import QUOTES, Question
from .reading import Reading, any_of
from .words import Words

SHORTEST = 4
LONG = 8
"""From so many letters on a word may have two errors instead of one."""
MOST_CORRECTED = 4
COLUMNS = {"open": ("open_words",), "all": ("open_words", "closed_words")}
"""Where the words are that may be offered to those who search a field."""
_CHUNK = re.compile(rf'[^\s"{QUOTES}]+')


def corrections(
    question: Question, understood: Words, reading: Reading, field: str
) -> dict[str, str]:
    """Return the nearest known word for each of the first words asked for that no case has."""
    quoted = (word for phrase in question.phrases for chunk in phrase for word in words(chunk))
    unknown = (*understood.unknown, *(w for w in quoted if not _is_known(w, reading, field)))
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


def _is_known(word: str, reading: Reading, field: str) -> bool:
    terms = [analyser(code).term(word) for code in reading.languages]
    return not all(terms) or any(reading.frequency(field, term) for term in terms)


def _nearest(word: str, reading: Reading, field: str) -> str:
    """The known word with the fewest errors between; of several, that of most cases."""
    return reading.keep(("nearest", field, word), lambda: _search(word, reading, field))


def _search(word: str, reading: Reading, field: str) -> str:
    most = 2 if len(word) >= LONG else 1
    near: dict[int, list[str]] = {errors: [] for errors in range(1, most + 1)}
    for known in _candidates(word, reading, field, most):
        errors = distance(word, known, most)
        if errors in near:
            near[errors].append(known)
    for known in near.values():
        cases = {word: _cases(word, reading, field) for word in known}
        if any(cases.values()):
            return min(cases, key=lambda word: (-cases[word], word))
    return ""


def _candidates(word: str, reading: Reading, field: str, most: int) -> Iterable[str]:
    """The known words of about the same length that begin or end as ``word`` does."""
    first, last = word[0], word[-1]
    for column in COLUMNS[field]:
        by_length = _by_length(reading, column)
        for length in range(len(word) - most, len(word) + most + 1):
            for known in by_length.get(length, ()):
                if known[0] == first or known[-1] == last:
                    yield known


def _by_length(reading: Reading, column: str) -> dict[int, list[str]]:
    def read() -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for word, _documents in reading.searcher.terms_with_prefix(column, ""):
            found.setdefault(len(word), []).append(word)
        return found

    return reading.keep(("words", column), read)


def _cases(word: str, reading: Reading, field: str) -> int:
    """How many cases have the word now: the term dictionary remembers those that have left, too."""
    query = any_of([reading.term(column, word) for column in COLUMNS[field]])
    return reading.searcher.search(query, 1).count


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
