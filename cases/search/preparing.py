"""The documents of the whole collection, batch by batch: made here or by processes of their own."""

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache

import django
from django.db import connection

from cases.models import Practice

from .cutting import to_index
from .document import read

BATCH = 500
FEW = 2_000
"""For so few practices no process is started: that would take longer than the work."""

Batch = tuple[int, int, int]
"""The key before its first practice, the key of its last one, how many there are."""


def prepared(after: int, processes: int = 1) -> Iterator[tuple[Batch, list]]:
    """Yield the published practices whose keys are above ``after``, in order, as documents."""
    if processes == 1 or not _published(after)[FEW:].exists():
        yield from ((batch, _documents(batch)) for batch in _batches(after))
        return
    with ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=django.setup,
    ) as pool:
        database = connection.settings_dict["NAME"]
        waiting: deque = deque()
        for batch in _batches(after):
            waiting.append((batch, pool.submit(_documents_elsewhere, batch, database)))
            if len(waiting) > 2 * processes:
                yield _oldest(waiting)
        while waiting:
            yield _oldest(waiting)


def _published(after: int):
    return Practice.objects.published().filter(pk__gt=after).order_by("pk")


def _batches(after: int) -> Iterator[Batch]:
    while keys := list(_published(after).values_list("pk", flat=True)[:BATCH]):
        yield after, keys[-1], len(keys)
        after = keys[-1]


def _documents(batch: Batch) -> list:
    after, last, _number = batch
    return [to_index(found) for found in read(_published(after).filter(pk__lte=last))]


def _documents_elsewhere(batch: Batch, database: str) -> list:
    _begin()
    connection.settings_dict["NAME"] = database
    return _documents(batch)


@cache
def _begin() -> None:
    """See to it that this process ends when the one it works for is killed, and that what it has
    loaded is not looked through for garbage while it works."""

    def wait():
        multiprocessing.parent_process().join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
    gc.freeze()


def _oldest(waiting: deque) -> tuple[Batch, list]:
    batch, documents = waiting.popleft()
    return batch, documents.result()
