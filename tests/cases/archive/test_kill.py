"""An import killed anywhere and run again is the same as one clean run."""

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

from cases.archive import checksums
from cases.models import City
from tests.cases.archive.everything import make_everything, wipe
from tests.cases.archive.test_round_trip import written

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[3]
CASES = 12
KILLS = 8

# What a process of its own does: import case by case, say how far it got, then the checksums.
WORK = """
import json, sys
from pathlib import Path
import django
django.setup()
from cases.archive import checksums
from cases.importers import collection
collection.BATCH = 1
print("ready", flush=True)
for entry in collection.CollectionImport().take(Path(sys.argv[1])):
    print(entry["outcome"], flush=True)
print(json.dumps(checksums()), flush=True)
"""


def database_for_others() -> str:
    """Return the address of the test's database for other processes."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"


def start(file: Path, database: str) -> subprocess.Popen:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bestpractices.settings",
        "DATABASE_URL": database,
        "DATA_DIR": str(settings.DATA_DIR),
    }
    return subprocess.Popen(
        [sys.executable, "-c", WORK, str(file)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_killed_anywhere_and_run_again_equals_one_clean_run(vocabularies, tmp_path):
    City.objects.exclude(name__in=["Kitakyushu", "Dalian"])._raw_delete("default")
    make_everything(CASES)
    file, before = written(tmp_path / "all.json"), checksums()
    wipe()
    database, dice = database_for_others(), random.Random(11)
    seen = []
    for _kill in range(KILLS):
        process = start(file, database)
        assert process.stdout.readline() == "ready\n"
        seen += [process.stdout.readline() for _case in range(dice.randrange(CASES))]
        time.sleep(dice.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        process.wait()
    process = start(file, database)
    said, _ = process.communicate(timeout=300)
    outcomes = said.splitlines()[1:-1]
    assert len(outcomes) == CASES
    assert set(outcomes) <= {"created", "unchanged"}
    after = json.loads(said.splitlines()[-1])
    assert {label: tuple(found) for label, found in after.items()} == before
    assert {"created\n", "unchanged\n"} <= set(seen), "no kill interrupted anything"
