from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cases.archive import FORMAT
from cases.archive.folder import FolderError, dump
from cases.management.progress import Progress
from cases.models import Practice


class Command(BaseCommand):
    help = (
        "Writes the whole collection, drafts and persons included, as plain files: one for each "
        "case and each vocabulary, and the media. Run again, it brings the folder up to date."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="new, empty or an older dump")

    def handle(self, folder, **options):
        progress = Progress("cases", Practice.objects.count())
        try:
            cases = dump(folder, FORMAT, progress.say)
        except FolderError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None
        self.stdout.write(f"{cases} cases written to {folder}.")
