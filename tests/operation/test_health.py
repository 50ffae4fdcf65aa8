"""What load balancers are told of a node."""

import shutil
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client

from operation.health import HealthMiddleware

ELSEWHERE = {"Host": "10.0.0.7"}


@pytest.fixture
def client():
    """A client whose node has not looked at anything yet."""
    return Client()


def test_alive_without_a_database_and_by_any_name(client):
    answer = client.get("/healthz", headers=ELSEWHERE)
    assert (answer.status_code, answer.content) == (200, b"alive\n")
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_ready_when_all_is_there(client):
    answer = client.get("/readyz", headers=ELSEWHERE)
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "migrations": "ok", "index": "ok"}


@pytest.mark.django_db
def test_not_ready_while_the_database_does_not_answer(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert set(answer.json().values()) == {"the database does not answer"}


@pytest.mark.django_db
def test_not_ready_before_the_migrations():
    node = HealthMiddleware(get_response=None)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'partners'")
    assert node._migrations() == "to be applied: manage.py migrate"


@pytest.mark.django_db
def test_not_ready_while_the_index_is_behind(client, monkeypatch):
    client.get("/readyz")
    shutil.rmtree(Path(settings.DATA_DIR) / "index")
    writing = import_module("cases.search.sync")
    monkeypatch.setattr(writing, "_bring_up", lambda index, patience: None)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["index"] == "being brought up to date"
