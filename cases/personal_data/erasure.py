"""Erasing a person: their rows, and their name and numbers wherever a text has them."""

import re

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction

from cases.models import (
    Category,
    ImportLedger,
    Nomination,
    Partnership,
    Practice,
    PracticeVersion,
)
from cases.models.change_log import WAYS, log_changes, practices_showing
from cases.personal_data.traces import Trace, marks_of, pattern_of, traces_of
from partners.models import REACHED_BY, ContactPerson, Organisation
from web.models import OutgoingMail

REMOVED = "[removed]"
BLACK = "█"
REACHED_AT = ("person", *REACHED_BY)
"""The keys of a contact block that speak of the person, not of the organisation."""


@transaction.atomic
def erase(person: ContactPerson) -> list[Trace]:
    """Delete ``person`` and black out every text that names them; return those texts.

    Effects: the rows of the person go; mails waiting for them go; nominations of theirs have no
    address to write to any more; in the source texts of imports the stretches that became the
    person, and every mark of theirs, turn black, character for character, so that the ledger still
    holds; in all other texts, published versions included, each mark becomes "[removed]". The pages
    of the cases concerned are made anew. The search index drops deleted words for good only when it
    is built again: the caller does that if any returned trace may be in it.
    """
    traces, pattern = traces_of(person), pattern_of(marks_of(person))
    addresses = list(person.contact_points.values_list("value", flat=True))
    OutgoingMail.objects.filter(to__in=addresses).delete()
    for address in addresses:
        Nomination.objects.filter(email__iexact=address).update(email="")
    _blacken_ledgers(person)
    for trace in traces:
        _clean(trace, pattern)
    persons = ContentType.objects.get_for_model(ContactPerson)
    LogEntry.objects.filter(content_type=persons, object_id=str(person.pk)).delete()
    person.delete()
    return traces


def _blacken_ledgers(person: ContactPerson) -> None:
    """Blacken the stretches of source texts that became this person's part of a contact block."""
    blocks = {"contact_person": "contact", "nominating_person": "nominating"}
    for column, block in blocks.items():
        for practice in Practice.objects.filter(**{column: person}, ledger__isnull=False):
            _blacken(practice.ledger, block)
    for partnership in person.partnerships.select_related("practice__ledger", "organisation"):
        ledger = getattr(partnership.practice, "ledger", None)
        if ledger:
            _blacken(ledger, *_blocks_of(partnership, ledger))


def _blocks_of(partnership: Partnership, ledger: ImportLedger) -> list[str]:
    """Return which blocks of the source became this partner, by their paths in the record.

    Partners may have been moved, joined or taken out since. So a block is known by the person it
    names, or else by the organisation; where it names neither, by the partner's place in the list.
    """
    names = {"person": partnership.person.name, "organisation": partnership.organisation.name}
    for key, name in names.items():
        named = re.compile(rf"(partners\.\d+)\.{key}")
        blocks = [
            found[1]
            for start, end, path in ledger.spans
            if (found := named.fullmatch(path)) and _alike(ledger.text[start:end], name)
        ]
        if blocks:
            return blocks
    in_order = list(partnership.practice.partnerships.values_list("pk", flat=True))
    return [f"partners.{in_order.index(partnership.pk)}"]


def _alike(text: str, name: str) -> bool:
    return text.casefold().split() == name.casefold().split()


def _blacken(ledger: ImportLedger, *blocks: str) -> None:
    """Blacken what became the person in the contact blocks with these paths in the record."""
    text = ledger.text
    paths = tuple(f"{block}.{key}" for block in blocks for key in REACHED_AT)
    for start, end, path in ledger.spans:
        if path.startswith(paths):
            text = text[:start] + re.sub(r"\S", BLACK, text[start:end]) + text[end:]
    ImportLedger.objects.filter(pk=ledger.pk).update(text=text)


def _clean(trace: Trace, pattern: re.Pattern) -> None:
    rows = trace.model._base_manager.filter(pk=trace.pk)
    row = rows.first()
    if row is None:
        return
    replaced = _black if trace.model is ImportLedger and trace.column == "text" else REMOVED
    value = _without(getattr(row, trace.column), pattern, replaced)
    try:
        with transaction.atomic():
            rows.update(**{trace.column: _fitting(trace, value)})
    except IntegrityError:
        rows.update(**{trace.column: _fitting(trace, f"{REMOVED} {trace.pk}")})
    log_changes(_cases_of(row))


def _black(found: re.Match) -> str:
    return re.sub(r"\S", BLACK, found.group())


def _without(value, pattern: re.Pattern, replaced):
    if isinstance(value, str):
        return pattern.sub(replaced, value)
    if isinstance(value, dict):
        return {key: _without(part, pattern, replaced) for key, part in value.items()}
    if isinstance(value, list):
        return [_without(part, pattern, replaced) for part in value]
    return value


def _fitting(trace: Trace, value):
    longest = getattr(trace.model._meta.get_field(trace.column), "max_length", None)
    return value[:longest] if isinstance(value, str) and longest else value


def _cases_of(row: models.Model) -> list[int]:
    if isinstance(row, (PracticeVersion, ImportLedger)):
        return [row.practice_id]
    shown = type(row) in (*WAYS, Category, Organisation)
    return list(practices_showing(row)) if shown else []
