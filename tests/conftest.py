"""What every test gets. The database is the one DATABASE_URL names: SQLite when it names none."""

import socket
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.commands import flush
from django.db import connection
from django.test import override_settings
from django.utils import translation
from hypothesis import settings as drawing

from cases import glossary
from cases.models import change_log
from cases.page_cache import PAGES
from cases.views.kept import CARDS, PANELS
from subscribers import rooms
from tests.refill import RIGHTS, deletions, store
from web.rate_limit import COUNTS

drawing.load_profile("ci")
"""What is drawn is the same in each run, and no example has to be done within some time."""

TURNS = {"benchmarks": 0, "browser": 2}


def pytest_collection_modifyitems(config, items):
    """Share the work out evenly: test processes take what comes first by the hundred, what comes
    last by twos. So one begins with the benchmarks, and the tests of the browser are shared last.
    """
    items.sort(key=lambda item: TURNS.get(item.path.parent.name, 1))
    if connection.vendor == "sqlite":
        return
    once = [item for item in items if item.get_closest_marker("once")]
    config.hook.pytest_deselected(items=once)
    items[:] = [item for item in items if item not in once]


@pytest.fixture(scope="session", autouse=True)
def noon():
    """Begin at noon: while the tests run no day ends, and no hour, in which things are counted."""
    with time_machine.travel(datetime.now(UTC).replace(hour=12, minute=0, second=0)):
        yield


@pytest.fixture(scope="session", autouse=True)
def data_dir(tmp_path_factory):
    """Give each test process a data folder of its own, and what costs no time.

    Passwords are hashed simply, and static files looked up when asked for: a new client would read
    all of them first.
    """
    folder = tmp_path_factory.mktemp("data")
    with override_settings(
        DATA_DIR=folder,
        MEDIA_ROOT=folder / "media",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        WHITENOISE_AUTOREFRESH=True,
    ):
        yield folder


@pytest.fixture(autouse=True)
def no_kept_pages():
    """Data versions come again in another test's database."""
    PAGES.clear()
    PANELS.clear()
    CARDS.clear()
    glossary.forget()


@pytest.fixture
def known_version(monkeypatch):
    """The version of the data, and the ranges of reading rooms, are asked of the database once in a
    test, however slowly it runs.
    """
    monkeypatch.setattr(change_log, "RECENT_SECONDS", 600)
    monkeypatch.setattr(change_log, "_recent", change_log._Recent())
    monkeypatch.setattr(rooms, "RECENT_SECONDS", 600)
    monkeypatch.setattr(rooms, "_recent", rooms._Ranges())


@pytest.fixture(autouse=True)
def no_language_chosen():
    """A request in another language leaves it on in its process."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def nothing_counted():
    """What processes remember of callers does not outlive a test's database."""
    COUNTS.clear()


@pytest.fixture(scope="module")
def port():
    """A port that nobody else is given; a server that is told of it can listen there."""
    with socket.socket() as kept:
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        kept.bind(("127.0.0.1", 0))
        yield kept.getsockname()[1]


@pytest.fixture
def figure(record_property):
    """Return a function that takes a line of figures for the end of the run."""
    return lambda line: record_property("figure", line)


def pytest_terminal_summary(terminalreporter):
    """Print what tests gave to ``figure``, in whatever process they ran."""
    lines = [
        line
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        if report.when == "call"
        for name, line in report.user_properties
        if name == "figure"
    ]
    if lines:
        terminalreporter.section("figures")
        terminalreporter.write_line("\n".join(sorted(lines)))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, data_dir):
    """Keep SQLite's test database in a file, as the site does, so that other processes see it."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(data_dir / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load vocabularies and places once. Tests that empty the database load what they need.
    The rights that come with migrations are put back as they were, not looked for one by one.
    """
    if connection.vendor == "postgresql":
        connection.ops.sql_flush = deletions
    with django_db_blocker.unblock():
        call_command("load_vocabularies", verbosity=0)
        call_command("load_places", verbosity=0)
        call_command("load_names", verbosity=0)
        rights = [list(model.objects.all()) for model in RIGHTS]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_, **__: store(rights))
        yield
