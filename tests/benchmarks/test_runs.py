"""Each benchmark runs from its one command to the end, on a few cases."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path

import pytest
from django.db import connection

from benchmarks import drills
from benchmarks.drills import DRILLS
from run import ROOT

SIZE = "60"
PASSED_ON = ("PATH", "HOME", "LANG", "TMPDIR", "BENCH_CITIES")


@pytest.fixture(scope="module")
def folder():
    """Where the generated site is kept, for all tests of this file; it has few of the cities."""
    # PostgreSQL runs under another account, which pytest's own folders keep out.
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as environment:
        os.chmod(name, 0o755)
        cities = Path(name, "cities.tsv")
        with (ROOT / "cases" / "data" / cities.name).open(encoding="utf-8") as every:
            cities.write_text("".join(islice(every, 500)), encoding="utf-8")
        environment.setenv("BENCH_CITIES", str(cities))
        yield Path(name)


def bench(name: str, *arguments: str) -> str:
    """Return what a benchmark printed that reached its goals."""
    done = run(name, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def run(name: str, *arguments: str) -> subprocess.CompletedProcess:
    """Run a benchmark as ``run.py bench`` does."""
    environment = {key: os.environ[key] for key in PASSED_ON if key in os.environ}
    return subprocess.run(
        [sys.executable, "-P", "-m", f"benchmarks.{name}", *map(str, arguments)],
        env=environment | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
    )


def on_site(name: str, folder, *arguments: str) -> str:
    return bench(name, "--size", SIZE, "--database", connection.vendor, "--dir", folder, *arguments)


def test_corpus(folder):
    assert f"{SIZE} cases" in on_site("corpus", folder)


def test_search_beside_its_rivals(folder):
    pytest.importorskip("datasette", reason="The rivals come with: python3 run.py bench")
    printed = on_site("search", folder, "--questions", "2")
    rivals = ["plain Django"] + ["Datasette"] * (connection.vendor == "sqlite")
    assert all(f"{name} p50" in printed for name in rivals)
    for label in ("rare", "medium", "common", "three words", "no word", "two filters"):
        assert label in printed


def test_rebuild(folder):
    assert "59 | " in on_site("rebuild", folder)


def test_suggest_beside_plain_django(folder):
    printed = on_site("suggest", folder)
    assert "plain Django p50" in printed
    assert "suggestions within 20 ms" in printed


def test_publish(folder):
    assert "searchable within 150 ms" in on_site("publish", folder)


def test_http(folder):
    if not shutil.which("wrk"):
        pytest.skip("wrk is not installed.")
    printed = on_site("http", folder, "--seconds", "1", "--rounds", "1")
    for kind in ("fixed bytes", "from the cache", "304", "made anew"):
        assert f"| {kind}" in printed


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
    assert set(re.findall(r"`python3 run.py bench (\w+)`", page)) == {*DRILLS, "api", "drills"}


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
    printed = run("reload", "--requests", "80", "--loads", "3", "--database", "sqlite").stdout
    assert "| sqlite | 80 | 3 | yes | 0 |" in printed


def test_api():
    printed = bench("api", "--requests", "60", "--database", connection.vendor)
    assert re.search(rf"{connection.vendor} \| 60 \| [^|]+ \| 0 \| 0 \|", printed)


def test_harvest(folder):
    printed = on_site("harvest", folder)
    for name in ("oai_dc", "practice"):
        assert re.search(rf"\| {connection.vendor} \| {name} \| \d+ \|.*\| met \|", printed)


def test_backup(folder):
    assert f"| {connection.vendor} | {SIZE} |" in on_site("backup", folder)


@pytest.fixture
def collections(tmp_path):
    """Two test collections of three documents and two queries each."""
    documents = [
        {"id": "a", "title": "Water kiosks", "text": "Water sold at kiosks run by residents."},
        {"id": "b", "title": "Buses", "text": "Bus lanes where there was water."},
        {"id": "c", "title": "Waste", "text": "Waste pickers sort what others throw away."},
    ]
    queries = [{"id": "1", "text": "water kiosk"}, {"id": "2", "text": "who are waste pickers"}]
    folders = [tmp_path / name for name in ("one", "other")]
    for folder in folders:
        folder.mkdir()
        for name, rows in (("documents", documents), ("queries", queries)):
            (folder / f"{name}.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
        (folder / "judgements.tsv").write_text("1\ta\t1\n2\tc\t2\n")
    return folders


def test_relevance(collections):
    pytest.importorskip("bm25s", reason="The rivals come with: python3 run.py bench")
    printed = bench("relevance", "--collection", collections[0], "--database", connection.vendor)
    assert printed.splitlines()[-1] == "nDCG@10 ours 1.000 bm25s 1.000"


def test_tuning(collections):
    pytest.importorskip("bm25s", reason="The rivals come with: python3 run.py bench")
    if connection.vendor != "sqlite":
        pytest.skip("Tuned on SQLite; the order is the same on both.")
    assert "| other | 1.000 | 1.000 | 1.000 | " in bench("tuning", "--collection", *collections)


def test_exchange_beside_loaddata(folder):
    printed = on_site("exchange", folder)
    for title in ("export_cases", "loaddata, no index", "import_cases, index included"):
        assert f"{title}, {connection.vendor} | {SIZE}" in printed
