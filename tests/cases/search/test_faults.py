"""The index survives being killed while it is written, and many who write at once."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from cases.models import Practice
from cases.search import sync
from tests.cases.search.asking import ask

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[3]
KILLS = 6
WRITERS = 6
EACH = 5

# What a process of its own does, on the database and data folder of the test.
WORK = """
import json, sys
import django
from django.conf import settings
django.setup()
given = json.loads(sys.argv[1])
settings.DATA_DIR = given["data"]
from django.db import connection
connection.settings_dict["NAME"] = given["database"]
from cases.models import Practice
from cases.search import sync
print("ready", flush=True)
for number in range(given["times"]):
    for practice in Practice.objects.published().order_by("pk"):
        practice.title = f"Trams {practice.pk} {given['name']} {number}"
        practice.save()
        sync()
"""


def start(name: str, times: int) -> subprocess.Popen:
    given = {
        "data": str(settings.DATA_DIR),
        "database": str(connection.settings_dict["NAME"]),
        "times": times,
        "name": name,
    }
    return subprocess.Popen(
        [sys.executable, "-c", WORK, json.dumps(given)],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "bestpractices.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_the_server() -> None:
    """Wait until the database has finished what a killed client had asked of it.

    SQLite works in the client itself, so nothing is left to finish.
    """
    if connection.vendor == "sqlite":
        return
    others = "datname = current_database() AND pid <> pg_backend_pid() AND backend_type = %s"
    with connection.cursor() as cursor:
        for _try in range(1000):
            cursor.execute(f"SELECT 1 FROM pg_stat_activity WHERE {others}", ["client backend"])
            if not cursor.fetchone():
                return
            time.sleep(0.01)
    raise AssertionError("a killed client is still connected")


def in_step() -> None:
    """Each published case is found once, by the title it has now."""
    sync()
    stored = set(Practice.objects.published().values_list("pk", flat=True))
    everything = ask()
    assert (everything.total, {hit.practice_id for hit in everything.hits}) == (len(stored), stored)
    for practice in Practice.objects.published():
        found = ask(f'"{practice.title}"')
        assert [hit.practice_id for hit in found.hits] == [practice.pk]


@pytest.fixture
def cases(publish):
    return [publish(title=f"Ferries {number}") for number in range(3)]


def test_killed_while_writing_nothing_is_lost(cases):
    dice = random.Random(7)
    for number in range(KILLS):
        process = start(f"killed{number}", 1000)
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        time.sleep(dice.uniform(0.05, 0.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        wait_for_the_server()
        in_step()


def test_many_who_write_at_once_never_spoil_it(cases):
    processes = [start(f"writer{number}", EACH) for number in range(WRITERS)]
    for process in processes:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    in_step()
