"""The labels of contact data ("Phone:", "Type of Organization:") and the values they take."""

import re

from cases.importers.saved_page.headings import STRAY_MARKS
from cases.importers.saved_page.lines import Line
from partners.models import REACHED_BY

LABELS = {
    "phones": r"(?:tele)?phones?(?:\s+(?:no|numbers?)\.?)?|tel(?:\.?\s*no)?\.?|mobile(?:\s+phone)?"
    r"|cell(?:ular)?(?:\s+phone)?",
    "faxes": r"(?:tele)?fax(?:\s+(?:no|number)\.?)?|facsimile",
    "emails": r"e-?mails?(?:\s+address(?:es)?)?",
    "url": r"url|web(?:\s?(?:site|page))?|home\s?page",
    "organisation_type": r"types?\s+of\s+organi[sz]ations?|organi[sz]ation\s+type",
    "support": r"types?\s+of\s+(?:partner\s+)?supports?|partner\s+support",
    "address": r"(?:postal\s+|mailing\s+|street\s+)?address",
    "organisation": r"(?:name\s+of\s+)?organi[sz]ation(?:\s+name)?",
    "person": r"contact\s+person",
}
LABEL = re.compile(
    r"(?i)(?<![\w/])(?:"
    + "|".join(f"(?P<{field}>{pattern})" for field, pattern in LABELS.items())
    + r")(?:\s*:|\s(?=\s*[+(]?\d)|\s(?=\s*\S+@))\s*"
)
OTHER_LABEL = re.compile(r"[A-Z][\w./ -]{1,30}:(?:\s|$)")
LONGEST_LABELLED = 300
FEWEST_DIGITS = 5

NUMBER = re.compile(r"(?i)[+(]?\d[\d\s()./+-]*(?:(?:ext|x)\.?\s*\d+\s*)?(?:\([^()]*\))?$")
BETWEEN_NUMBERS = re.compile(r"[;,]|\s+(?:/|or|and)\s+")
MAIL = re.compile(r"[^@]+@[^@]+\.[^@.]+$")
BETWEEN_MAILS = re.compile(r"(?i)[\s<>()\[\]:;,/|]+(?:(?:mailto|or|and)\b[\s:]*)?|^mailto:")
NOTHING = frozenset({"", "-", "–", "n/a", "n.a.", "na", "none", "nil"})


def labelled(line: Line) -> list[tuple[str, Line]]:
    """Return (field, value) for each label of a line that opens with one, else nothing.

    Further labels of a line ("Phone: ... Fax: ...") count for numbers and mail alone, and only
    those may go without a colon ("Tel. +81 ...").
    """
    if len(line.text) > LONGEST_LABELLED:
        return []
    found = [label for label in LABEL.finditer(line.text) if _is_label(label)]
    mark = STRAY_MARKS.match(line.text)
    if not found or found[0].start() > (mark.end() if mark else 0):
        return []
    found = found[:1] + [label for label in found[1:] if label.lastgroup in REACHED_BY]
    ends = [label.start() for label in found[1:]] + [None]
    values = [line.part(label.end(), end) for label, end in zip(found, ends, strict=True)]
    return [(label.lastgroup, value) for label, value in zip(found, values, strict=True)]


def is_contact_data(line: Line) -> bool:
    """Tell whether ``line`` is a label of contact data with a value that fits it."""
    fits = {"phones": numbers, "faxes": numbers, "emails": mails}
    return any(
        field in ("organisation_type", "support") or (field in fits and bool(fits[field](value)))
        for field, value in labelled(line)
    )


def numbers(value: Line) -> list[Line]:
    """Return the telephone numbers that make up ``value``; none unless all of it is numbers."""
    parts = value.split(BETWEEN_NUMBERS)
    if len(parts) > 1 and all(map(_is_number, parts)):
        return parts
    return [value] if _is_number(value) else []


def mails(value: Line) -> list[Line]:
    """Return the mail addresses that make up ``value``; none unless all of it is addresses."""
    found = [part.part(0, len(part.text.rstrip("."))) for part in value.split(BETWEEN_MAILS)]
    return found if all(MAIL.match(part.text) for part in found) else []


def _is_label(found: re.Match) -> bool:
    return ":" in found[0] or found.lastgroup in REACHED_BY


def _is_number(value: Line) -> bool:
    digits = sum(character.isdigit() for character in value.text)
    return digits >= FEWEST_DIGITS and bool(NUMBER.match(value.text))
