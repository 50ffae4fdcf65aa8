"""The head of the financial table: what its columns hold."""

import re
from dataclasses import dataclass, field

from cases.importers.saved_page.ledger import Fields, Ledger
from cases.importers.saved_page.lines import Line
from cases.importers.saved_page.money import Money, read_money
from cases.importers.saved_page.spelling import fold

YEAR, TOTAL, SHARE, UNKNOWN = "year", "total", "share", "unknown"
TOTAL_LABEL = re.compile(r"(?i)total|(?:annual )?budget|amount|expenditure|costs?\b")
PER_CENT = re.compile(r"(?i)\s*\(?\s*(?:in\s+)?(?:%|per\s?cent)\s*\)?$")
LONGEST_LABEL = 120


@dataclass(slots=True)
class Head:
    """The columns by kind, the funders of those that hold shares, and what the head states.

    ``funders`` are entries of the record without their per cent. ``stated`` has the unit and the
    currency, ``per_cent`` the numbers of the columns in which a per cent sign stands.
    """

    kinds: list[str] = field(default_factory=list)
    funders: list[dict] = field(default_factory=list)
    stated: dict[str, str] = field(default_factory=dict)
    per_cent: set[int] = field(default_factory=set)


def read_head(line: Line, row: list[Line], partners: list[dict], ledger: Ledger) -> Head:
    """Return the head whose cells ``row`` are."""
    head = Head([YEAR])
    fields: Fields = []
    for cell in row[1:]:
        if TOTAL_LABEL.match(cell.text) and TOTAL not in head.kinds:
            head.kinds.append(TOTAL)
            fields += state(read_money(cell), "financials.*", head.stated, ledger)
        else:
            fields += _funder(cell, head, partners, ledger)
    ledger.take(line, *fields)
    return head


def state(money: Money, path: str, stated: dict[str, str], ledger: Ledger) -> Fields:
    """Put the unit and the currency of ``money`` into ``stated`` and return their fields.

    Words that may name a currency nobody knows are left with a problem.
    """
    fields: Fields = []
    for name, found in (("unit", money.unit), ("currency", money.currency)):
        if found:
            stated[name] = found[1]
            fields.append((found[0], f"{path}.{name}"))
    for word in money.rest:
        ledger.problem(word, "not known as a unit or a currency")
        fields.append((word, None))
    return fields


def _funder(cell: Line, head: Head, partners: list[dict], ledger: Ledger) -> Fields:
    """Add the column of a funder to ``head``.

    Without a label, with one that is there already, or with one that speaks of money it is none.
    """
    per_cent = PER_CENT.search(cell.text)
    label = cell.part(0, per_cent.start() if per_cent else None)
    known = [funder["label"] for funder in head.funders]
    money = read_money(label)
    if money.unit or money.currency or TOTAL_LABEL.match(label.text):
        return _unknown(cell, head, "a second column of amounts", ledger)
    if not label.text or len(label.text) > LONGEST_LABEL or label.value in known:
        return _unknown(cell, head, "a column with no label of its own", ledger)
    if per_cent:
        head.per_cent.add(len(head.kinds))
    head.kinds.append(SHARE)
    head.funders.append({"label": label.value, "partner": _partner(label.value, partners)})
    return [(label, f"financials.*.shares.{len(head.funders) - 1}.label")]


def _unknown(cell: Line, head: Head, why: str, ledger: Ledger) -> Fields:
    head.kinds.append(UNKNOWN)
    ledger.problem(cell, why)
    return [(cell, None)]


def _partner(label: str, partners: list[dict]) -> str | None:
    """Return the organisation whose acronym or name is ``label``, None unless just one is."""
    key = fold(label)
    found = [
        partner["organisation"]
        for partner in partners
        if "organisation" in partner
        and key in (fold(partner.get("acronym", "")), fold(partner["organisation"]))
    ]
    return found[0] if key and len(found) == 1 else None
