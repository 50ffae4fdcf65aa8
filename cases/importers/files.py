"""From a file to a draft: all of it or nothing, and a second time nothing new."""

import hashlib
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from cases.importers.candidates import with_candidates
from cases.importers.drafts import Drafts, SourceText
from cases.importers.html_text import html_text
from cases.importers.ledgers import leaves
from cases.importers.page_vocabulary import page_vocabulary
from cases.importers.report import counted, make_entry, problem
from cases.importers.saved_page import ParsedPage, ParseError, parse_page
from cases.record import RecordError, UnknownTermProblem

MOST_BYTES = 5_000_000


class FileImport:
    """Takes saved pages, one file at a time.

    ``dry_run`` does everything and undoes it. ``publish`` publishes what can be published.
    """

    def __init__(self, publish: bool = False, dry_run: bool = False, by=None):
        self.dry_run = dry_run
        self.drafts = Drafts("saved page", publish, by)
        self.page_vocabulary = page_vocabulary()

    def take(self, path: Path) -> dict:
        """Import ``path`` and return its entry of the report (see docs/import.md).

        Never raises for what is wrong with the file: then the outcome is "refused", the problems
        say why, and nothing of it is stored.
        """
        entry = make_entry(path, "refused")
        try:
            data = self._read(path)
            shown = html_text(data) if path.suffix.lower() in (".html", ".htm") else data
            page = parse_page(shown, self.page_vocabulary)
            entry |= {"record": page.record, "fields": dict(leaves(page.record))}
            entry |= counted(page.text, page.spans)
            entry["problems"] = [remark._asdict() for remark in page.problems]
            with transaction.atomic():
                self._store(path, data, page, entry)
                if self.dry_run:
                    transaction.set_rollback(True)
                    self.drafts.vocabularies.forget()
        except (ParseError, RecordError, ValidationError, OSError) as error:
            entry["outcome"] = "refused"
            entry["problems"] += [problem(why) for why in _reasons(error)]
        return entry

    def _read(self, path: Path) -> bytes:
        if path.stat().st_size > MOST_BYTES:
            raise ParseError(f"the file is larger than {MOST_BYTES:,} bytes")
        return path.read_bytes()

    def _store(self, path: Path, data: bytes, page: ParsedPage, entry: dict) -> None:
        digest = hashlib.sha256(data).hexdigest()
        spans = [list(span) for span in page.spans]
        record = with_candidates(page.record, page.candidates)
        stored = self.drafts.store(SourceText(path.name, digest, record, page.text, spans))
        case = stored.practice
        entry.update(outcome=stored.outcome, practice=case.slug, title=case.title)
        told = (why for why in stored.problems if not isinstance(why, UnknownTermProblem))
        entry["problems"] += map(problem, told)  # the page's own problems name unknown terms


def _reasons(error: Exception) -> list[str]:
    if isinstance(error, RecordError):
        return error.errors
    if isinstance(error, ValidationError):
        return error.messages
    return [str(error)]
