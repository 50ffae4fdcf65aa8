"""From a file to a draft: all of it or nothing, and a second time nothing new."""

import hashlib
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from cases import workflow
from cases.importers.page_vocabulary import page_vocabulary
from cases.importers.saved_page import FURNITURE, ParsedPage, ParseError, parse_page
from cases.models import ImportLedger, Practice
from cases.record import RecordError, Vocabularies, write_record

MOST_BYTES = 5_000_000


class FileImport:
    """Takes saved pages, one file at a time.

    ``dry_run`` does everything and undoes it. ``publish`` publishes what can be published.
    """

    def __init__(self, publish: bool = False, dry_run: bool = False, by=None):
        self.publish = publish
        self.dry_run = dry_run
        self.by = by
        self.vocabularies = Vocabularies()
        self.page_vocabulary = page_vocabulary()

    def take(self, path: Path) -> dict:
        """Import ``path`` and return its entry of the report (see docs/import.md).

        Never raises for what is wrong with the file: then the outcome is "refused", the problems
        say why, and nothing of it is stored.
        """
        entry = {"file": str(path), "outcome": "refused", "practice": None, "record": None}
        entry |= {"characters": 0, "mapped": 0, "furniture": 0, "unmapped": 0, "problems": []}
        try:
            data = self._read(path)
            page = parse_page(data, self.page_vocabulary)
            entry.update(record=page.record, **_counts(page))
            entry["problems"] = [problem._asdict() for problem in page.problems]
            with transaction.atomic():
                self._store(path, data, page, entry)
                if self.dry_run:
                    transaction.set_rollback(True)
                    self.vocabularies.forget()
        except (ParseError, RecordError, ValidationError, OSError) as error:
            self.vocabularies.forget()
            entry["outcome"] = "refused"
            entry["problems"] += [_problem(why) for why in _reasons(error)]
        return entry

    def _read(self, path: Path) -> bytes:
        if path.stat().st_size > MOST_BYTES:
            raise ParseError(f"the file is larger than {MOST_BYTES:,} bytes")
        return path.read_bytes()

    def _store(self, path: Path, data: bytes, page: ParsedPage, entry: dict) -> None:
        digest = hashlib.sha256(data).hexdigest()
        ledger = ImportLedger.objects.filter(digest=digest).select_related("practice").first()
        if ledger:
            practice, entry["outcome"] = ledger.practice, "unchanged"
        else:
            practice, problems = self._write(path, digest, page, entry)
            entry["problems"] += map(_problem, problems)
        entry["practice"] = practice.slug
        if self.publish and practice.state == Practice.State.DRAFT:
            workflow.publish(practice, self.by, reason=f"Imported from {path.name}")
            if ledger:
                entry["outcome"] = "changed"

    def _write(
        self, path: Path, digest: str, page: ParsedPage, entry: dict
    ) -> tuple[Practice, list[str]]:
        ledger = self._ledger_of_an_older_text(path, page)
        practice = ledger.practice if ledger else None
        if practice and (practice.state != "draft" or practice.revision != ledger.revision):
            raise RecordError(
                [f"“{practice}” was worked on after its import: the changed file replaces nothing"]
            )
        entry["outcome"] = "changed" if practice else "created"
        record = {**page.record, "source": {"kind": "saved page", "name": path.name}}
        practice, problems = write_record(record, practice, self.vocabularies, self.by)
        ImportLedger.objects.update_or_create(
            practice=practice,
            defaults={
                "name": path.name,
                "digest": digest,
                "text": page.text,
                "spans": [list(span) for span in page.spans],
                "revision": practice.revision,
            },
        )
        return practice, problems

    def _ledger_of_an_older_text(self, path: Path, page: ParsedPage) -> ImportLedger | None:
        return (
            ImportLedger.objects.filter(name=path.name, practice__title=page.record.get("title"))
            .select_related("practice")
            .first()
        )


def _counts(page: ParsedPage) -> dict[str, int]:
    covered = sum(span.end - span.start for span in page.spans)
    furniture = sum(span.end - span.start for span in page.spans if span.path == FURNITURE)
    return {
        "characters": len(page.text),
        "mapped": covered - furniture,
        "furniture": furniture,
        "unmapped": len(page.text) - covered,
    }


def _problem(why: str) -> dict:
    return {"line": None, "text": None, "why": why}


def _reasons(error: Exception) -> list[str]:
    if isinstance(error, RecordError):
        return error.errors
    if isinstance(error, ValidationError):
        return error.messages
    return [str(error)]
