"""Cuts a page into its parts."""

from dataclasses import dataclass, field

from cases.importers.saved_page import furniture, headings
from cases.importers.saved_page.headings import Heading, Headings
from cases.importers.saved_page.ledger import Ledger
from cases.importers.saved_page.lines import Block, Line
from cases.importers.saved_page.table import is_table_head
from cases.importers.saved_page.vocabulary import Vocabulary

HEAD, OUTSIDE = "head", "outside"
RUNNING_TEXT = (headings.SUMMARY, headings.SECTION)
LONGEST_LINE = 2000


@dataclass(slots=True)
class Section:
    """A part of the page: what it is, the heading above it, its paragraphs.

    A block is a run of lines without a blank line between them.
    """

    kind: str
    heading: Heading | None = None
    blocks: list[Block] = field(default_factory=list)

    def add(self, line: Line, above: Line | None) -> None:
        """Append ``line``, to the last block if ``above``, which it touches, is that one's end."""
        if self.blocks and self.blocks[-1][-1] is above:
            self.blocks[-1].append(line)
        else:
            self.blocks.append([line])


def divide(lines: list[Line], vocabulary: Vocabulary, ledger: Ledger) -> list[Section]:
    """Return the parts of the page in order; takes its head and foot down as furniture.

    What stands before the first heading is the head; what stands between the foot and the next
    heading is outside of every part.
    """
    divider = _Divider(lines, vocabulary, ledger)
    for at in range(len(lines)):
        divider.read(at)
    return divider.sections


class _Divider:
    def __init__(self, lines: list[Line], vocabulary: Vocabulary, ledger: Ledger):
        self.lines, self.vocabulary, self.ledger = lines, vocabulary, ledger
        self.headings = Headings(vocabulary)
        self.sections = [Section(HEAD)]
        self.below_foot = False
        self.awaits_reader = False
        self.pages = 0

    @property
    def current(self) -> Section:
        return self.sections[-1]

    def read(self, at: int) -> None:
        """Put the line ``lines[at]`` where it belongs."""
        line = self.lines[at]
        awaited, self.awaits_reader = self.awaits_reader, False
        self.below_foot = furniture.is_foot(line, self.below_foot)
        if self.below_foot:
            self.ledger.take(line)
            self._open(OUTSIDE)
        elif self._is_head(at):
            self._take_head(line)
        elif self.pages > 1:
            self.ledger.problem(line, "on a second page; only the first is read")
        elif heading := self.headings.read(line, self._above(at), self._below(at)):
            self._open(heading.kind, heading)
        elif awaited and self._above(at):
            self.ledger.take(line)
        else:
            self._add(at)

    def _add(self, at: int) -> None:
        line = self.lines[at]
        label = headings.head_label(line)
        if label and (self.current.kind not in RUNNING_TEXT or self._is_term(*label)):
            self._open(HEAD)
        elif is_table_head(line) and self.current.kind not in RUNNING_TEXT:
            self._open(headings.FINANCES)
        if len(line.text) > LONGEST_LINE and self.current.kind not in RUNNING_TEXT:
            self.ledger.problem(line, f"longer than {LONGEST_LINE} characters")
        else:
            self.current.add(line, self.lines[at - 1] if self._above(at) else None)

    def _open(self, kind: str, heading: Heading | None = None) -> None:
        if heading or self.current.kind != kind:
            self.sections.append(Section(kind, heading))
        if heading and heading.body:
            self.current.add(heading.body, None)

    def _above(self, at: int) -> Line | None:
        """Return the line that touches ``lines[at]`` from above, unless it is a heading."""
        above = self.lines[at - 1] if at else None
        heading = self.current.heading
        if not self.lines[at].follows(above) or (heading and heading.title.number == above.number):
            return None
        return above

    def _below(self, at: int) -> Line | None:
        below = self.lines[at + 1] if at + 1 < len(self.lines) else None
        return below if below and below.follows(self.lines[at]) else None

    def _is_head(self, at: int) -> bool:
        """Tell whether the line is furniture of a page's head.

        Away from the head and the foot it counts only beside another such line, so that a
        practice may speak of its subscribers.
        """
        around = self.lines[max(at - 1, 0) : at + 2]
        enough = 1 if self.current.kind in (HEAD, OUTSIDE) else 2
        return _of_head(self.lines[at]) and sum(map(_of_head, around)) >= enough

    def _take_head(self, line: Line) -> None:
        self.ledger.take(line)
        self.pages += furniture.names_site(line)
        self._open(HEAD if self.pages <= 1 else OUTSIDE)
        self.awaits_reader = _is_empty_label(line)

    def _is_term(self, kind: str, label: Line, value: Line) -> bool:
        """Tell whether a head's label within running text has a value of its vocabulary."""
        name = value.text.partition(":")[0]
        known = {
            headings.CATEGORIES: lambda: self.vocabulary.classified(name, ""),
            headings.LEVEL: lambda: self.vocabulary.level_of_activity(name),
            headings.ECOSYSTEM: lambda: self.vocabulary.ecosystem(name),
        }
        return known[kind]() is not None


def _of_head(line: Line) -> bool:
    return furniture.names_site(line) or furniture.reader_label(line) is not None


def _is_empty_label(line: Line) -> bool:
    """Tell whether the reader's name or the date of expiry stands on the next line."""
    label = furniture.reader_label(line)
    return label is not None and not label[2].text
