import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cases import workflow
from cases.models import Practice
from cases.record import RecordError, Vocabularies, write_record

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


class Command(BaseCommand):
    help = "Loads and publishes the sample cases, if there is no practice yet."

    @transaction.atomic
    def handle(self, **options):
        if Practice.objects.exists():
            raise CommandError("There are practices already: samples go into an empty collection.")
        vocabularies = Vocabularies()
        files = sorted(SAMPLES.glob("*.json"))
        for file in files:
            try:
                self._load(file, vocabularies)
            except RecordError as error:
                raise CommandError(f"{file.name}: {error}") from error
        self.stdout.write(f"{len(files)} sample cases loaded.")

    def _load(self, file: Path, vocabularies: Vocabularies):
        """Publish a sample; where ``earlier`` holds an earlier state of it, that first."""
        record, earlier = _read(file), file.parent / "earlier" / file.name
        if earlier.exists():
            practice = self._write(_read(earlier), None, vocabularies)
            workflow.publish(practice, reason="Sample collection")
            practice = self._write(record, practice, vocabularies)
            workflow.revise(practice, reason="Results, transfers and follow-ups completed.")
        else:
            practice = self._write(record, None, vocabularies)
            workflow.publish(practice, reason="Sample collection")
        if record.get("state") == Practice.State.ARCHIVED:
            workflow.archive(practice, reason="Sample of a case that has become outdated.")

    def _write(self, record: dict, practice: Practice | None, vocabularies: Vocabularies):
        practice, problems = write_record(record, practice, vocabularies)
        for problem in problems:
            self.stderr.write(f"{practice.slug}: {problem}")
        return practice


def _read(file: Path) -> dict:
    return json.loads(file.read_text("utf-8"))
