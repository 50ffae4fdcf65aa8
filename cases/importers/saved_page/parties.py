"""Contact, nominating organisation and partners: where one ends and the next begins."""

import re
from dataclasses import dataclass, field

from cases.importers.saved_page.contact import read_contact
from cases.importers.saved_page.contact_labels import NOTHING, labelled
from cases.importers.saved_page.ledger import Ledger
from cases.importers.saved_page.lines import Block, Line
from cases.importers.saved_page.names import ACRONYM, Names, named_by
from cases.importers.saved_page.vocabulary import Vocabulary
from cases.record import SAME_AS_CONTACT

SAME = re.compile(r"(?i)(?:the\s+)?(?:same(?:\s+as)?|as|see)(?:\s+the)?\s+(?P<what>above|contact)")
LONGEST_SAME = 60
LIST_MARK = re.compile(r"(?:\d{1,2}[.)]|[-*•·▪])\s+(?=\S)")


def read_one(blocks: list[Block], path: str, ledger: Ledger, vocabulary: Vocabulary) -> dict:
    """Return the contact (or nominator) of a section, which holds one; a second is left."""
    first, *others = split(blocks, ledger, vocabulary) or [_Party()]
    for party in others:
        for line in party.lines:
            ledger.problem(line, f"a second party under {path}; the record holds one")
    return read_contact(first.lines, path, ledger, vocabulary, path == "nominating")


def read_nominator(
    blocks: list[Block], contact_above: bool, ledger: Ledger, vocabulary: Vocabulary
) -> dict | str | None:
    """Return the nominating organisation, "same as contact", or None when none is stated.

    "Same as above" says so only with a contact above it (``contact_above``).
    """
    first, *rest = (line for block in blocks for line in block)
    if first.text.lower() in NOTHING and not rest:
        ledger.take(first)
        return None
    same = SAME.match(first.text) if len(first.text) <= LONGEST_SAME else None
    if not same:
        return read_one(blocks, "nominating", ledger, vocabulary) or None
    if not contact_above:
        ledger.problem(first, "no contact stands above")
        return None
    ledger.take(first, (first, "nominating"))
    return SAME_AS_CONTACT


def read_partners(blocks: list[Block], ledger: Ledger, vocabulary: Vocabulary) -> list[dict]:
    """Return the partners in page order."""
    partners: list[dict] = []
    for party in split(blocks, ledger, vocabulary):
        path = f"partners.{len(partners)}"
        partner = read_contact(party.lines, path, ledger, vocabulary, party.labelled)
        if partner:
            partners.append(partner)
        else:
            ledger.displace(path)
    return partners


@dataclass(slots=True)
class _Party:
    """The lines of one party so far, and what they hold."""

    lines: list[Line] = field(default_factory=list)
    organisation: bool = False
    labelled: bool = False
    complete: bool = False
    touching: bool = False

    def add(self, line: Line, names: Names | None) -> None:
        self.touching = self.touching or bool(self.lines and line.follows(self.lines[-1]))
        self.lines.append(line)
        self.organisation = self.organisation or names is Names.ORGANISATION
        fields = [name for name, _ in labelled(line)]
        self.labelled = self.labelled or bool(fields)
        self.complete = self.complete or "organisation_type" in fields or "support" in fields


def split(blocks: list[Block], ledger: Ledger, vocabulary: Vocabulary) -> list[_Party]:
    """Return the parties of a section; takes the marks of a list of parties down as furniture.

    A party may hold blank lines anywhere. A new one begins at a list mark; at an organisation
    below labelled lines, or below a blank line when one is named already and has lines of its
    own (or the new one an acronym); below type or support at any other name that opens a block.
    """
    lines = [(line, line is block[0]) for block in blocks for line in block]
    starts = [_list_mark(line, vocabulary) for line, _ in lines]
    named = [line.part(start) for (line, _), start in zip(lines, starts, strict=True)]
    names = [None if labelled(line) else named_by(line, vocabulary) for line in named]
    parties: list[_Party] = []
    for at, (line, opens_block) in enumerate(lines):
        ledger.take(line.part(0, starts[at]))
        before_person = names[at + 1 : at + 2] == [Names.PERSON]
        begins = (
            not parties
            or starts[at]
            or (_begins(named[at], names[at], opens_block, before_person, parties[-1]))
        )
        if begins:
            parties.append(_Party())
        parties[-1].add(named[at], names[at])
    return parties


def _list_mark(line: Line, vocabulary: Vocabulary) -> int:
    """Return the length of the list mark that begins a party, 0 if there is none."""
    mark = LIST_MARK.match(line.text)
    if not mark or labelled(line) or vocabulary.support_type(line.text[mark.end() :]):
        return 0
    return mark.end()


def _begins(
    line: Line, names: Names | None, opens_block: bool, before_person: bool, party: _Party
) -> bool:
    if names is Names.ORGANISATION:
        if party.labelled:
            return party.organisation or party.complete
        further = party.touching or bool(ACRONYM.match(line.text))
        return opens_block and party.organisation and further
    if names is Names.UNCLEAR:
        return opens_block and (party.complete or (party.labelled and before_person))
    return names is Names.PERSON and opens_block and party.complete
