"""The collection as a folder of plain files that can be archived or put under version control.

A file for each table that is of no case, a row a line; a file for each case, its keys sorted; the
media as they are. The same collection always makes the same files.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction

from cases.archive.graph import tables
from cases.archive.read import case_rows, shared_rows
from cases.archive.values import RowError
from cases.archive.write import Outcome, Restorer
from cases.models import Practice

BATCH = 100
ABOUT, TABLES, CASES, MEDIA = "collection.json", "tables", "cases", "media"
Progress = Callable[[int], None]


class FolderError(ValueError):
    """The folder cannot be written or read as a collection; the message says why."""


def dump(folder: Path, format: str, progress: Progress = lambda done: None) -> int:
    """Write the collection into ``folder``, new, empty or an older dump; return how many cases.

    Effects: files of an older dump that no longer stand for anything are deleted; nothing else is.
    Every file is replaced as a whole.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / ABOUT).exists():
        raise FolderError(f"{folder} is not empty and holds no collection.")
    found, kept = tables(), set()
    for table in (*found.shared, *found.following):
        rows = (_line(row) for row in shared_rows(table))
        kept.add(_write(folder / TABLES / f"{table.label}.json", _lines(rows)))
    keys = list(Practice.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        for entry in case_rows(keys[start : start + BATCH]):
            text = json.dumps(entry, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
            kept.add(_write(folder / CASES / f"{entry['uid']}.json", [text]))
        progress(min(start + BATCH, len(keys)))
    kept |= _copy_media(Path(settings.MEDIA_ROOT), folder / MEDIA)
    about = {"format": format, "cases": len(keys), "database": settings.SITE_NAME}
    kept.add(_write(folder / ABOUT, [json.dumps(about, ensure_ascii=False, indent=1) + "\n"]))
    for part in (TABLES, CASES, MEDIA):
        for path in (folder / part).rglob("*"):
            if path.is_file() and path not in kept:
                path.unlink()
    return len(keys)


def load(folder: Path, format: str, restorer: Restorer) -> Iterator[Outcome]:
    """Bring back what ``dump`` wrote, and say of each case what became of it.

    Raises FolderError when the folder is no dump, or a table in it cannot be read: cases are taken
    only when all shared tables are there.
    """
    about = _read(folder / ABOUT)
    if not isinstance(about, dict) or about.get("format") != format:
        raise FolderError(f"{folder / ABOUT} does not say “format”: “{format}”.")
    found = tables()
    _load_tables(folder, [table.label for table in found.shared], restorer)
    batch: list[tuple[Path, dict]] = []
    for path in sorted((folder / CASES).glob("*.json")):
        try:
            batch.append((path, _read(path)))
        except FolderError as error:
            yield Outcome("", path.name, "refused", problems=[str(error)])
        if len(batch) == BATCH:
            yield from _load_cases(batch, restorer)
            batch = []
    yield from _load_cases(batch, restorer)
    restorer.finish()
    _load_tables(folder, [table.label for table in found.following], restorer)
    _copy_media(folder / MEDIA, Path(settings.MEDIA_ROOT), replace=False)


def _load_tables(folder: Path, labels: list[str], restorer: Restorer) -> None:
    for label in labels:
        path = folder / TABLES / f"{label}.json"
        rows = _read(path) if path.exists() else []
        if not isinstance(rows, list):
            raise FolderError(f"{path}: is not a list of rows")
        try:
            with transaction.atomic():
                restorer.rows(label, rows)
        except RowError as error:
            raise FolderError(f"{path}: {error}") from None


def _load_cases(batch: list[tuple[Path, dict]], restorer: Restorer) -> list[Outcome]:
    outcomes = restorer.cases([entry for _path, entry in batch]) if batch else []
    for (path, _entry), outcome in zip(batch, outcomes, strict=True):
        outcome.problems = [f"{path.name}: {problem}" for problem in outcome.problems]
    return outcomes


def _read(path: Path):
    try:
        return json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise FolderError(f"{path}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise FolderError(f"{path}: {error}") from None


def _line(row: dict) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def _lines(rows: Iterable[str]) -> Iterator[str]:
    between = "[\n"
    for row in rows:
        yield between + row
        between = ",\n"
    yield "\n]\n" if between == ",\n" else "[]\n"


def _write(path: Path, pieces: Iterable[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.unfinished")
    with unfinished.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)
    os.replace(unfinished, path)
    return path


def _copy_media(source: Path, target: Path, replace: bool = True) -> set[Path]:
    copied = set()
    for path in source.rglob("*") if source.is_dir() else ():
        if path.is_file() and not path.is_symlink():
            copy = target / path.relative_to(source)
            copied.add(copy)
            if replace or not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                unfinished = copy.with_name(f"{copy.name}.unfinished")
                shutil.copy2(path, unfinished)
                os.replace(unfinished, copy)
    return copied
