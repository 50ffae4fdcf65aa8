from django.core.management.base import BaseCommand

from subscribers.reminders import send_reminders


class Command(BaseCommand):
    help = "Writes to owners of subscriptions 30, 7 and 1 days before the end, and once after it."

    def handle(self, **options):
        self.stdout.write(f"{send_reminders()} reminders written.")
