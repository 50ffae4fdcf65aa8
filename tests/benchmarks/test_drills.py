"""Each drill runs to the end, as little as shows that it does; that of backups in test_runs.py."""

import re

import pytest
from django.db import connection

from benchmarks import drills
from benchmarks.drills import DRILLS
from run import ROOT
from tests.benchmarks.small import bench, run


def test_failover():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no replicas")
    printed = run("failover", "--seconds", "2").stdout
    for promise in (
        "acknowledged writes lost: 0 of",
        "reads failed: 0;",
        "replicas that follow the new primary: 2 of 2",
        "phases without a read: 0",
    ):
        assert promise in printed


@pytest.mark.once
def test_writers_among_all_drills():
    printed = bench("drills", "--small", "--only", "writers")
    assert "| 3 | 60 | 60 | 0 | 60 |" in printed
    assert re.search(r"\| writers \| met \| \d+ \|", printed)


@pytest.mark.once
def test_the_drills_are_those_of_the_table_of_promises():
    page = (ROOT / "docs" / "promises.md").read_text("utf-8")
    assert set(re.findall(r"`python3 run.py bench (\w+)`", page)) == set(DRILLS)


@pytest.mark.once
def test_a_drill_that_misses_its_goal_is_told(monkeypatch, capfd):
    monkeypatch.setattr(drills.sys, "argv", ["drills", "--only", "writers"])
    monkeypatch.setitem(DRILLS, "writers", ())
    monkeypatch.setattr(drills.sys, "executable", "false")
    with pytest.raises(SystemExit) as ended:
        drills.main()
    assert ended.value.code == 1
    assert "| writers | MISSED |" in capfd.readouterr().out


def test_kills():
    printed = bench("kills", "--kills", "2", "--readers", "3", "--database", connection.vendor)
    assert re.search(rf"{connection.vendor} \| 2 \| \d+ \| \d+ \| 0 \| 0 \|", printed)


def test_outage():
    printed = bench("outage", "--quick", "--database", connection.vendor)
    assert "503 | yes" in printed and "NO" not in printed


@pytest.mark.once
def test_reload():
    printed = run("reload", "--requests", "80", "--loads", "1", "--database", "sqlite").stdout
    assert re.search(r"\| sqlite \| \d+ \| 1 \| yes \| 0 \|", printed)
