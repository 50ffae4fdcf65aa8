from django.core.management.base import BaseCommand
from django.utils import timezone

from cases.nominations import delete_unfinished


class Command(BaseCommand):
    help = "Delete nominations that were never submitted and can be submitted no more."

    def handle(self, **options):
        self.stdout.write(f"{delete_unfinished(timezone.localdate())} deleted")
