"""A saved page of the Best Practices Database as an exchange record."""

from dataclasses import dataclass

from cases.importers.saved_page import headings
from cases.importers.saved_page.classification import Classification
from cases.importers.saved_page.decoding import decode
from cases.importers.saved_page.finance import read_finances
from cases.importers.saved_page.key_dates import read_key_dates
from cases.importers.saved_page.ledger import Candidate, Ledger, Remark, Span
from cases.importers.saved_page.lines import Block, Line, Source
from cases.importers.saved_page.parties import read_nominator, read_one, read_partners
from cases.importers.saved_page.recognition import Recognitions
from cases.importers.saved_page.references import read_references
from cases.importers.saved_page.running_text import read_section, read_text
from cases.importers.saved_page.sections import HEAD, OUTSIDE, Section, divide
from cases.importers.saved_page.title import read_title
from cases.importers.saved_page.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """What a saved page says, and what became of each of its characters.

    ``record`` is an exchange record (practice/1) with only the keys the page states. ``text`` is
    the decoded page; ``spans`` are sorted, do not overlap, and what they leave out is unmapped.
    A path names a place in the record ("partners.0.phones.1"); "*" in it stands for every year of
    the financial profile. ``problems`` are what a curator has to look at, ``notes`` choices the
    parser took, ``candidates`` terms the vocabulary lacks.
    """

    record: dict
    text: str
    encoding: str
    spans: list[Span]
    problems: list[Remark]
    notes: list[Remark]
    candidates: list[Candidate]


def parse_page(data: bytes, vocabulary: Vocabulary) -> ParsedPage:
    """Return what the bytes of a saved page say in the terms of ``vocabulary``.

    Raises ParseError when the file as a whole is no such page (see ``decoding.decode``); all else
    that is not understood is left unmapped and reported among the problems, by line.
    """
    text, encoding = decode(data)
    ledger = Ledger(Source(text))
    if encoding == "cp1252":
        ledger.note(Line(1, 0, ""), "the text is no UTF-8 and was read as Windows-1252")
    sections = divide(list(ledger.source.lines()), vocabulary, ledger)
    record = {"format": "practice/1", **_Parts(sections, ledger, vocabulary).read()}
    account = ledger.close()
    return ParsedPage(
        record,
        text,
        encoding,
        account.spans,
        account.problems,
        account.notes,
        account.candidates,
    )


class _Parts:
    """Reads the sections of a page, each by its own reader."""

    def __init__(self, sections: list[Section], ledger: Ledger, vocabulary: Vocabulary):
        self.sections, self.ledger, self.vocabulary = sections, ledger, vocabulary

    def read(self) -> dict:
        """Return what the page states, in the order of the exchange record."""
        partners = read_partners(self._all(headings.PARTNERS), self.ledger, self.vocabulary)
        found = {
            **self._head(),
            "summary": read_text(self._one(headings.SUMMARY), "summary", self.ledger),
            "narrative": self._narrative(),
            "key_dates": read_key_dates(self._all(headings.KEY_DATES), self.ledger),
            "references": read_references(self._all(headings.REFERENCES), self.ledger),
            "contact": self._contact(),
            "nominating": self._nominating(),
            "partners": partners,
            "financials": read_finances(self._all(headings.FINANCES), partners, self.ledger),
        }
        self._leave_rest()
        return {key: value for key, value in found.items() if value}

    def _head(self) -> dict:
        """Read the head: labelled lines, recognitions, and of the rest the title."""
        classification = Classification(self.ledger, self.vocabulary)
        recognitions = Recognitions(self.ledger, self.vocabulary)
        rest: list[Block] = []
        for block in self._all(HEAD):
            lines = [
                line
                for line in block
                if not (classification.read(line, line is block[0]) or recognitions.read(line))
            ]
            rest += [lines] if lines else []
        title = read_title(rest, self.ledger, self.vocabulary)
        if "title" not in title:
            self.ledger.problem(Line(1, 0, ""), "no title could be told")
        return {**title, "recognitions": recognitions.close(), **classification.found}

    def _narrative(self) -> list[dict]:
        narrative: list[dict] = []
        seen: set[str] = set()
        for section in self._sections(headings.SECTION):
            heading = section.heading
            if heading.name in seen:
                self._leave(section, f'"{heading.name}" stands twice; only the first is read')
                continue
            seen.add(heading.name)
            path = f"narrative.{len(narrative)}"
            entry = read_section(heading, section.blocks, path, self.ledger)
            narrative += [entry] if entry else []
            self.ledger.take(heading.line, *([(heading.title, f"{path}.heading")] if entry else []))
        return narrative

    def _contact(self) -> dict:
        blocks = self._one(headings.CONTACT)
        return read_one(blocks, "contact", self.ledger, self.vocabulary)

    def _nominating(self) -> dict | str | None:
        kinds = [section.kind for section in self.sections if section.blocks]
        blocks = self._one(headings.NOMINATING)
        if not blocks:
            return None
        contact_above = headings.CONTACT in kinds[: kinds.index(headings.NOMINATING)]
        return read_nominator(blocks, contact_above, self.ledger, self.vocabulary)

    def _leave_rest(self) -> None:
        """Report what belongs to no field of the record."""
        for section in self._sections(headings.NARRATIVE):
            self.ledger.take(section.heading.line)
            self._leave_lines(section, "text above the first heading of the narrative")
        for section in self._sections(headings.UNKNOWN):
            self.ledger.candidate("narrative heading", section.heading.title)
            self._leave_lines(section, "text below a heading that is not known")
        for section in self._sections(OUTSIDE):
            self._leave_lines(section, "outside of every part of the page")

    def _sections(self, kind: str) -> list[Section]:
        return [section for section in self.sections if section.kind == kind]

    def _one(self, kind: str) -> list[Block]:
        """Return the blocks of the only section of a kind; further ones are left."""
        sections = self._sections(kind)
        for section in sections[1:]:
            self._leave(section, f'"{kind}" stands twice; only the first is read')
        for section in sections[:1]:
            self.ledger.take(section.heading.line)
        return sections[0].blocks if sections else []

    def _all(self, kind: str) -> list[Block]:
        """Return the blocks of all sections of a kind."""
        for section in self._sections(kind):
            if section.heading:
                self.ledger.take(section.heading.line)
        return [block for section in self._sections(kind) for block in section.blocks]

    def _leave(self, section: Section, why: str) -> None:
        self.ledger.problem(section.heading.line, why)
        self._leave_lines(section, why)

    def _leave_lines(self, section: Section, why: str) -> None:
        for block in section.blocks:
            for line in block:
                self.ledger.problem(line, why)
