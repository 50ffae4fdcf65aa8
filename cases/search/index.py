"""The index on disk: open, read, write one at a time, replace.

DATA_DIR/index/NAME/ holds the index and ``state.json``, which says what data version it shows and
is written after each commit: a crash between the two only makes the next sync do a little again.
NAME depends on all the index depends on besides the database, so another release or policy never
reads it. A damaged index counts as none.
"""

import contextlib
import json
import logging
import os
import shutil
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import tantivy
from django.conf import settings
from filelock import FileLock, Timeout

from .reading import Reading
from .schema import UNSEARCHED, fingerprint, schema, tokenizer

logger = logging.getLogger(__name__)

SMALL_HEAP, LARGE_HEAP = 20_000_000, 200_000_000


class SearchIndex:
    """The index of one folder, as this process sees it."""

    def __init__(self, home: Path, name: str):
        self.home = home
        self.folder = home / name
        self.unfinished = home / f"{name}.unfinished"
        self._reading: Reading | None = None
        self._seen: tuple | None = None
        self._opening = threading.Lock()

    def reading(self) -> Reading | None:
        """Return the index as last committed, or None when there is none that can be read."""
        with self._opening:
            seen = self._stamp()
            if seen is None or seen != self._seen:
                self._reading = self._open() if seen else None
                self._seen = seen
            return self._reading

    def _stamp(self) -> tuple | None:
        try:
            state, meta = (os.stat(self.folder / name) for name in ("state.json", "meta.json"))
        except OSError:
            return None
        return (state.st_ino, state.st_mtime_ns, meta.st_ino)

    def _open(self) -> Reading | None:
        try:
            applied = read_state(self.folder)["applied"]
            index = tantivy.Index.open(str(self.folder))
            index.config_reader("manual")
            index.reload()
            return Reading(index, applied)
        except Exception as error:  # the library raises many kinds for a damaged folder
            logger.warning("The search index cannot be read and will be built anew: %s", error)
            return None

    def discard(self) -> None:
        """Take a damaged index away; the next sync builds a new one."""
        with contextlib.suppress(Timeout), self.lock(timeout=0):
            shutil.rmtree(self.folder, ignore_errors=True)

    def lock(self, timeout: float = -1) -> FileLock:
        """The right to write on this node. It ends with the process that holds it."""
        self.home.mkdir(parents=True, exist_ok=True)
        return FileLock(self.home / "lock", timeout=timeout)

    def put_in_place(self) -> None:
        """Let the finished new index take the place of the old; call under the lock."""
        worn = self.home / f"{self.folder.name}.worn"
        shutil.rmtree(worn, ignore_errors=True)
        with contextlib.suppress(FileNotFoundError):
            self.folder.rename(worn)
        self.unfinished.rename(self.folder)
        shutil.rmtree(worn, ignore_errors=True)

    def remove_strangers(self) -> None:
        """Remove the indexes of other releases and policies; call under the lock."""
        ours = {self.folder, self.unfinished, self.home / "lock"}
        for path in set(self.home.iterdir()) - ours:
            shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def writer(folder: Path, heap: int = SMALL_HEAP) -> Iterator[tantivy.IndexWriter]:
    """Open the index in ``folder`` for writing, made if it is missing; call under the lock.

    The caller commits. The index is opened anew each time: a writer on an old handle would not see
    what others wrote.
    """
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(schema(), str(folder))
    index.register_tokenizer(UNSEARCHED, tokenizer())
    opened = index.writer(heap, 1)
    opened.garbage_collect_files()  # what a killed writer left would be in the way of the next
    yield opened
    opened.wait_merging_threads()


def read_state(folder: Path) -> dict:
    """Return what is known of an index: ``applied`` and, while it is built, ``built_to``."""
    return json.loads((folder / "state.json").read_text())


def write_state(folder: Path, **state) -> None:
    new = folder / "state.json.new"
    new.write_text(json.dumps(state))
    new.replace(folder / "state.json")


@cache
def _index(home: Path, name: str) -> SearchIndex:
    return SearchIndex(home, name)


def current() -> SearchIndex:
    """The index of this node under the settings in force."""
    return _index(Path(settings.DATA_DIR) / "index", fingerprint())
