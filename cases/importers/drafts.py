"""From what a source says to a draft: a second time nothing new, and nobody's work overwritten."""

from dataclasses import dataclass, field

from django.db import transaction

from cases import workflow
from cases.models import ImportLedger, Practice, ProposedRevision, UnknownTermUse
from cases.record import Vocabularies, keep_unknown, read_record, write_record

OURS = {"format", "id", "slug", "state", "version", "source"}
"""Keys a source cannot propose to change: they are given here."""


@dataclass
class SourceText:
    """A source as it came: its record, and what each stretch of its text became.

    ``name`` tells it from others and is the same when it comes again, changed; ``digest`` is the
    SHA-256 of what came.
    """

    name: str
    digest: str
    record: dict
    text: str = ""
    spans: list[list] = field(default_factory=list)


@dataclass
class Stored:
    """``outcome`` is created, changed, proposed or unchanged."""

    practice: Practice
    outcome: str
    problems: list[str] = field(default_factory=list)


class Drafts:
    """Stores sources as drafts, each with its import ledger.

    A source that came before and has changed replaces its draft, unless somebody worked on that or
    its ledger is signed: then the change is proposed. ``publish`` publishes what is complete.
    """

    def __init__(self, kind: str, publish: bool = False, by=None):
        self.kind, self.publish, self.by = kind, publish, by
        self.vocabularies = Vocabularies()

    def store(self, source: SourceText) -> Stored:
        """Store ``source`` wholly or not at all.

        Raises RecordError for what the database refuses and ValidationError for a case that cannot
        be published.
        """
        try:
            with transaction.atomic():
                stored = self._store(source)
                if self.publish and stored.practice.state == Practice.State.DRAFT:
                    workflow.publish(stored.practice, self.by, f"Imported from {source.name}")
                    if stored.outcome == "unchanged":
                        stored.outcome = "changed"
                return stored
        except Exception:
            self.vocabularies.forget()
            raise

    def _store(self, source: SourceText) -> Stored:
        if known := self._came_before(source):
            return Stored(known, "unchanged")
        practice = self._same_case(source)
        if practice is None:
            return self._write(source, None, "created")
        ledger = ImportLedger.objects.filter(practice=practice).first()
        worked_on = practice.state != Practice.State.DRAFT or ledger is None
        if worked_on or ledger.signed_at or practice.revision != ledger.revision:
            return self._propose(source, practice)
        return self._write(source, practice, "changed")

    def _came_before(self, source: SourceText) -> Practice | None:
        same = {"digest": source.digest}
        ledger = ImportLedger.objects.filter(**same).select_related("practice").first()
        found = ledger or ProposedRevision.objects.filter(**same).select_related("practice").first()
        return found.practice if found else None

    def _same_case(self, source: SourceText) -> Practice | None:
        if uid := source.record.get("id"):
            return Practice.objects.filter(uid=uid).first()
        ledgers = ImportLedger.objects.filter(name=source.name[:300])
        titled = ledgers.filter(practice__title=source.record.get("title"))
        ledger = titled.select_related("practice").first()
        return ledger.practice if ledger else None

    def _write(self, source: SourceText, practice: Practice | None, outcome: str) -> Stored:
        given = source.record.get("source") or {}
        record = {**source.record, "source": {"kind": self.kind, "name": source.name, **given}}
        if practice:
            UnknownTermUse.objects.filter(practice=practice, term__decision="").delete()
        practice, problems = write_record(record, practice, self.vocabularies, self.by)
        ImportLedger.objects.update_or_create(
            practice=practice,
            defaults={
                "name": source.name[:300],
                "digest": source.digest,
                "text": source.text,
                "spans": source.spans,
                "revision": practice.revision,
            },
        )
        return Stored(practice, outcome, problems)

    def _propose(self, source: SourceText, practice: Practice) -> Stored:
        proposed, problems = self._as_written(source.record)
        keep_unknown(practice, problems)
        case = Practice.objects.for_page().get(pk=practice.pk)
        ways = [read_record(case, with_persons=True), read_record(case)]
        stated = [
            key
            for key in source.record
            if key not in OURS and proposed.get(key) and all(proposed[key] != w[key] for w in ways)
        ]
        if not stated:
            return Stored(practice, "unchanged")
        older = ProposedRevision.objects.filter(practice=practice, name=source.name[:300])
        older.filter(decided_at=None).delete()
        ProposedRevision.objects.create(
            practice=practice,
            name=source.name[:300],
            digest=source.digest,
            record={key: proposed[key] for key in stated},
        )
        return Stored(practice, "proposed", problems)

    def _as_written(self, record: dict) -> tuple[dict, list[str]]:
        """Return the record as it would read once it is stored, without storing it."""
        nameless = {key: value for key, value in record.items() if key not in ("id", "slug")}
        with transaction.atomic():
            practice, problems = write_record(nameless, None, self.vocabularies, self.by)
            stored = Practice.objects.for_page().get(pk=practice.pk)
            read = read_record(stored, with_persons=True)
            transaction.set_rollback(True)
        self.vocabularies.forget()
        return read, problems
