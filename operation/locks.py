"""Migrations give way to readers and writers.

A migration that waits for a table stops everybody who comes after it, for as long as it waits. So
on PostgreSQL it waits LOCK_SECONDS and then fails: it has changed nothing and can be run again.
"""

from django.db import connections

LOCK_SECONDS = 5


def give_way(using: str, **signal) -> None:
    _set(using, f"'{LOCK_SECONDS}s'")


def wait_as_before(using: str, **signal) -> None:
    _set(using, "DEFAULT")


def _set(using: str, value: str) -> None:
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute(f"SET lock_timeout TO {value}")
