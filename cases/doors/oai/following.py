"""Which cases changed for harvesters, and when.

A case has changed when what a visitor may read of it, or its sets, are no longer what its digest
says. That is found out by following the change log when a harvester asks, so a datestamp is the
moment from which harvesters could see the change, and never lies before an answer that lacked it:
who comes again asking from the time of the last answer misses nothing.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from cases.access import Reader
from cases.exports.records import closed_keys, entries
from cases.models import Change, HarvestedCase, HarvestState, Practice

MOST = 1000
"""So many changes are followed in one request; more need another one."""
FOLLOWED = ("withdrawn", "digest", "sets", "datestamp")


def catch_up() -> bool:
    """Bring the harvested cases in step; return False when there is more to do than MOST.

    Effects: rows of the cases that changed are written. After a change of the access policy every
    case is looked at again.
    """
    if _in_step():
        return True
    with transaction.atomic():
        HarvestState.objects.get_or_create(pk=1)
        state = HarvestState.objects.select_for_update().get(pk=1)
        if state.shown != _shown():
            state.applied, state.shown = 0, _shown()
        changes = Change.objects.filter(pk__gt=state.applied).order_by("pk")
        rows = list(changes.values_list("pk", "practice_id")[:MOST])
        if rows:
            _look_at({practice_id for _pk, practice_id in rows})
            state.applied = rows[-1][0]
        state.save()
    return len(rows) < MOST


def public_records(uids: Iterable[UUID]) -> dict[str, dict]:
    """Return by identifier what a visitor may read of these practices: their exchange records."""
    practice_ids = Practice.objects.filter(uid__in=list(uids)).order_by()
    practice_ids = practice_ids.values_list("pk", flat=True)
    shown = entries(list(practice_ids), Reader.VISITOR)
    return {entry.record["id"]: entry.record for entry in shown}


def _in_step() -> bool:
    newest = Change.objects.aggregate(newest=Max("pk"))["newest"] or 0
    state = HarvestState.objects.filter(pk=1).first()
    return state is not None and state.applied >= newest and state.shown == _shown()


def _shown() -> str:
    return f"all but {', '.join(closed_keys(Reader.VISITOR))}"


def _look_at(practice_ids: set[int]) -> None:
    now = _next_datestamp()
    public = Practice.objects.published().filter(pk__in=practice_ids).order_by()
    public = list(public.prefetch_related("classifications__category__parent", "recognitions"))
    records = public_records(practice.uid for practice in public)
    public = [practice for practice in public if str(practice.uid) in records]
    known = HarvestedCase.objects.in_bulk([practice.uid for practice in public], field_name="uid")
    new, changed = [], []
    for practice in public:
        says = _says(practice, records[str(practice.uid)])
        case = known.get(practice.uid)
        if case is None:
            new.append(HarvestedCase(uid=practice.uid, datestamp=now, **says))
        elif says != {name: getattr(case, name) for name in says}:
            for name, value in {**says, "datestamp": now}.items():
                setattr(case, name, value)
            changed.append(case)
    _withdraw(practice_ids - {practice.pk for practice in public}, now)
    HarvestedCase.objects.bulk_create(new, batch_size=200)
    HarvestedCase.objects.bulk_update(changed, FOLLOWED, batch_size=100)


def _says(practice: Practice, record: dict) -> dict:
    """Return what is noted of a public case besides when it changed."""
    sets = f" {' '.join(_specs(practice))} "
    read = json.dumps([record, sets], sort_keys=True).encode()
    digest = hashlib.sha256(read).hexdigest()
    return {"withdrawn": False, "digest": digest, "sets": sets}


def _withdraw(practice_ids: set[int], now: datetime) -> None:
    """Mark the cases that left the collection, those that were deleted included."""
    here = Practice.objects.filter(uid=OuterRef("uid"))
    left = Exists(here.filter(pk__in=practice_ids)) | ~Exists(here)
    gone = HarvestedCase.objects.filter(left, withdrawn=False)
    gone.update(withdrawn=True, datestamp=now)


def _next_datestamp() -> datetime:
    """Return the present second; the last datestamp, should another node's clock run ahead."""
    last = HarvestedCase.objects.aggregate(last=Max("datestamp"))["last"]
    now = timezone.now().replace(microsecond=0)
    return max(now, last) if last else now


def _specs(practice: Practice) -> list[str]:
    """Return the names of the sets of a case, those above them included."""
    specs = set()
    for row in practice.classifications.all():
        top = row.category.parent or row.category
        specs |= {"category", f"category:{top.slug}"}
        if row.category != top:
            specs.add(f"category:{top.slug}:{row.category.slug}")
    for row in practice.recognitions.all():
        specs |= {"recognition", f"recognition:{row.level}"}
    return sorted(specs)
