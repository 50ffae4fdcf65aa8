import csv
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import translation
from django_countries import countries

from cases.models import Practice, TranslatedName
from cases.models.change_log import log_changes, naming, renew_pages
from cases.models.translated_name import LANGUAGES
from fields.term import VOCABULARY_LANGUAGE

CODES = [code for code, _name in LANGUAGES]


class Command(BaseCommand):
    help = (
        "Adds what the names of vocabularies and countries are in other languages, where it is "
        "missing; changes none that is there."
    )

    def add_arguments(self, parser):
        default = Path(__file__).parents[2] / "data" / "names.tsv"
        parser.add_argument("file", nargs="?", type=Path, default=default)

    def handle(self, file, **options):
        known = set(TranslatedName.objects.values_list("name", "language"))
        missing = [
            TranslatedName(name=name, language=code, translation=said)
            for name, code, said in (*_of_countries(), *_of_vocabularies(file))
            if (name, code) not in known
        ]
        with transaction.atomic():
            TranslatedName.objects.bulk_create(missing, ignore_conflicts=True)
            names = {row.name for row in missing}
            log_changes(Practice.objects.filter(naming(names)).values_list("pk", flat=True))
            renew_pages()
        self.stdout.write(f"{TranslatedName.objects.count()} names in other languages are there.")


def _of_vocabularies(file: Path) -> Iterator[tuple[str, str, str]]:
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            for code in CODES:
                if row.get(code):
                    yield row["name"], code, row[code]


def _of_countries() -> Iterator[tuple[str, str, str]]:
    """Give what django-countries calls the countries; it has their names in many languages."""
    with translation.override(VOCABULARY_LANGUAGE):
        names = dict(countries)
    for code in CODES:
        with translation.override(code):
            yield from ((names[country], code, said) for country, said in countries)
