import csv
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation
from django_countries import countries as iso_countries

from cases.models import City, Country, Region
from fields.term import VOCABULARY_LANGUAGE

DATA = Path(__file__).parents[2] / "data"
BATCH = 5000


class Command(BaseCommand):
    help = (
        "Adds the countries and cities of cases/data that are missing; changes none that is there."
    )

    def add_arguments(self, parser):
        parser.add_argument("--countries", type=Path, default=DATA / "countries.tsv")
        parser.add_argument("--cities", type=Path, default=DATA / "cities.tsv")

    @transaction.atomic
    def handle(self, countries, cities, **options):
        regions = {region.name: region for region in Region.objects.all()}
        if not regions:
            raise CommandError("There are no regions yet: run load_vocabularies first.")
        with translation.override(VOCABULARY_LANGUAGE):
            names = dict(iso_countries)
        Country.objects.bulk_create(
            (
                Country(
                    code=row["code"],
                    name=names[row["code"]],
                    region=regions[row["region"]],
                    income_group=row["income_group"],
                )
                for row in _rows(countries)
            ),
            ignore_conflicts=True,
        )
        City.objects.bulk_create(
            (_city(row) for row in _rows(cities)), ignore_conflicts=True, batch_size=BATCH
        )
        self.stdout.write(
            f"{Country.objects.count()} countries and {City.objects.count()} cities are there."
        )


def _rows(path: Path):
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _city(row: dict) -> City:
    return City(
        geonames_id=int(row["geonames_id"]),
        name=row["name"],
        country_id=row["country"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        population=int(row["population"]) if row["population"] else None,
        alternate_names="\n".join(name.strip() for name in row["alternate_names"].split("|")),
    )
