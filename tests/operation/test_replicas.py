"""Where a request reads, and what happens when the database it reads from is dead."""

import socket
import time
from importlib import import_module

import psycopg2
import pytest
from django.db import InterfaceError, OperationalError, connection, transaction
from django.test import Client, override_settings
from django.urls import path
from psycopg2 import extensions

from bestpractices import urls as site_urls
from cases.models import Practice
from operation.replicas import deadline
from operation.replicas.deadline import database_time
from operation.replicas.failover import BREAK_SECONDS, ELSEWHERE, FAILED, PIN, Failover
from operation.replicas.routing import ReplicaRouter, reading_from

ROUTER = ReplicaRouter()


class Site:
    """A site that notes which database it read from; those in ``dead`` fail."""

    def __init__(self):
        self.asked, self.dead = [], set()

    def __call__(self, environ, start_response):
        alias = ROUTER.db_for_read(Practice)
        self.asked.append(alias)
        if alias in self.dead:
            environ[FAILED] = True
            start_response("503 Service Unavailable", [])
            return [b"away"]
        start_response("200 OK", [])
        return [alias.encode()]


@pytest.fixture
def site(transactional_db):
    return Site()


@pytest.fixture
def clock():
    return [1000.0]


@pytest.fixture
def ask(site, clock):
    failover = Failover(site, ["replica_1", "replica_2"], clock=lambda: clock[0])

    def ask(method="GET", cookies=""):
        said = []
        environ = {"REQUEST_METHOD": method, "HTTP_COOKIE": cookies}
        body = failover(environ, lambda status, headers: said.append((status, headers)))
        ((status, headers),) = said
        return int(status[:3]), b"".join(body).decode(), dict(headers)

    return ask


def test_reads_go_to_replicas_and_writes_to_the_primary(ask, site):
    for _ in range(40):
        assert ask()[0] == 200
    assert set(site.asked) == {"replica_1", "replica_2"}
    assert ask("POST")[1] == "default"


@pytest.mark.parametrize("cookies", ["sessionid=abc", f"{PIN}=1"])
def test_who_is_logged_in_or_has_just_written_reads_from_the_primary(ask, cookies):
    assert {ask(cookies=cookies)[1] for _ in range(20)} == {"default"}


def test_who_writes_is_pinned_for_a_while(ask):
    cookie = ask("POST")[2]["Set-Cookie"]
    assert cookie.startswith(f"{PIN}=1;")
    assert "Max-Age=10" in cookie and "HttpOnly" in cookie
    assert "Set-Cookie" not in ask("GET")[2]


@pytest.mark.parametrize(
    ("dead", "cookies"),
    [({"replica_1"}, ""), ({"replica_1", "replica_2"}, ""), ({"default"}, "sessionid=abc")],
)
def test_a_read_never_fails_while_one_database_lives(ask, site, dead, cookies):
    ask()
    site.dead = dead
    answers = [ask(cookies=cookies)[0] for _ in range(40)]
    assert answers.count(200) >= 39  # two dead replicas: the first to find out has two tries
    assert set(answers[2:]) == {200}


def test_a_dead_database_is_left_alone_for_a_while(ask, site, clock):
    site.dead = {"default"}
    ask(cookies="sessionid=abc")
    site.asked.clear()
    ask(cookies="sessionid=abc")
    assert "default" not in site.asked
    clock[0] += BREAK_SECONDS + 1
    site.dead, site.asked[:] = set(), []
    assert ask(cookies="sessionid=abc")[1] == "default"


def test_what_may_have_written_is_never_repeated(ask, site):
    site.dead = {"default"}
    assert ask("POST")[0] == 503
    assert site.asked == ["default"]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_reads_where_it_writes():
    with reading_from("replica_1"):
        assert ROUTER.db_for_read(Practice) == "replica_1"
        with transaction.atomic():
            assert ROUTER.db_for_read(Practice) == "default"
    assert ROUTER.db_for_read(Practice) == "default"
    assert ROUTER.db_for_write(Practice) == "default"
    assert not ROUTER.allow_migrate("replica_1", "cases")


def fails(request, kind):
    raise {"operational": OperationalError, "interface": InterfaceError, "other": KeyError}[kind](
        "no route to it\nand more"
    )


urlpatterns = [path("fails/<kind>/", fails), *site_urls.urlpatterns]
handler500 = site_urls.handler500
OUTCOMES = [("operational", 503), ("interface", 503), ("other", 500)]


@pytest.mark.parametrize(("kind", "status"), OUTCOMES)
@override_settings(ROOT_URLCONF=__name__)
def test_a_database_that_is_away_is_not_a_fault_of_the_page(kind, status, db):
    answer = Client(raise_request_exception=False).get(f"/fails/{kind}/")
    assert answer.status_code == status
    if status == 503:
        assert answer["Retry-After"] == "10"
        assert "no-store" in answer["Cache-Control"]
        assert "The database does not answer just now" in answer.content.decode()
        assert FAILED in answer.wsgi_request.environ


@pytest.mark.parametrize("elsewhere", [True, False])
@override_settings(ROOT_URLCONF=__name__)
def test_what_another_database_answers_is_a_warning_of_one_line(elsewhere, log, db):
    client = Client(raise_request_exception=False)
    client.get("/fails/operational/", **{ELSEWHERE: elsewhere})
    client.get("/fails/other/", **{ELSEWHERE: elsewhere})
    away, broken = log()
    assert broken["levelname"] == "ERROR"
    assert ("exc_info" in away) is not elsewhere
    if elsewhere:
        assert away["levelname"] == "WARNING"
        assert away["message"] == (
            "Another database is asked: Service Unavailable: GET fails/<kind>/ (no route to it)"
        )
    else:
        assert away["levelname"] == "ERROR"


@pytest.fixture
def silent_server():
    """A server that takes connections and never says a word, as one does that was frozen."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


@pytest.fixture
def installed():
    deadline.install()
    yield
    extensions.set_wait_callback(None)


def test_a_frozen_server_is_waited_for_no_longer_than_allowed(silent_server, installed):
    start = time.monotonic()
    with database_time(0.3), pytest.raises(psycopg2.OperationalError, match="in time"):
        psycopg2.connect(host="127.0.0.1", port=silent_server, user="x", dbname="x")
    assert time.monotonic() - start >= 0.3


@pytest.mark.django_db(transaction=True)
def test_a_query_that_takes_too_long_ends_with_its_connection(installed):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server that could freeze")
    connection.close()
    other = connection.copy()
    with other.cursor() as holder:
        holder.execute("SELECT pg_advisory_lock(1)")
        refused = pytest.raises(OperationalError, match="in time")
        with database_time(0.5), refused, connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(1)")
    other.close()
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


@pytest.mark.django_db
def test_a_replica_that_lags_does_not_make_the_index_go_back(monkeypatch):
    sync = import_module("cases.search.sync")

    class Lagging:
        db = "replica_1"

        @staticmethod
        def all():
            return Lagging

    class Version:
        objects = Lagging

    monkeypatch.setattr(sync, "DataVersion", Version)
    reading = type("Reading", (), {"applied": 10})
    assert sync._behind(reading, 9)
    assert not sync._behind(reading, 11)
    Lagging.db = "default"
    assert not sync._behind(reading, 9)
