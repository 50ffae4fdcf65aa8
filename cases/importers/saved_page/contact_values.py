"""Values of a contact that a label announces, or that tell themselves: numbers, mail, web."""

from cases.importers.saved_page.contact_labels import NOTHING, mails, numbers
from cases.importers.saved_page.ledger import Fields, Ledger
from cases.importers.saved_page.lines import Line
from cases.importers.saved_page.names import ACRONYM
from cases.importers.saved_page.support import read_support
from cases.importers.saved_page.vocabulary import Vocabulary
from cases.importers.saved_page.web import find_web, url

NAMES = {"phones": "phone number", "faxes": "fax number", "emails": "mail address"}
PARTS = {"phones": numbers, "faxes": numbers, "emails": mails}


class ContactValues:
    """Collects the values of one contact in ``found``, under the keys of the exchange record.

    Every method returns the parts of a line with the paths they went to, for ``Ledger.take``;
    a value that does not fit is left, with a problem.
    """

    def __init__(self, path: str, ledger: Ledger, vocabulary: Vocabulary):
        self.path, self.ledger, self.vocabulary = path, ledger, vocabulary
        self.found: dict = {}

    def fits(self, field: str, value: Line) -> bool:
        """Tell whether ``value``, on a line of its own, can be that of the label ``field``."""
        if field == "support":
            return all(kind.name for kind in read_support(value, self.vocabulary))
        if field == "organisation_type":
            return self.vocabulary.organisation_type(value.text) is not None
        return field in PARTS and bool(PARTS[field](value))

    def read(self, field: str, value: Line) -> Fields:
        """Read the ``value`` of the label ``field``."""
        if value.text.lower() in NOTHING:
            return []
        if field in PARTS:
            return self._several(field, value)
        if field == "support":
            return self._support(value)
        if field in self.found:
            return self._leave(value, f"a second value for {field.replace('_', ' ')}")
        if field == "organisation_type":
            return self._organisation_type(value)
        if field == "organisation":
            return self.organisation(value)
        if field == "url":
            return self._url(value)
        return self.set(field, value)

    def set(self, field: str, value: Line) -> Fields:
        self.found[field] = value.value
        return [(value, f"{self.path}.{field}")]

    def organisation(self, value: Line) -> Fields:
        """Read an organisation's name, with its acronym if it ends in one."""
        acronym = ACRONYM.match(value.text)
        if not acronym:
            return self.set("organisation", value)
        return [
            *self.set("organisation", value.group(acronym, "name")),
            *self.set("acronym", value.group(acronym, "acronym")),
        ]

    def address(self, value: Line) -> Fields:
        """Read one more line of the address."""
        above = [self.found["address"]] if "address" in self.found else []
        self.found["address"] = "\n".join([*above, value.value])
        return [(value, f"{self.path}.address")]

    def unlabelled(self, line: Line) -> Fields:
        """Read a line that is nothing but mail addresses or one web address; else nothing."""
        if "@" in line.text and mails(line):
            return self._several("emails", line)
        return self._url(line) if _web_alone(line) and "url" not in self.found else []

    def _several(self, field: str, value: Line) -> Fields:
        parts = PARTS[field](value)
        if not parts:
            return self._leave(value, f"no {NAMES[field]}")
        values = self.found.setdefault(field, [])
        values += dict.fromkeys(part.value for part in parts if part.value not in values)
        return [(part, f"{self.path}.{field}.{values.index(part.value)}") for part in parts]

    def _organisation_type(self, value: Line) -> Fields:
        name = self.vocabulary.organisation_type(value.text)
        if name is None:
            self.ledger.candidate("organisation type", value, self.path)
            return [(value, None)]
        self.found["organisation_type"] = name
        return [(value, f"{self.path}.organisation_type")]

    def _support(self, value: Line) -> Fields:
        fields: Fields = []
        for kind in read_support(value, self.vocabulary):
            if kind.name is None:
                self.ledger.candidate("support type", kind.kind, self.path)
                fields.append((kind.kind, None))
                continue
            entries = self.found.setdefault("support", [])
            entry = {"type": kind.name, **({"text": kind.words.value} if kind.words else {})}
            if entry not in entries:
                entries.append(entry)
            path = f"{self.path}.support.{entries.index(entry)}"
            fields.append((kind.kind, f"{path}.type"))
            fields += [(kind.words, f"{path}.text")] if kind.words else []
        return fields

    def _url(self, value: Line) -> Fields:
        web = _web_alone(value)
        if web is None:
            return self._leave(value, "not understood as a web address")
        self.found["url"] = url(web)
        return [(web, f"{self.path}.url")]

    def _leave(self, value: Line, why: str) -> Fields:
        self.ledger.problem(value, why)
        return [(value, None)]


def _web_alone(line: Line) -> Line | None:
    """Return the web address that is all of ``line``, angle brackets aside, or None."""
    web = find_web(line)
    return web if web and line.text.strip("<>") == web.text else None
