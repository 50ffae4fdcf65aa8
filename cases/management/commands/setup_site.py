import secrets

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand

from cases import search
from cases.groups import CHIEF_CURATORS
from cases.models import Category, City, Practice, TranslatedName

FIRST_CURATOR = "curator@localhost"


class Command(BaseCommand):
    help = (
        "Brings the site into working order: migrates, and fills what is still empty with "
        "vocabularies and places, a new site with sample cases and a first curator. Safe to run "
        "again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--no-samples", action="store_true", help="leave an empty collection empty"
        )

    def handle(self, no_samples, **options):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        if not Category.objects.exists():
            call_command("load_vocabularies", stdout=self.stdout)
        if not City.objects.exists():
            call_command("load_places", stdout=self.stdout)
        if not TranslatedName.objects.exists():
            call_command("load_names", stdout=self.stdout)
        new = not get_user_model().objects.filter(is_staff=True).exists()
        if new and not no_samples and not Practice.objects.exists():
            call_command("load_sample_cases", stdout=self.stdout, stderr=self.stderr)
        search.sync()
        if new:
            self._first_curator()

    def _first_curator(self):
        password = secrets.token_urlsafe(12)
        curator = get_user_model().objects.create_superuser("curator", FIRST_CURATOR, password)
        curator.groups.add(Group.objects.get(name=CHIEF_CURATORS))
        EmailAddress.objects.create(user=curator, email=FIRST_CURATOR, primary=True, verified=True)
        self.stdout.write(
            "The first curator can log in under /admin/ (shown once, change it there):\n"
            f"    e-mail    {FIRST_CURATOR}\n    password  {password}"
        )
