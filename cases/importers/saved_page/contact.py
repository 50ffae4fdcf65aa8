"""The lines about one organisation and the person to reach there."""

from cases.importers.saved_page.contact_labels import labelled
from cases.importers.saved_page.contact_values import ContactValues
from cases.importers.saved_page.ledger import Fields, Ledger
from cases.importers.saved_page.lines import Line
from cases.importers.saved_page.names import Names, named_by
from cases.importers.saved_page.vocabulary import Vocabulary

KEYS = (
    "organisation",
    "acronym",
    "organisation_type",
    "person",
    "address",
    "phones",
    "faxes",
    "emails",
    "url",
    "support",
)
WHY_LEFT = {
    Names.PERSON: "a second person; the record holds one",
    Names.ORGANISATION: "a second organisation; the record holds one",
    Names.ADDRESS: "an address apart from its organisation or person",
    Names.ADDRESS_PART: "an address apart from its organisation or person",
    Names.ROLE: "a position; the record has no place for it",
    Names.OTHER: "not understood",
    Names.UNCLEAR: "it cannot be told whether this names a person, an organisation or a place",
}


def read_contact(
    lines: list[Line],
    path: str,
    ledger: Ledger,
    vocabulary: Vocabulary,
    sole_name_is_organisation: bool = False,
) -> dict:
    """Return what ``lines`` say of one contact, nominator or partner; only what they state.

    ``path`` leads to it in the record. Lines with a label are read by it. Of those without, a
    person, an organisation and an address are told by ``names.named_by``, and lines that touch
    an address belong to it. A first line that could be anything is the organisation when a
    person follows it and no other organisation is named, or when it is the only such line and
    ``sole_name_is_organisation``. What cannot be told is left unmapped with a problem.
    """
    values = ContactValues(path, ledger, vocabulary)
    plain = _read_labelled(lines, values)
    _read_plain(plain, lines, values, sole_name_is_organisation)
    return {key: values.found[key] for key in KEYS if values.found.get(key)}


def _read_labelled(lines: list[Line], values: ContactValues) -> list[Line]:
    """Read the lines that tell their field and return the others.

    A label's value may stand on the line below it.
    """
    plain, waiting = [], None
    for line in lines:
        pairs = labelled(line)
        if not pairs and waiting and values.fits(waiting, line):
            pairs = [(waiting, line)]
        fields = [field for pair in pairs for field in values.read(*pair)]
        fields = fields if pairs else values.unlabelled(line)
        if pairs or fields:
            values.ledger.take(line, *fields)
        else:
            plain.append(line)
        waiting = _waiting(pairs)
    return plain


def _waiting(pairs: list[tuple[str, Line]]) -> str | None:
    """Return the label whose value may come on the next line: one without, and any support."""
    field, value = pairs[-1] if pairs else (None, None)
    return field if field == "support" or (field and not value.text) else None


def _read_plain(
    plain: list[Line], lines: list[Line], values: ContactValues, sole_name_is_organisation: bool
) -> None:
    """Read the lines without a label, top down."""
    kinds = [named_by(line, values.vocabulary) for line in plain]
    if kinds and kinds[0] in (Names.UNCLEAR, Names.ADDRESS_PART):
        kinds[0] = _first_name(kinds, values, sole_name_is_organisation)
        if kinds[0] in (Names.ORGANISATION, Names.PERSON):
            values.ledger.note(plain[0], f"taken as the {kinds[0].value} by the lines around it")
    addresses = _Addresses(plain, lines, values)
    for line, kind in zip(plain, kinds, strict=True):
        if kind is Names.PERSON and "person" not in values.found:
            fields = values.set("person", line)
        elif kind is Names.ORGANISATION and "organisation" not in values.found:
            fields = values.organisation(line)
        else:
            fields = addresses.read(line, kind)
        if fields:
            values.ledger.take(line, *fields)
        else:
            values.ledger.problem(line, WHY_LEFT[kind])


def _first_name(kinds: list[Names], values: ContactValues, sole_is_organisation: bool) -> Names:
    """Return what the first line names, told by the lines around it."""
    kind, *rest = kinds
    individual = values.vocabulary.organisation_type("Individual")
    named = {*rest, *(Names(key) for key in ("person", "organisation") if key in values.found)}
    if individual and values.found.get("organisation_type") == individual:
        return Names.PERSON if kind is Names.UNCLEAR and Names.PERSON not in named else kind
    if Names.ORGANISATION in named:
        return kind
    above_person = rest[:1] == [Names.PERSON] or "person" in values.found
    return Names.ORGANISATION if above_person or (sole_is_organisation and not rest) else kind


class _Addresses:
    """Tells which lines without a label make up the address."""

    def __init__(self, plain: list[Line], lines: list[Line], values: ContactValues):
        self.plain = {line.start for line in plain}
        self.above = dict(zip((line.start for line in lines), [None, *lines], strict=False))
        self.values = values
        self.end: Line | None = None

    def read(self, line: Line, kind: Names) -> Fields:
        if not self._belongs(line, kind, self.above[line.start]):
            return []
        self.end = line
        return self.values.address(line)

    def _belongs(self, line: Line, kind: Names, above: Line | None) -> bool:
        if kind in (Names.PERSON, Names.ROLE, Names.OTHER):
            return False
        if above and (above is self.end or self._labels_address(above)):
            return line.follows(above) or kind in (Names.ADDRESS, Names.ADDRESS_PART)
        if "address" in self.values.found or kind is Names.UNCLEAR:
            return False
        if kind is Names.ADDRESS:
            return True
        below_name = above is not None and above.start in self.plain
        return below_name and (kind is Names.ADDRESS_PART or line.follows(above))

    def _labels_address(self, line: Line) -> bool:
        pairs = labelled(line)
        return bool(pairs) and pairs[-1][0] == "address"
