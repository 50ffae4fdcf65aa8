"""Each benchmark runs from its one command to the end, on a few cases."""

import json
import os
import re
import shutil
import tempfile
from itertools import islice
from pathlib import Path

import pytest
from django.db import connection

from run import ROOT
from tests.benchmarks.small import bench

SIZE = "60"


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
