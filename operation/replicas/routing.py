"""Which database a query goes to.

A request reads from one database from its beginning to its end, so nothing it sees comes from two
states of the data. Writes, and reads in a transaction of the primary, go to the primary.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connections

PRIMARY = "default"

_reads = ContextVar("reads", default=PRIMARY)


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    """Let what is read within go to the database ``alias``."""
    token = _reads.set(alias)
    try:
        yield
    finally:
        _reads.reset(token)


class ReplicaRouter:
    """Django's questions about each query, answered from the request that asks it."""

    def db_for_read(self, model, **hints) -> str:
        if connections[PRIMARY].in_atomic_block:
            return PRIMARY
        return _reads.get()

    def db_for_write(self, model, **hints) -> str:
        return PRIMARY

    def allow_relation(self, one, other, **hints) -> bool:
        return True

    def allow_migrate(self, db, app_label, **hints) -> bool:
        return db == PRIMARY
