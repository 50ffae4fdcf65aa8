import os
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from cases.access import Reader
from cases.exports import FORMATS, export, make_head
from cases.filters import PracticeFilter
from cases.management.progress import Progress
from cases.models import Practice
from cases.search import matching_ids

WHOLE = "the whole collection"


class Command(BaseCommand):
    help = (
        "Writes cases to a file or to standard output. With a query, those a search finds; "
        "without one, all that the reader may open: for a curator the drafts too."
    )

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=sorted(FORMATS), default="csv")
        parser.add_argument("--query", help="query string of a search: 'q=water&region=africa'")
        parser.add_argument(
            "--reader",
            choices=[reader.name.lower() for reader in Reader],
            default="curator",
            help="write only what such a reader may read (default: curator, persons included)",
        )
        parser.add_argument("--output", type=Path, help="the file to write, whole or not at all")

    def handle(self, format, query, reader, output, **options):
        reader = Reader[reader.upper()]
        found = self._found(query, reader)
        head = make_head(WHOLE if query is None else query, found, reader)
        pieces = export(FORMATS[format], head, found, reader)
        if output is None:
            for piece in pieces:
                sys.stdout.buffer.write(piece)
            return
        self._write(pieces, output)
        self.stdout.write(f"{len(found)} cases written to {output}.")

    def _found(self, query: str | None, reader: Reader) -> list[int]:
        if query is None:
            practices = Practice.objects.visible_to(reader).order_by("pk")
            return list(practices.values_list("pk", flat=True))
        asked = PracticeFilter(QueryDict(query.lstrip("?")))
        if not asked.is_valid():
            faults = [f"{name}: {text}" for name, texts in asked.errors.items() for text in texts]
            raise CommandError("; ".join(faults))
        return matching_ids(asked.criteria, reader)

    def _write(self, pieces, output: Path) -> None:
        unfinished = output.with_name(f".{output.name}.unfinished")
        progress = Progress("bytes", None, self.stderr)
        try:
            with unfinished.open("wb") as file:
                for piece in pieces:
                    progress.say(file.tell() + file.write(piece))
            os.replace(unfinished, output)
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}") from None
        finally:
            unfinished.unlink(missing_ok=True)
