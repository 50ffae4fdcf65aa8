"""Exchange records from files: each becomes a draft or, for a case worked on here, a proposal."""

import hashlib
import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from cases.archive import Restorer
from cases.archive.values import RowError
from cases.importers.drafts import Drafts, SourceText
from cases.importers.ledgers import leaves
from cases.importers.report import FURNITURE, counted, make_entry, problem
from cases.models import Practice
from cases.record import RecordError, check_record, read_record


def take_record(drafts: Drafts, file: Path, record: dict) -> dict:
    """Store a record; return its entry of the report. Its faults refuse it, none is raised."""
    try:
        check_record(record)
        source = source_of(file.name, record)
        stored = drafts.store(source)
    except (RecordError, ValidationError) as error:
        why = getattr(error, "errors", None) or error.messages
        title = str(record.get("title"))[:300]
        return make_entry(file, "refused", title=title, problems=list(map(problem, why)))
    return make_entry(
        file,
        stored.outcome,
        stored.practice.slug,
        title=stored.practice.title,
        record=record,
        fields=dict(leaves(record)),
        problems=list(map(problem, stored.problems)),
        **counted(source.text, source.spans),
    )


def propose_rows(
    drafts: Drafts, file: str, rows: dict, restorer: Restorer
) -> tuple[str, list[str]]:
    """Propose the rows of a case that differs from the one here; return outcome and problems.

    Where nothing of the record differs (times, timeline), the outcome stays "differs".
    """
    try:
        record = _record_of(rows, restorer)
        stored = drafts.store(source_of(file, record))
    except (RowError, RecordError, ValidationError) as error:
        return "differs", [f"no proposal could be made: {error}"]
    return ("proposed" if stored.outcome == "proposed" else "differs"), stored.problems


def source_of(file: str, record: dict) -> SourceText:
    """Return the record as a source whose text has a line for each field."""
    text, spans = "", []
    for path, value in leaves({k: v for k, v in record.items() if k not in ("format", "version")}):
        start = len(text) + len(path) + 2
        end = start + len(value)
        spans += [[len(text), start, FURNITURE], [start, end, path], [end, end + 1, FURNITURE]]
        text += f"{path}: {value}\n"
    whole = json.dumps(record, sort_keys=True)
    name = f"{file}#{record.get('slug') or record.get('title')}"
    digest = hashlib.sha256(f"{name}\n{whole}".encode()).hexdigest()
    return SourceText(name, digest, record, text, [span for span in spans if span[0] < span[1]])


def _record_of(rows: dict, restorer: Restorer) -> dict:
    """Return the record that the rows of a case make, without storing them."""
    with transaction.atomic():
        practice = restorer.copy(rows)
        record = read_record(Practice.objects.for_page().get(pk=practice.pk), with_persons=True)
        transaction.set_rollback(True)
    restorer.numbers.forget()
    return {**record, "id": rows["uid"], "slug": rows.get("slug")}
