from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from operation import backup


class Command(BaseCommand):
    help = "Takes a backup of database and uploads while the site runs, and deletes the oldest."

    def add_arguments(self, parser):
        home = Path(settings.DATA_DIR) / "backups"
        parser.add_argument("folder", nargs="?", type=Path, default=home, help="where backups are")
        parser.add_argument("--keep", type=int, default=14, help="how many to keep (14)")

    def handle(self, folder, keep, **options):
        if keep < 1:
            raise CommandError("--keep must be at least 1.")
        try:
            made = backup.take(folder)
            rows = sum(table["rows"] for table in backup.verify(made)["tables"].values())
        except (backup.BackupError, OSError) as error:
            raise CommandError(f"No backup was taken. {error}") from None
        self.stdout.write(f"{made} holds {rows} rows.")
        for old in backup.rotate(folder, keep):
            self.stdout.write(f"{old} was deleted.")
