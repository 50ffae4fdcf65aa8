"""The records of an export, in batches, as far as the reader may read them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F, Max

from cases.access import Part, Reader, may_read
from cases.constant_dollars import comparable, populations, usual_base_year
from cases.models import Practice, PracticeVersion
from cases.record import read_record
from cases.record.reading_copy import reading_copy
from fields.fetching import fetch

BATCH = 200
CLOSED_KEYS = {
    Part.NARRATIVE: "narrative",
    Part.FINANCES: "financials",
    Part.CLAIMS: "claims",
}


@dataclass
class Entry:
    """A case of an export: its record and, when asked for, its versions as dicts.

    ``computed`` is no part of the record: "population", the people of its cities where known of
    all, and for who may read the finances "constant_dollars", an item for each year.
    """

    record: dict
    versions: list[dict] = field(default_factory=list)
    computed: dict = field(default_factory=dict)

    @property
    def tabular(self) -> dict:
        """Return the record with what is computed where the columns look for it."""
        years = zip(
            self.record.get("financials") or [],
            self.computed.get("constant_dollars") or [],
            strict=True,
        )
        with_dollars = {"financials": [row | made for row, made in years]}
        return {
            **self.record,
            "population": self.computed["population"],
            **(with_dollars if "financials" in self.record else {}),
        }


def entries(
    practice_ids: list[int], reader: Reader, with_versions: bool = False
) -> Iterator[Entry]:
    """Give the cases that ``reader`` may open, in the order of ``practice_ids``.

    A curator gets the record as it stands, others the version published last. Parts closed to the
    reader are not in it.
    """
    for start in range(0, len(practice_ids), BATCH):
        batch = practice_ids[start : start + BATCH]
        found = records(batch, reader)
        versions = _versions(batch, reader) if with_versions else {}
        people = populations(batch)
        for practice_id in batch:
            if practice_id in found:
                record = opened(found[practice_id], reader)
                made = computed(record, people.get(practice_id))
                yield Entry(record, versions.get(practice_id, []), made)


def computed(record: dict, population: int | None) -> dict:
    """Return what is computed of a record from which closed parts are left out (see Entry)."""
    if "financials" not in record:
        return {"population": population}
    base = usual_base_year()
    dollars = [_dollars(row, base, population) for row in record["financials"]]
    return {"population": population, "constant_dollars": dollars}


def _dollars(row: dict, base: int, population: int | None) -> dict:
    made = comparable(row, base, population)
    return {
        "year": row["year"],
        "base_year": base,
        "dollars": _plain(made.dollars),
        "per_inhabitant": _plain(made.per_inhabitant),
        "not_computed": made.why_not or None,
    }


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def closed_keys(reader: Reader) -> list[str]:
    """Return the keys of the record that an export for ``reader`` leaves out."""
    return [key for part, key in CLOSED_KEYS.items() if not may_read(reader, part)]


def records(practice_ids: list[int], reader: Reader) -> dict[int, dict]:
    """Return by their keys the records of those cases that ``reader`` may open, nothing cut.

    What is closed to the reader is still in them, but for contact persons.
    """
    chosen = Practice.objects.visible_to(reader).filter(pk__in=practice_ids)
    published = {} if reader.is_curator else _last_versions(chosen)
    persons = may_read(reader, Part.CONTACT_PERSONS)
    rest = fetch(chosen.for_page().exclude(pk__in=published).order_by())
    return published | {practice.pk: read_record(practice, persons) for practice in rest}


def _last_versions(chosen) -> dict[int, dict]:
    versions = PracticeVersion.objects.filter(practice__in=chosen.order_by()).order_by()
    last = versions.annotate(last=Max("practice__versions__number")).filter(number=F("last"))
    states = dict(chosen.order_by().values_list("pk", "state"))
    return {
        practice_id: {**record, "state": states[practice_id]}
        for practice_id, record in last.values_list("practice_id", "record")
    }


def _versions(practice_ids: list[int], reader: Reader) -> dict[int, list[dict]]:
    rows = PracticeVersion.objects.filter(practice__in=practice_ids).order_by("number")
    found: dict[int, list[dict]] = {}
    for version in rows:
        found.setdefault(version.practice_id, []).append(
            {
                "number": version.number,
                "published": version.published_at.isoformat(),
                "reason": version.reason or None,
                "record": opened(version.record, reader),
            }
        )
    return found


def opened(record: dict, reader: Reader) -> dict:
    """Return the record without what is closed to ``reader``."""
    closed = closed_keys(reader)
    return {key: part for key, part in reading_copy(record, reader).items() if key not in closed}
