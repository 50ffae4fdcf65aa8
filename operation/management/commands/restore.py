from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from operation import backup


class Command(BaseCommand):
    help = "Says whether a backup is whole; with --replace makes database and uploads equal to it."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="the folder of one backup")
        parser.add_argument("--replace", action="store_true", help="yes, replace what is there")

    def handle(self, folder, replace, **options):
        try:
            if not replace:
                taken = backup.verify(folder)["taken"]
                self.stdout.write(
                    f"{folder} of {taken} is whole. To put it in the place of the present data, "
                    "add --replace."
                )
                return
            backup.restore(folder)
        except (backup.BackupError, OSError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{folder} was put back; every table equals the backup.")
        call_command("migrate", verbosity=0, interactive=False)
