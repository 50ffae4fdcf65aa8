import contextlib
import os
import threading

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql import psycopg_any
from django.db.utils import ConnectionHandler

from bestpractices.databases import database


def test_the_database_under_test_is_the_one_asked_for():
    asked_for = os.environ.get("DATABASE_URL", "")
    assert connection.vendor == ("postgresql" if asked_for.startswith("postgres") else "sqlite")


def test_postgresql_is_driven_by_psycopg2():
    """Django takes psycopg 3 without a word as soon as some package brings it along."""
    assert not psycopg_any.is_psycopg3


@pytest.mark.once
@pytest.mark.django_db  # to be let at a database; it has its own
def test_on_sqlite_who_reads_waits_for_nobody_and_who_writes_for_the_other(tmp_path):
    """One writes for a while; readers see what was before, the next writer waits its turn."""
    config = database(f"sqlite:///{tmp_path / 'site.sqlite3'}")
    one, other = (ConnectionHandler({"default": config})["default"] for _ in range(2))
    with one.cursor() as cursor:
        cursor.execute("CREATE TABLE harbour (boats integer)")
        cursor.execute("INSERT INTO harbour VALUES (1)")
    began, may_end = threading.Event(), threading.Event()

    def write_for_a_while():
        with transaction_of(one) as cursor:
            cursor.execute("UPDATE harbour SET boats = boats + 1")
            began.set()
            may_end.wait()
        one.close()

    one.inc_thread_sharing()
    writer = threading.Thread(target=write_for_a_while)
    writer.start()
    began.wait()
    with other.cursor() as cursor:
        assert cursor.execute("SELECT boats FROM harbour").fetchone() == (1,)
    threading.Timer(0.3, may_end.set).start()
    with transaction_of(other) as cursor:
        cursor.execute("UPDATE harbour SET boats = boats + 1")
        assert cursor.execute("SELECT boats FROM harbour").fetchone() == (3,)
    writer.join()
    assert settings.DATABASES["default"].get("ATOMIC_REQUESTS", False) is False
    other.close()


@contextlib.contextmanager
def transaction_of(connection):
    """As ``transaction.atomic`` does, on a connection that Django does not know by name."""
    connection.ensure_connection()
    connection._start_transaction_under_autocommit()
    with connection.cursor() as cursor:
        yield cursor
        cursor.execute("COMMIT")
