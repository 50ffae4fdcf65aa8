"""Which characters of a page went into which field, and what could not be read."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from cases.importers.report import FURNITURE
from cases.importers.saved_page.lines import Line, Source

UNMAPPED = re.compile(r"\S+(?:[^\S\r\n]+\S+)*")

Fields = list[tuple[Line, str | None]]
"""Parts of a line, each with the path of the field it went into, None to leave it unmapped."""


class Remark(NamedTuple):
    """A line of the page (counted from 1, its text) and why it is remarked on."""

    line: int
    text: str
    why: str


class Candidate(NamedTuple):
    """A term the page uses and the vocabulary lacks, for a curator to decide.

    ``place`` is the path in the record of the contact whose type or support it is, or the name of
    the top category a sub-category stands below.
    """

    vocabulary: str
    term: str
    line: int
    place: str = ""


class Span(NamedTuple):
    """A stretch of the page's text and the field it went into, or ``FURNITURE``."""

    start: int
    end: int
    path: str


@dataclass(frozen=True, slots=True)
class Account:
    """The closed books of a page: its spans and every remark, sorted by place."""

    spans: list[Span]
    problems: list[Remark]
    notes: list[Remark]
    candidates: list[Candidate]


class Ledger:
    """Takes down, line by line, what the readers of a page's parts make of it.

    A line nobody takes stays unmapped, and ``close`` reports it: nothing is lost by forgetting.
    """

    def __init__(self, source: Source):
        self.source = source
        self._claims: list[Span] = []
        self._problems: list[Remark] = []
        self._notes: list[Remark] = []
        self._candidates: list[Candidate] = []

    def take(self, line: Line, *fields: tuple[Line, str | None]) -> None:
        """Account for the whole of ``line``.

        What stands between ``fields`` (labels, marks, separators) is furniture.
        """
        at = line.start
        for part, path in sorted(fields, key=lambda field: field[0].start):
            self._claim(at, part.start, FURNITURE)
            if path is not None:
                self._claim(part.start, part.end, path)
            at = part.end
        self._claim(at, line.end, FURNITURE)

    def problem(self, line: Line, why: str) -> None:
        self._problems.append(Remark(line.number, line.value, why))

    def note(self, line: Line, why: str) -> None:
        self._notes.append(Remark(line.number, line.value, why))

    def candidate(self, vocabulary: str, term: Line, place: str = "") -> None:
        """Report ``term`` as one the vocabulary lacks. Whether it is taken is for the caller."""
        self._candidates.append(Candidate(vocabulary, term.value, term.number, place))
        self.problem(term, f"not in the vocabulary ({vocabulary}); a curator decides")

    def displace(self, place: str) -> None:
        """Forget the candidates at ``place``: what they would belong to is not in the record."""
        self._candidates = [found for found in self._candidates if found.place != place]

    def close(self) -> Account:
        """Return the account; each stretch left unmapped has at least one problem by then."""
        for number, character in self.source.control_characters():
            name = f"U+{ord(character):04X}"
            self._problems.append(Remark(number, name, f"control character {name} dropped"))
        spans = self._spans()
        candidates = sorted(self._candidates, key=lambda candidate: candidate.line)
        return Account(spans, sorted(self._problems), sorted(self._notes), candidates)

    def _claim(self, start: int, end: int, path: str) -> None:
        text = self.source.clean[start:end]
        start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
        if start < end:
            self._claims.append(Span(*self.source.origin(start, end), path))

    def _spans(self) -> list[Span]:
        """Return the claims in order, white space between them filled in.

        White space between two stretches of one field joins them; any other is furniture, but
        for that inside an unmapped stretch.
        """
        text = self.source.text
        reported = {problem.line for problem in self._problems}
        spans: list[Span] = []
        at = 0
        for claim in [*sorted(self._claims), Span(len(text), len(text), FURNITURE)]:
            for unmapped in UNMAPPED.finditer(text, at, claim.start):
                _extend(spans, Span(at, unmapped.start(), FURNITURE))
                at = unmapped.end()
                self._report(unmapped, reported)
            if not (spans and spans[-1].path == claim.path and spans[-1].end == at):
                _extend(spans, Span(at, claim.start, FURNITURE))
                at = claim.start
            _extend(spans, Span(at, claim.end, claim.path))
            at = claim.end
        return spans

    def _report(self, unmapped: re.Match, reported: set[int]) -> None:
        number = self.source.line_number(unmapped.start())
        if number not in reported:
            reported.add(number)
            text = " ".join(unmapped.group().split())
            self._problems.append(Remark(number, text, "not understood"))


def _extend(spans: list[Span], span: Span) -> None:
    if spans and spans[-1].path == span.path and spans[-1].end == span.start:
        spans[-1] = spans[-1]._replace(end=span.end)
    elif span.start < span.end:
        spans.append(span)
