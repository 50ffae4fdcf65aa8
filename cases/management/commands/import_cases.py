import json
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cases import search
from cases.importers.collection import CollectionImport
from cases.importers.files import FileImport
from cases.importers.report import make_entry, problem
from cases.importers.spreadsheet import SheetError, SpreadsheetImport, remarked
from cases.management.progress import Progress

PAGES = {".txt", ".html", ".htm"}
COLLECTIONS = {".json"}
SPREADSHEETS = {".csv", ".xlsx"}
TAKEN = PAGES | COLLECTIONS | SPREADSHEETS


class Command(BaseCommand):
    help = (
        "Imports saved pages of the original database and spreadsheets made by the template as "
        "drafts, and JSON exports of this one as they were. Run again on the same files it changes "
        "nothing; stopped anywhere and run again, it goes on. What is not understood is reported "
        "line by line."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "paths", nargs="+", type=Path, help=f"folders, or files: {', '.join(sorted(TAKEN))}"
        )
        parser.add_argument("--publish", action="store_true", help="publish what is complete")
        parser.add_argument("--dry-run", action="store_true", help="change nothing, say what would")
        parser.add_argument("--report", type=Path, help="write a JSON report to this file")

    def handle(self, paths, publish, dry_run, report, **options):
        files = list(self._files(paths))
        self.pages = FileImport(publish=publish, dry_run=dry_run)
        self.collections = CollectionImport(publish=publish, dry_run=dry_run)
        self.spreadsheets = SpreadsheetImport(publish=publish, dry_run=dry_run)
        outcomes: Counter = Counter()
        entries = self._entries(files, outcomes)
        if report:
            self._report(report, entries)
        else:
            deque(entries, maxlen=0)
        if not dry_run:
            search.sync()
        self._sum_up(outcomes, len(files), dry_run)

    def _files(self, paths: list[Path]) -> Iterator[Path]:
        for path in paths:
            if path.is_dir():
                yield from sorted(
                    found
                    for found in path.rglob("*")
                    if found.suffix.lower() in TAKEN and ".remarks." not in found.name
                )
            elif path.exists():
                yield path
            else:
                raise CommandError(f"There is no file or folder {path}.")

    def _entries(self, files: list[Path], outcomes: Counter) -> Iterator[dict]:
        """Import the files one after the other; give an entry of the report for each case."""
        progress = Progress("files", len(files))
        for number, file in enumerate(files, start=1):
            if file.suffix.lower() in COLLECTIONS:
                yield from self._counted(self._collection(file), outcomes)
            elif file.suffix.lower() in SPREADSHEETS:
                yield from self._counted(self._spreadsheet(file), outcomes)
            elif file.suffix.lower() in PAGES:
                yield from self._counted([self.pages.take(file)], outcomes)
            else:
                yield from self._counted([_strange(file)], outcomes)
            progress.say(number)

    def _counted(self, entries, outcomes: Counter) -> Iterator[dict]:
        for entry in entries:
            outcomes[entry["outcome"]] += 1
            self._say(entry)
            yield entry

    def _collection(self, file: Path) -> Iterator[dict]:
        progress = Progress("cases", None)
        for number, entry in enumerate(self.collections.take(file), start=1):
            progress.total = self.collections.expected
            progress.skip(entry["outcome"] == "unchanged")
            progress.say(number)
            yield entry

    def _spreadsheet(self, file: Path) -> list[dict]:
        """Import a table or workbook; beside one with faults, write the same with remarks."""
        try:
            taken = self.spreadsheets.take(file.name, file.read_bytes())
        except (SheetError, OSError) as error:
            return [make_entry(file, "refused", problems=[problem(str(error))])]
        if taken.is_refused:
            ending, data = remarked(taken.sheets)
            target = file.with_name(f"{file.stem}.remarks.{ending}")
            target.write_bytes(data)
            self.stdout.write(f"{file}: nothing was stored; the remarks are in {target}")
        return [{**entry, "file": str(file)} for entry in taken.entries]

    def _report(self, report: Path, entries: Iterator[dict]) -> None:
        with report.open("w", encoding="utf-8") as file:
            between = "[\n"
            for entry in entries:
                file.write(between + json.dumps(entry, ensure_ascii=False, indent=2))
                between = ",\n"
            file.write("\n]\n" if between == ",\n" else "[]\n")

    def _say(self, entry: dict):
        if entry["characters"]:
            counts = "{mapped} mapped, {furniture} furniture, {unmapped} unmapped".format(**entry)
            self.stdout.write(f"{entry['file']}: {entry['outcome']} ({counts})")
        elif entry["problems"] or entry["outcome"] in ("differs", "proposed"):
            self.stdout.write(f"{entry['file']}: {entry['practice'] or ''} {entry['outcome']}")
        for found in entry["problems"]:
            place = f"line {found['line']}: " if found["line"] else ""
            text = f" — {found['text']}" if found["text"] else ""
            self.stdout.write(f"  {place}{found['why']}{text}")

    def _sum_up(self, outcomes: Counter, files: int, dry_run: bool):
        counted = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.items())
        self.stdout.write(f"{files} files: {counted or 'nothing to do'}.")
        if dry_run:
            self.stdout.write("Dry run: nothing was stored.")
        if refused := outcomes["refused"]:
            what = "files" if outcomes.total() == files else "cases"
            raise CommandError(f"{refused} of {outcomes.total()} {what} were refused.")


def _strange(file: Path) -> dict:
    why = f"Files are known by their ending; those read are {', '.join(sorted(TAKEN))}."
    return make_entry(file, "refused", problems=[problem(why)])
