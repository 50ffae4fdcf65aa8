"""A search index that was damaged, or that others hold, costs nobody an answer and heals itself."""

import sys
from pathlib import Path

import pytest

from cases.search import index, sync
from tests.cases.search.asking import ask, titles

pytestmark = pytest.mark.django_db(transaction=True)


def garble(paths) -> None:
    """Put rubbish in the place of files, of which a process may hold the old ones open."""
    for path in list(paths):
        path.unlink()
        path.write_bytes(b"rubbish" * 99)


def remove(paths) -> None:
    for path in list(paths):
        path.unlink()


HARMS = {
    "every file garbled": lambda folder: garble(folder.iterdir()),
    "segments garbled": lambda folder: garble(folder.glob("*.[a-z]*")),
    "texts garbled": lambda folder: garble(folder.glob("*.store")),
    "terms garbled": lambda folder: garble(folder.glob("*.term")),
    "columns garbled": lambda folder: garble(folder.glob("*.fast")),
    "segments gone": lambda folder: remove(folder.glob("*.store")),
    "list of segments cut short": lambda folder: garble([folder / "meta.json"]),
    "state garbled": lambda folder: garble([folder / "state.json"]),
    "state of another make": lambda folder: (folder / "state.json").write_text("{}"),
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_index_is_built_anew(publish, harm):
    publish(title="Trams")
    assert ask("trams").total == 1
    folder: Path = index.current().folder
    HARMS[harm](folder)
    index._index.cache_clear()  # as in a process that starts
    assert titles(ask("trams")) == ["Trams"]
    sync()
    assert titles(ask("trams")) == ["Trams"]
    assert index.current().reading() is not None


def test_an_index_of_an_older_release_is_left_and_taken_away(publish, monkeypatch):
    publish(title="Trams")
    assert ask("trams").total == 1
    older = index.current().folder
    monkeypatch.setattr(index, "fingerprint", lambda: "index-of-tomorrow")
    assert titles(ask("trams")) == ["Trams"]
    assert index.current().folder != older and not older.exists()


def test_while_another_process_holds_it_what_there_is_answers(publish, monkeypatch):
    publish(title="Trams")
    assert ask("trams").total == 1
    monkeypatch.setattr(sys.modules["cases.search.sync"], "PATIENCE", 0)
    with index.current().lock():
        publish(title="Ferries")
        assert titles(ask("trams")) == ["Trams"]
    assert titles(ask("ferries")) == ["Ferries"]
