"""A migration that meets a busy table gives up soon and has changed nothing."""

import psycopg2
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.models.signals import pre_migrate

from operation import locks
from web.models import OutgoingMail

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has no locks on tables"),
]


def lock_timeout() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        return cursor.fetchone()[0]


@pytest.fixture
def reader():
    """Somebody who reads the table of mails in a transaction that stays open."""
    given = connection.get_connection_params()
    names = ("dbname", "host", "port", "user", "password")
    other = psycopg2.connect(**{name: given[name] for name in names if name in given})
    other.cursor().execute("SELECT 1 FROM web_outgoingmail")
    yield other
    other.close()
    locks.wait_as_before("default")


def test_it_gives_way_to_who_reads(reader, monkeypatch):
    monkeypatch.setattr(locks, "LOCK_SECONDS", 1)
    with pytest.raises(OperationalError, match="lock timeout"):
        call_command("migrate", "web", "0001", verbosity=0)
    assert lock_timeout() == "1s"
    reader.close()
    call_command("migrate", verbosity=0)  # later migrations had gone before it came to the table
    OutgoingMail.objects.create(to="a@b.example", unsubscribe="the column is still there")


def test_others_wait_as_before():
    before = lock_timeout()
    pre_migrate.send(apps.get_app_config("operation"), using="default")
    assert lock_timeout() == "5s"
    call_command("migrate", verbosity=0)
    assert lock_timeout() == before
