import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.text import slugify

from cases.models import (
    Category,
    Criterion,
    Cycle,
    Ecosystem,
    LevelOfActivity,
    NarrativeFormat,
    NarrativeHeading,
    Region,
    SupportType,
)
from partners.models import OrganisationType

FLAT = {
    "regions": Region,
    "levels_of_activity": LevelOfActivity,
    "ecosystems": Ecosystem,
    "organisation_types": OrganisationType,
    "support_types": SupportType,
}


class Command(BaseCommand):
    help = "Adds the terms that are missing from the vocabularies; changes none that is there."

    def add_arguments(self, parser):
        default = Path(__file__).parents[2] / "data" / "vocabularies.json"
        parser.add_argument("file", nargs="?", type=Path, default=default)

    @transaction.atomic
    def handle(self, file, **options):
        try:
            data = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(f"{file} cannot be read: {error}") from None
        for key, model in FLAT.items():
            self._flat(model, data.get(key, []))
        self._categories(data.get("categories", []))
        self._formats(data.get("narrative_formats", []))
        for row in data.get("cycles", []):
            Cycle.objects.get_or_create(year=row["year"], body=row.get("body", ""), defaults=row)
        self.stdout.write("Vocabularies loaded.")

    def _flat(self, model, names: list[str]):
        for position, name in enumerate(names):
            slug = slugify(name.replace("/", " "))
            model.objects.get_or_create(slug=slug, defaults={"name": name, "position": position})

    def _categories(self, rows: list[dict]):
        for position, row in enumerate(rows):
            top, _ = Category.objects.get_or_create(
                parent=None, name=row["name"], defaults={"position": position}
            )
            for place, name in enumerate(row["subcategories"]):
                Category.objects.get_or_create(parent=top, name=name, defaults={"position": place})

    def _formats(self, rows: list[dict]):
        for position, row in enumerate(rows):
            narrative_format, _ = NarrativeFormat.objects.get_or_create(
                slug=slugify(row["name"]),
                defaults={
                    "name": row["name"],
                    "summary_limit": row["summary_limit"],
                    "position": position,
                },
            )
            for place, heading in enumerate(row["headings"]):
                NarrativeHeading.objects.get_or_create(
                    format=narrative_format,
                    name=heading["name"],
                    defaults={
                        "word_limit": heading["limit"],
                        "question": heading["question"],
                        "position": place,
                    },
                )
            for place, criterion in enumerate(row.get("criteria", [])):
                Criterion.objects.get_or_create(
                    format=narrative_format,
                    name=criterion["name"],
                    defaults={"question": criterion["question"], "position": place},
                )
