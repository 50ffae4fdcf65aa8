import os
import signal
import subprocess
import sys
import time

import pytest

from tests import both_databases
from tests.both_databases import ROOT, run_tests

pytestmark = pytest.mark.once


@pytest.mark.parametrize("codes", [(0, 0), (1, 0), (0, 1), (5, 5)])
def test_tests_pass_only_when_they_do_on_both_databases(monkeypatch, capsys, codes):
    left = list(codes)
    monkeypatch.setattr(both_databases, "run_to_end", lambda command, environment: left.pop(0))
    assert run_tests("python") == (codes != (0, 0))
    printed = capsys.readouterr().out
    for database, code in zip(("SQLite", "PostgreSQL"), codes, strict=True):
        result = f"FAILED (exit code {code})" if code else "all tests passed"
        assert f"{database}: {result}" in printed


@pytest.mark.parametrize("given", ["", "postgresql://elsewhere/db"])
def test_each_run_has_its_database_and_data_folder(monkeypatch, given):
    runs = []

    def note(command, environment):
        runs.append((command, environment))
        return 0

    monkeypatch.setenv("TEST_DATABASE_URL", given)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///precious")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(both_databases, "run_to_end", note)
    run_tests("python", "-k", "word")
    (sqlite, on_sqlite), (postgresql, on_postgresql) = runs
    assert sqlite[-2:] == postgresql[-2:] == ["-k", "word"]
    assert ("tests.postgres" in postgresql) == (not given)
    assert (on_sqlite["DATABASE_URL"], on_postgresql["DATABASE_URL"]) == ("", given)
    assert on_sqlite["DATA_DIR"] != on_postgresql["DATA_DIR"]
    assert on_sqlite["PYTHONDONTWRITEBYTECODE"] == on_postgresql["PYTHONDONTWRITEBYTECODE"] == ""


def test_a_stopped_run_waits_for_its_command_to_tidy_up(tmp_path):
    tidy = f"""
import pathlib, time
try:
    pathlib.Path({str(tmp_path / "started")!r}).touch()
    time.sleep(60)
finally:
    time.sleep(0.5)
    pathlib.Path({str(tmp_path / "tidied")!r}).touch()
"""
    outer = f"""
import os, pathlib, subprocess, sys
from tests.both_databases import run_to_end

class Noted(subprocess.Popen):
    def wait(self, *given):
        pathlib.Path({str(tmp_path / "waits")!r}).touch()
        return super().wait(*given)

subprocess.Popen = Noted
run_to_end([sys.executable, "-c", {tidy!r}], os.environ)
"""
    process = subprocess.Popen(
        [sys.executable, "-c", outer],
        cwd=ROOT,
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    while not ((tmp_path / "started").exists() and (tmp_path / "waits").exists()):
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    process.wait(20)
    assert (tmp_path / "tidied").exists()
