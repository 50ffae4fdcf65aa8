"""The table of promises has no empty cell, and what it names exists."""

import ast
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "promises.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| promise")
]
SMALL = "".join(
    (ROOT / "tests" / "benchmarks" / name).read_text("utf-8")
    for name in ("test_runs.py", "test_drills.py")
)


def functions_of(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def faults_of(row: list[str]) -> list[str]:
    """Say what is wrong with a row: promise, figure, proof, last figure, command."""
    if len(row) != 5 or not all(row):
        return ["a cell is empty"]
    proof, again = row[2], row[4]
    if drill := re.fullmatch(r"`python3 run\.py bench (\w+)`", again):
        there = (ROOT / "benchmarks" / f"{drill[1]}.py").exists()
        small = f'"{drill[1]}"' in SMALL
        return [] if there and small else [f"no drill {drill[1]}, or it does not run small"]
    test = re.fullmatch(r"`(?:[A-Z]+=\d+ )?\.venv/bin/pytest (tests/\S+\.py)`", again)
    if not test or not (ROOT / test[1]).exists():
        return [f"no such test file: {again}"]
    missing = set(re.findall(r"`(\w+)`", proof)) - functions_of(test[1])
    return [f"{test[1]} has no {name}" for name in sorted(missing)]


def test_there_are_promises():
    assert len(ROWS) > 30


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:50])
def test_what_a_promise_names_is_there(row):
    assert faults_of(row) == []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (["a", "b", "`test_x`", "", "`.venv/bin/pytest tests/test_docs.py`"], "empty"),
        (["a", "b", "`test_gone`", "c", "`.venv/bin/pytest tests/test_docs.py`"], "has no"),
        (["a", "b", "`test_x`", "c", "`.venv/bin/pytest tests/test_gone.py`"], "no such"),
        (["a", "b", "the drill", "c", "`python3 run.py bench gone`"], "no drill"),
    ],
)
def test_what_is_not_there_is_found(row, fault):
    assert fault in faults_of(row)[0]
