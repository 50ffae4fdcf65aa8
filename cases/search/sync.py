"""Keeping this node's index in step with the database, through the change log.

Each search compares the data version with the one the index shows. A few changes are applied at
once, so what was published is found by the next search on every node; many changes, or a missing
index, are worked off in the background while searches go on with what there is.
"""

import logging
import shutil
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

import tantivy
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Max
from filelock import Timeout

from cases.models import Change, DataVersion, Practice

from .cutting import Fields, to_index
from .document import read
from .index import LARGE_HEAP, SMALL_HEAP, SearchIndex, current, read_state, write_state, writer
from .preparing import prepared
from .reading import Reading
from .schema import schema

logger = logging.getLogger(__name__)

AT_ONCE = 50
"""So many changes, or so small a collection, are indexed while the search waits."""
PATIENCE = 2.0
BATCH = 500
COMMIT_EVERY = 25_000

Progress = Callable[[int, int], None]


def fresh_reading() -> Reading | None:
    """Return the index in step with the database, or as near as can be had without a wait.

    None when there is no index to read: one is then being built.
    """
    index, version = current(), DataVersion.current()
    reading = index.reading()
    if reading and (reading.applied == version or _behind(reading, version)):
        return reading
    if _is_little(reading, version):
        try:
            _bring_up(index, PATIENCE)
        except Timeout:
            logger.info("Another process is writing the search index.")
    else:
        _in_background(index)
    return index.reading()


def _behind(reading: Reading, version: int) -> bool:
    """Whether the version is older because a replica gave it, which lags behind the primary."""
    return reading.applied > version and DataVersion.objects.all().db != DEFAULT_DB_ALIAS


def in_step() -> bool:
    """Return whether this node's index shows the data as they are; if not, set about it."""
    reading = fresh_reading()
    return reading is not None and reading.applied >= DataVersion.current()


def sync() -> None:
    """Apply all changes to this node's index now; build it when there is none."""
    _bring_up(current(), -1)


def rebuild(progress: Progress = lambda done, total: None, processes: int = 1) -> None:
    """Build a new index beside the one in use, then put it in its place.

    A rebuild that was interrupted goes on where it stopped. ``progress`` is told how many practices
    are done, of how many. For a large one ``processes`` prepare the documents; this one writes.
    """
    index = current()
    with index.lock():
        _build(index, progress, processes)
        _apply(index)


def _bring_up(index: SearchIndex, patience: float) -> None:
    with index.lock(patience):
        reading = index.reading()
        if reading is None or reading.applied > DataVersion.current():
            _build(index, lambda done, total: None)
        _apply(index)


def _is_little(reading: Reading | None, version: int) -> bool:
    if reading is None or reading.applied > version:
        return not Practice.objects.all()[AT_ONCE:].exists()
    return not Change.objects.filter(number__gt=reading.applied)[AT_ONCE:].exists()


def _apply(index: SearchIndex) -> None:
    """Apply the changes since the last time; call under the lock, on an index that is there.

    The version is read before the changes: one that comes in between is applied twice, not missed.
    """
    version = DataVersion.current()
    applied = read_state(index.folder)["applied"]
    if applied >= version:
        return
    rows = Change.objects.filter(number__gt=applied).order_by()
    changed = sorted(set(rows.values_list("practice_id", flat=True)))
    heap = SMALL_HEAP if len(changed) <= AT_ONCE else LARGE_HEAP
    with writer(index.folder, heap) as opened:
        for start in range(0, len(changed), BATCH):
            _replace(opened, changed[start : start + BATCH])
        opened.commit()
        write_state(index.folder, applied=version)


def _replace(opened: tantivy.IndexWriter, practice_ids: list[int]) -> None:
    """Exchange the documents of some practices for what the database holds of them now.

    Deleting by term takes a number for a signed one and deletes nothing: the query knows the field.
    """
    opened.delete_documents_by_query(
        tantivy.Query.term_set_query(schema(), "practice", practice_ids)
    )
    _add(opened, map(to_index, read(Practice.objects.filter(pk__in=practice_ids))))


def _add(opened: tantivy.IndexWriter, documents: Iterable[Fields]) -> None:
    for fields in documents:
        opened.add_document(tantivy.Document.from_dict(fields, schema()))


def _build(index: SearchIndex, progress: Progress, processes: int = 1) -> None:
    index.remove_strangers()
    folder = index.unfinished
    state = _state_of(folder)
    published = Practice.objects.published()
    total = published.count()
    last = Practice.objects.aggregate(last=Max("pk"))["last"] or 0
    done = committed = total - published.filter(pk__gt=state["built_to"]).count()
    with writer(folder, LARGE_HEAP) as opened:
        opened.delete_documents_by_query(_after(state["built_to"]))
        for batch, documents in prepared(state["built_to"], processes):
            _add(opened, documents)
            _first, state["built_to"], number = batch
            done += number
            if done - committed >= COMMIT_EVERY:
                opened.commit()
                write_state(folder, **state)
                committed = done
            progress(done, max(done, total))
        opened.commit()
        write_state(folder, applied=state["applied"], built_to=last)
    index.put_in_place()


def _after(practice: int) -> tantivy.Query:
    """The practices that a writer added and did not live to note: they will be added again."""
    return tantivy.Query.range_query(
        schema(), "practice", tantivy.FieldType.Unsigned, lower_bound=practice, include_lower=False
    )


def _state_of(folder: Path) -> dict:
    """Return how far an interrupted rebuild got; a new one starts from the version of now."""
    version = DataVersion.current()
    try:
        state = read_state(folder)
        if state["applied"] <= version and tantivy.Index.exists(str(folder)):
            return state
    except (OSError, ValueError, KeyError):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return {"applied": version, "built_to": 0}


_busy = threading.Lock()


def _in_background(index: SearchIndex) -> None:
    def work():
        try:
            _bring_up(index, 0)
        except Timeout:
            pass
        except Exception:
            logger.exception("The search index could not be brought up to date.")
        finally:
            connection.close()
            _busy.release()

    if _busy.acquire(blocking=False):
        threading.Thread(target=work, name="search index", daemon=True).start()
