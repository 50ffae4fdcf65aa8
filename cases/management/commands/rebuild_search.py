import os

from django.core.management.base import BaseCommand

from cases import search

SAY_EVERY = 1000


class Command(BaseCommand):
    help = "Builds this node's search index anew beside the one in use; goes on where it stopped."

    def add_arguments(self, parser):
        parser.add_argument(
            "--processes",
            type=int,
            default=os.cpu_count() or 1,
            help="how many processes prepare a large collection; as many as there are cores",
        )

    def handle(self, **options):
        search.rebuild(self._progress, options["processes"])
        self.stdout.write("The search index is in step with the database.")

    def _progress(self, done: int, total: int):
        if done % SAY_EVERY == 0:
            self.stderr.write(f"{done} of {total} practices")
