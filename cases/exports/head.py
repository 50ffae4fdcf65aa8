"""What every export says of itself: what was asked, when, of which data, under which licence."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from cases.access import Reader
from cases.models import DataVersion, Practice

NOT_STATED = "not stated"
CHUNK = 500


@dataclass(frozen=True)
class Head:
    """``licence`` names every licence of the cases exported; each case names its own too."""

    database: str
    query: str
    exported: str
    data_version: int
    licence: str
    cases: int
    reader: str

    def lines(self) -> list[tuple[str, str]]:
        return [(name.replace("_", " "), str(value)) for name, value in vars(self).items()]


def make_head(query: str, practice_ids: list[int], reader: Reader) -> Head:
    """Return the head of an export of these practices; ``query`` says in words or as an address
    what they answer to."""
    return Head(
        database=f"{settings.SITE_NAME}, {settings.SITE_URL}",
        query=query,
        exported=timezone.now().isoformat(timespec="seconds"),
        data_version=DataVersion.current(),
        licence="; ".join(_licences(practice_ids)) or NOT_STATED,
        cases=len(practice_ids),
        reader=reader.name.lower(),
    )


def _licences(practice_ids: list[int]) -> list[str]:
    found: set[str] = set()
    for start in range(0, len(practice_ids), CHUNK):
        chosen = Practice.objects.filter(pk__in=practice_ids[start : start + CHUNK]).order_by()
        found.update(chosen.values_list("source_licence", flat=True).distinct())
    return sorted(licence or NOT_STATED for licence in found)
