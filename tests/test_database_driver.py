import os

from django.db import connection
from django.db.backends.postgresql import psycopg_any


def test_the_database_under_test_is_the_one_asked_for():
    asked_for = os.environ.get("DATABASE_URL", "")
    assert connection.vendor == ("postgresql" if asked_for.startswith("postgres") else "sqlite")


def test_postgresql_is_driven_by_psycopg2():
    """Django takes psycopg 3 without a word as soon as some package brings it along."""
    assert not psycopg_any.is_psycopg3
