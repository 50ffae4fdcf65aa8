from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cases import search
from cases.archive import FORMAT, Restorer
from cases.archive.folder import CASES, FolderError, load
from cases.management.progress import Progress


class Command(BaseCommand):
    help = (
        "Brings back what dump_collection wrote. Cases that are there are left alone; vocabularies "
        "are made as they are in the folder. Stopped anywhere and run again, it goes on."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, folder, **options):
        total = len(list((folder / CASES).glob("*.json")))
        progress, counted = Progress("cases", total), Counter()
        restorer = Restorer(replace_terms=True)
        try:
            for outcome in load(folder, FORMAT, restorer):
                counted[outcome.outcome] += 1
                progress.skip(outcome.outcome == "unchanged")
                progress.say(counted.total())
                for problem in outcome.problems:
                    self.stdout.write(problem)
                if outcome.outcome == "differs":
                    self.stdout.write(f"“{outcome.title}” differs from the case that is here.")
            for problem in restorer.problems:
                self.stdout.write(problem)
        except FolderError as error:
            raise CommandError(str(error)) from None
        search.sync()
        said = ", ".join(f"{number} {outcome}" for outcome, number in counted.items())
        self.stdout.write(f"{counted.total()} cases: {said or 'nothing to do'}.")
        if counted["refused"]:
            raise CommandError(f"{counted['refused']} of {counted.total()} cases were refused.")
