from django.core.management.base import BaseCommand

from web.mail import send_waiting
from web.models import OutgoingMail


class Command(BaseCommand):
    help = "Sends the mails that could not be sent when they were written. Safe to run at any time."

    def handle(self, **options):
        sent, failed = send_waiting()
        left = OutgoingMail.objects.count()
        self.stdout.write(f"{sent} sent, {failed} failed, {left} waiting.")
