"""An import killed anywhere and run again is the same as one clean run."""

import io
import json
import os
import random
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from cases.archive import checksums
from cases.models import City, Practice, UnknownTerm
from tests.cases.archive.everything import make_everything, wipe
from tests.cases.archive.test_round_trip import written
from tests.cases.importers.test_spreadsheet import workbook

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[3]
CASES = 12
KILLS = {
    way: int(os.environ.get("KILLS", number))
    for way, number in (("json", 5), ("folder", 3), ("spreadsheet", 4))
}
"""So often each is killed; KILLS=50 in the environment for a longer run by hand."""


# What a process of its own does: import case by case at one moment of time, say how far it got,
# then the checksums.
BEFORE = """
import json, sys
from pathlib import Path
import django, time_machine
django.setup()
from cases.archive import FORMAT, Restorer, checksums, folder
from cases.importers import collection
from cases.importers.drafts import Drafts
from cases.importers.spreadsheet import SpreadsheetImport
collection.BATCH = folder.BATCH = 1
source = Path(sys.argv[1])

def said(store):
    def saying(self, source):
        print("a case", flush=True)
        return store(self, source)
    return saying

with time_machine.travel("2026-03-01 12:00", tick=False):
    print("ready", flush=True)
"""
WAYS = {
    "json": """
    for entry in collection.CollectionImport().take(source):
        print(entry["outcome"], flush=True)
""",
    "folder": """
    for entry in folder.load(source, FORMAT, Restorer(replace_terms=True)):
        print(entry.outcome, flush=True)
""",
    "spreadsheet": """
    Drafts.store = said(Drafts.store)
    for entry in SpreadsheetImport().take("cases.xlsx", source.read_bytes()).entries:
        print(entry["outcome"], flush=True)
""",
}
AFTER = """
print(json.dumps(checksums()), flush=True)
"""


def database_for_others() -> str:
    """Return the address of the test's database for other processes."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"


def start(way: str, source: Path, database: str) -> subprocess.Popen:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bestpractices.settings",
        "DATABASE_URL": database,
        "DATA_DIR": str(settings.DATA_DIR),
    }
    return subprocess.Popen(
        [sys.executable, "-c", BEFORE + WAYS[way] + AFTER, str(source)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def kill(way: str, source: Path, database: str, lines: int, seconds: float) -> list[str]:
    """Kill an import so long after it has said so many lines; return them."""
    process = start(way, source, database)
    assert process.stdout.readline() == "ready\n"
    said = [process.stdout.readline() for _line in range(lines)]
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return said


def finished(way: str, source: Path, database: str) -> tuple[list[str], dict]:
    """Import to the end; return what became of each case, and the checksums."""
    said, _ = start(way, source, database).communicate(timeout=300)
    *lines, last = said.splitlines()
    outcomes = [line for line in lines if line not in ("ready", "a case")]
    return outcomes, {label: tuple(found) for label, found in json.loads(last).items()}


@pytest.mark.parametrize("way", ["json", "folder"])
def test_killed_anywhere_and_run_again_equals_one_clean_run(vocabularies, tmp_path, way):
    City.objects.exclude(name__in=["Kitakyushu", "Dalian"])._raw_delete("default")
    make_everything(CASES)
    source, before = tmp_path / "all", checksums()
    if way == "json":
        written(source)
    else:
        call_command("dump_collection", str(source), stdout=io.StringIO())
    wipe()
    database, dice = database_for_others(), random.Random(11)
    seen = []
    for _kill in range(KILLS[way]):
        lines, seconds = dice.randrange(CASES), dice.uniform(0, 0.05)
        seen += kill(way, source, database, lines, seconds)
    outcomes, after = finished(way, source, database)
    assert len(outcomes) == CASES
    assert set(outcomes) <= {"created", "unchanged"}
    assert after == before
    assert {"created\n", "unchanged\n"} <= set(seen), "no kill interrupted anything"


def test_a_spreadsheet_is_stored_wholly_or_not_at_all_however_often_it_is_killed(
    vocabularies, tmp_path
):
    City.objects.exclude(name__in=["Kitakyushu", "Dalian"])._raw_delete("default")
    source, rows = tmp_path / "cases.xlsx", [["case", "id", "title", "ecosystem"]]
    for number in range(CASES):
        rows.append([f"c{number}", str(uuid.UUID(int=number + 1)), f"Case {number}", "Lunar"])
    source.write_bytes(workbook(cases=rows))
    database, dice = database_for_others(), random.Random(13)
    empty = checksums()
    outcomes, clean = finished("spreadsheet", source, database)
    assert outcomes == ["created"] * CASES
    Practice.objects.all().delete()
    UnknownTerm.objects.all().delete()
    assert checksums() == empty
    for number in range(KILLS["spreadsheet"]):
        lines = CASES * (number % 2) or dice.randrange(CASES)
        kill("spreadsheet", source, database, lines, dice.uniform(0, 0.2))
        assert Practice.objects.count() in (0, CASES)
    outcomes, after = finished("spreadsheet", source, database)
    assert outcomes in (["created"] * CASES, ["unchanged"] * CASES)
    assert after == clean
