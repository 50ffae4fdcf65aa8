"""From plain rows to the database: each batch wholly or not at all, a second time nothing."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from cases.archive.case import CaseRows
from cases.archive.graph import Table, key_of, other_cases, tables, tables_below
from cases.archive.insert import insert
from cases.archive.read import case_rows
from cases.archive.shelf import Shelf
from cases.archive.values import Numbers, RowError, check_columns
from cases.models import Practice
from cases.models.change_log import log_changes


@dataclass
class Outcome:
    """What became of a case: created, unchanged, differs (nothing was written) or refused.

    ``slug`` is its address here, "" for a refused one.
    """

    uid: str
    title: str
    outcome: str
    slug: str = ""
    problems: list[str] = field(default_factory=list)


class Restorer:
    """Puts an archive into the database: first the shared rows, then the cases.

    What is there already is left alone; ``replace_terms`` lets the archive's shared rows replace
    those of the same name. Rows keep their numbers where these are free.
    """

    def __init__(self, replace_terms: bool = False):
        self.replace_terms = replace_terms
        self.numbers = Numbers()
        self.problems: list[str] = []
        self._other_cases: list[tuple[str, str, str]] = []

    def rows(self, label: str, rows: list[dict]) -> None:
        """Put rows of a table that is of no case there. Raises RowError, and then stores none."""
        table = tables().loose.get(label)
        if table is None:
            raise RowError(f"there is no table “{label[:80]}”")
        left, before = rows, None
        while left and len(left) != before:
            before = len(left)
            left = self._rows(table, left)
        if left:
            raise RowError(f"{label}: a row refers to one that is not there")

    def _rows(self, table: Table, rows: list[dict]) -> list[dict]:
        """Store what can be stored now; return the rows that wait for others of the same table."""
        own = [f for f in table.fields if f.is_relation and f.related_model is table.model]
        waiting, ready = [], []
        names = {row.get(key_of(table.model).name) for row in rows if isinstance(row, dict)}
        for row in rows:
            waits = isinstance(row, dict) and any(row.get(f.name) in names - {None} for f in own)
            (waiting if waits else ready).append(row)
        with self._stored(table.label):
            Shelf(table, self.numbers, self.replace_terms, self.problems).take(ready)
        return waiting

    def cases(self, entries: list[dict]) -> list[Outcome]:
        """Store cases, all in one transaction or, where one is refused, each in its own."""
        try:
            return self._cases(entries)
        except RowError as error:
            if len(entries) == 1:
                title = _text(entries[0], "title")
                return [Outcome(_text(entries[0], "uid"), title, "refused", problems=[str(error)])]
            return [outcome for entry in entries for outcome in self.cases([entry])]

    def _cases(self, entries: list[dict]) -> list[Outcome]:
        outcomes, fresh = [], []
        below = [table.name for table in tables_below(Practice)]
        for entry in entries:
            check_columns(tables().of_case[Practice], entry, below)
        there = _stored_cases([_text(entry, "uid") for entry in entries])
        for entry in entries:
            uid = _text(entry, "uid")
            stored = there.get(uid)
            if stored is None:
                fresh.append(entry)
            same = stored is not None and self._is_same(entry, stored)
            outcome = "created" if stored is None else "unchanged" if same else "differs"
            slug = stored["slug"] if stored else ""
            outcomes.append(Outcome(uid, _text(entry, "title"), outcome, slug))
        if fresh:
            with self._stored("cases.practice"):
                slugs = self._create(fresh)
            for outcome in outcomes:
                outcome.slug = outcome.slug or slugs.get(outcome.uid, "")
        return outcomes

    def _create(self, entries: list[dict]) -> dict[str, str]:
        """Store new cases; return their addresses by their identifiers."""
        made: dict[type[models.Model], list] = defaultdict(list)
        for entry in entries:
            for model, rows in CaseRows(entry, self.numbers).made.items():
                made[model] += rows
            self._refers(entry)
        _free_addresses(made[Practice])
        for table in tables().case:
            insert(table.model, made[table.model])
        log_changes(practice.pk for practice in made[Practice])
        return {str(practice.uid): practice.slug for practice in made[Practice]}

    def copy(self, entry: dict) -> Practice:
        """Store a case a second time, under another identifier and without import ledger."""
        fresh = {name: value for name, value in entry.items() if name not in ("ledger", "slug")}
        rows = CaseRows({**fresh, "uid": str(uuid.uuid4())}, self.numbers)
        with self._stored("cases.practice"):
            _free_addresses(rows.made[Practice])
            for table in tables().case:
                insert(table.model, rows.made[table.model])
        return rows.made[Practice][0]

    @transaction.atomic
    def finish(self) -> None:
        """Set how cases refer to each other, when all are there and before what follows them."""
        self.numbers.forget()
        for uid, name, other in self._other_cases:
            there = Practice.objects.filter(uid=other).values_list("pk", flat=True).first()
            case = Practice.objects.filter(uid=uid)
            if there is None:
                self.problems.append(f"{uid}: {name} is a case that is not here ({other})")
            elif case.exclude(**{name: there}).exists() or case.filter(**{name: None}).exists():
                case.update(**{name: there})
                log_changes(case.values_list("pk", flat=True))
        self._other_cases.clear()
        for name in sorted(self.numbers.missing):
            self.problems.append(
                f"there is no account “{name}” here: what it did is told of nobody"
            )
        self.numbers.missing.clear()

    def _refers(self, entry: dict) -> None:
        for column in other_cases():
            if other := entry.get(column.name):
                self._other_cases.append((_text(entry, "uid"), column.name, str(other)[:40]))

    def _is_same(self, entry: dict, stored: dict) -> bool:
        """Tell whether a case is stored as the entry says, or would be once it is finished."""
        unset = [c.name for c in other_cases() if c.name in entry and c.name not in stored]
        rest = {name: value for name, value in entry.items() if name not in unset}
        same = self._as_here(rest) == _without_address(stored)
        if same and unset:
            self._refers(entry)
        return same

    def _as_here(self, entry: dict) -> dict:
        """Return the entry with the numbers that shared rows have in this database."""
        return _without_address(_renumbered(tables().of_case[Practice], entry, self.numbers))

    def _stored(self, label: str):
        return _Stored(label, self.numbers)


class _Stored(transaction.Atomic):
    """A transaction that turns what the database or a model refuses into a RowError."""

    def __init__(self, label: str, numbers: Numbers):
        super().__init__(using=None, savepoint=True, durable=False)
        self.label, self.numbers = label, numbers

    def __exit__(self, kind, error, trace):
        super().__exit__(kind, error, trace)
        if kind:
            self.numbers.forget()
        if isinstance(error, ValidationError):
            raise RowError(f"{self.label}: {' '.join(error.messages)}") from None
        if isinstance(error, DatabaseError | OverflowError):
            raise RowError(f"{self.label}: {str(error).splitlines()[0]}") from None


def _stored_cases(uids: list[str]) -> dict[str, dict]:
    try:
        keys = Practice.objects.filter(uid__in=uids).order_by("pk").values_list("pk", flat=True)
        keys = list(keys)
    except (ValidationError, ValueError):
        raise RowError("cases.practice.uid: is no identifier") from None
    return {row["uid"]: row for row in case_rows(keys)}


def _free_addresses(practices: list[Practice]) -> None:
    """Give a case whose address another one has a new one."""
    slugs = [practice.slug for practice in practices]
    taken = set(Practice.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    for practice in practices:
        if practice.slug in taken or not practice.slug:
            practice.slug = f"{practice.slug[:80]}-{str(practice.uid)[:8]}".lstrip("-")


def _without_address(entry: dict) -> dict:
    return {name: value for name, value in entry.items() if name != "slug"}


def _renumbered(table: Table, row: dict, numbers: Numbers) -> dict:
    told = dict(row)
    for column in table.fields:
        if column.name in row and column.is_relation and column.related_model in numbers.renumbered:
            told[column.name] = numbers.renumbered[column.related_model].get(row[column.name])
    for other in tables_below(table.model):
        if other.name in row:
            told[other.name] = [_renumbered(other, each, numbers) for each in row[other.name]]
    return told


def _text(entry, name: str) -> str:
    return str(entry.get(name, ""))[:300] if isinstance(entry, dict) else ""
