import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cases.importers.files import FileImport

PROGRESS_EVERY = 100


class Command(BaseCommand):
    help = (
        "Imports saved pages of the original database as drafts. Run again on the same files it "
        "changes nothing. What is not understood is reported line by line."
    )

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path, help="files, or folders of .txt files")
        parser.add_argument("--publish", action="store_true", help="publish what is complete")
        parser.add_argument("--dry-run", action="store_true", help="change nothing, say what would")
        parser.add_argument("--report", type=Path, help="write a JSON report to this file")

    def handle(self, paths, publish, dry_run, report, **options):
        files = list(self._files(paths))
        importer = FileImport(publish=publish, dry_run=dry_run)
        entries = []
        for number, file in enumerate(files, start=1):
            entries.append(importer.take(file))
            self._say(entries[-1])
            if number % PROGRESS_EVERY == 0:
                self.stderr.write(f"{number} of {len(files)} files")
        if report:
            report.write_text(json.dumps(entries, ensure_ascii=False, indent=2) + "\n", "utf-8")
        self._sum_up(entries, dry_run)

    def _files(self, paths: list[Path]):
        for path in paths:
            if path.is_dir():
                yield from sorted(path.glob("**/*.txt"))
            elif path.exists():
                yield path
            else:
                raise CommandError(f"There is no file or folder {path}.")

    def _say(self, entry: dict):
        counts = "{mapped} mapped, {furniture} furniture, {unmapped} unmapped".format(**entry)
        self.stdout.write(f"{entry['file']}: {entry['outcome']} ({counts})")
        for problem in entry["problems"]:
            place = f"line {problem['line']}: " if problem["line"] else ""
            text = f" — {problem['text']}" if problem["text"] else ""
            self.stdout.write(f"  {place}{problem['why']}{text}")

    def _sum_up(self, entries: list[dict], dry_run: bool):
        outcomes = [entry["outcome"] for entry in entries]
        counted = ", ".join(f"{outcomes.count(name)} {name}" for name in dict.fromkeys(outcomes))
        self.stdout.write(f"{len(entries)} files: {counted or 'nothing to do'}.")
        if dry_run:
            self.stdout.write("Dry run: nothing was stored.")
        if refused := outcomes.count("refused"):
            raise CommandError(f"{refused} of {len(entries)} files were refused.")
