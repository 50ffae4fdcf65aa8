from django.core.management.base import BaseCommand

from subscribers.searches import send_alerts


class Command(BaseCommand):
    help = "Writes to owners of saved searches what is new, changed or gone since the last time."

    def handle(self, **options):
        told, looked_at = send_alerts()
        self.stdout.write(f"{looked_at} searches looked at, {told} owners told.")
