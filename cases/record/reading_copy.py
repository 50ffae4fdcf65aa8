"""The reading copy: the record as one reader may read it. What is closed to them is not in it."""

import re

from cases.access import Part, Reader, may_read, teaser
from partners.models import REACHED_BY

CONTACT_DETAILS = {"address": None, "url": None} | {key: [] for key in REACHED_BY}
_LIST_MARK = re.compile(r"\s*(?:\d{1,3}[.)]|[-*+])\s+")


def reading_copy(record: dict, reader: Reader) -> dict:
    """Return ``record``, an exchange record, without what is closed to ``reader``.

    A closed section keeps heading, limit and number of words; its text is None and "teaser" is its
    first sentence. A closed claim keeps its section. Of closed financial years there is only how
    many they are. Who may not read contact persons is given a record that was read without them.
    """
    return {
        **record,
        "narrative": _if_open(record["narrative"], reader, Part.NARRATIVE, _closed_section),
        "financials": _if_open(record["financials"], reader, Part.FINANCES, _closed_year),
        "claims": _if_open(record["claims"], reader, Part.CLAIMS, _closed_claim),
        "contact": _contact(record["contact"], reader),
        "nominating": _contact(record["nominating"], reader),
        "partners": [_contact(partner, reader) for partner in record["partners"]],
    }


def without_persons(record: dict) -> dict:
    """Return a frozen record without contact persons, should it ever have held one.

    What was published stays readable for ever, so nothing in it may have to be erased.
    """
    return {
        **record,
        "contact": _nobody(record["contact"]),
        "nominating": _nobody(record["nominating"]),
        "partners": [_nobody(partner) for partner in record["partners"]],
    }


def frozen_copy(record: dict, reader: Reader) -> dict:
    """Return the reading copy of a published version: no persons, whoever reads."""
    return reading_copy(without_persons(record), reader)


def _nobody(contact: dict | str | None) -> dict | str | None:
    if not isinstance(contact, dict) or not contact.get("person"):
        return contact
    return {**contact, "person": None, **{key: [] for key in REACHED_BY}}


def _if_open(rows: list[dict], reader: Reader, part: Part, closed) -> list[dict]:
    return rows if may_read(reader, part) else [closed(row) for row in rows]


def _closed_section(section: dict) -> dict:
    text = section["text"]
    first = _LIST_MARK.match(text)
    return {**section, "text": None, "teaser": teaser(text[first.end() :] if first else text)}


def _closed_year(year: dict) -> dict:
    return {}


def _closed_claim(claim: dict) -> dict:
    return {"section": claim["section"]}


def _contact(contact: dict | str | None, reader: Reader) -> dict | str | None:
    if not isinstance(contact, dict):
        return contact
    open_part = dict(contact)
    if not may_read(reader, Part.CONTACT_DETAILS):
        open_part.update(CONTACT_DETAILS)
    if not may_read(reader, Part.CONTACT_PERSONS):
        open_part["person"] = None
    return open_part
