"""The lines of a page, each knowing where in the text it stands."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
LINE_END = re.compile("\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page, or a part of one: its number from 1, its offset, its characters.

    Offsets count the characters of ``Source.clean``.
    """

    number: int
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def value(self) -> str:
        """The characters with every run of white space folded to one space."""
        return " ".join(self.text.split())

    def part(self, start: int, end: int | None = None) -> "Line":
        """Return the characters from ``start`` to ``end`` of this line, without outer space."""
        text = self.text[start:end]
        lead = len(text) - len(text.lstrip())
        return Line(self.number, self.start + start + lead, text.strip())

    def group(self, found: re.Match, name: str | int) -> "Line":
        """Return what ``name`` matched in ``found``, a match over this line's text."""
        return self.part(*found.span(name))

    def split(self, separator: re.Pattern) -> list["Line"]:
        """Return the non-empty parts between the matches of ``separator``."""
        parts, at = [], 0
        for found in separator.finditer(self.text):
            parts.append(self.part(at, found.start()))
            at = found.end()
        return [part for part in (*parts, self.part(at)) if part.text]

    def follows(self, other: "Line | None") -> bool:
        """Tell whether this line stands directly below ``other``, no blank line between."""
        return other is not None and self.number == other.number + 1


Block = list[Line]


class Source:
    """The text of a page, and the same text without its control characters.

    Everything is read from ``clean``; ``origin`` leads a stretch of it back to ``text``. Form feeds
    count as white space, other control characters are dropped from ``clean`` and never from
    ``text``.
    """

    def __init__(self, text: str):
        self.text = text
        dropped = [found.start() for found in CONTROL.finditer(text)]
        self.clean = CONTROL.sub("", text) if dropped else text
        self._dropped = dropped
        self._dropped_before = [offset - count for count, offset in enumerate(dropped)]
        self._line_ends = [found.end() for found in LINE_END.finditer(text)]

    def lines(self) -> Iterator[Line]:
        """Yield every line that is not blank, without outer white space."""
        at = 0
        for end in LINE_END.finditer(self.clean):
            yield from self._line(at, end.start())
            at = end.end()
        yield from self._line(at, len(self.clean))

    def _line(self, start: int, end: int) -> Iterator[Line]:
        if self.clean[start:end].strip():
            number = self.line_number(self._offset(start))
            yield Line(number, start, self.clean[start:end]).part(0)

    def control_characters(self) -> Iterator[tuple[int, str]]:
        """Yield line number and character of every control character of ``text``."""
        for offset in self._dropped:
            yield self.line_number(offset), self.text[offset]

    def line_number(self, offset: int) -> int:
        """Return the number of the line in which ``text[offset]`` stands."""
        return bisect_right(self._line_ends, offset) + 1

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of ``text`` that ``clean[start:end]``, not empty, came from."""
        return self._offset(start), self._offset(end - 1) + 1

    def _offset(self, at: int) -> int:
        return at + bisect_right(self._dropped_before, at)
