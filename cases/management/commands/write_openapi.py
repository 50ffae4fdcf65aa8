"""Writes docs/openapi.json anew from the code."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand

from cases.api.schema import schema

FILE = settings.BASE_DIR / "docs" / "openapi.json"


class Command(BaseCommand):
    help = "Write docs/openapi.json, the committed contract of the API, anew from the code."

    def handle(self, **options):
        FILE.write_text(json.dumps(schema(), indent=1, ensure_ascii=False) + "\n", "utf-8")
        self.stdout.write(f"{FILE} says what the API is now.")
