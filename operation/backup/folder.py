"""The folder of a backup: taken, verified, put back, and thrown away when it is old."""

import hashlib
import json
import shutil
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from cases.models import DataVersion, Practice
from cases.models.change_log import log_changes
from operation.backup.engines import BackupError, engine

MANIFEST, MEDIA, UNFINISHED = "manifest.json", "media.tar", ".unfinished"
NAME = "%Y-%m-%dT%H%M%SZ"


def take(home: Path) -> Path:
    """Make a backup under ``home`` and return its folder, which has its name only when complete.

    Raises BackupError; what was half written is then left with the ending UNFINISHED.
    """
    folder = home / datetime.now(UTC).strftime(NAME)
    unfinished = folder.with_suffix(UNFINISHED)
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    database = engine()
    tables = database.copy(unfinished / database.name)
    with tarfile.open(unfinished / MEDIA, "w") as archive:
        if Path(settings.MEDIA_ROOT).exists():
            archive.add(settings.MEDIA_ROOT, arcname="media")
    manifest = {
        "engine": connection.vendor,
        "taken": folder.name,
        "migrations": sorted(
            ".".join(key) for key in MigrationRecorder(connection).applied_migrations()
        ),
        "files": {name: _file(unfinished / name) for name in (database.name, MEDIA)},
        "tables": tables,
    }
    (unfinished / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True))
    if folder.exists():
        raise BackupError(f"{folder} is there already.")
    return unfinished.rename(folder)


def verify(folder: Path) -> dict:
    """Return the manifest of a backup whose files are as written. Raises BackupError for others."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
        for name, written in manifest["files"].items():
            if _file(folder / name) != written:
                raise BackupError(f"{folder / name} is not as it was written: damaged or cut off.")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{folder} is no complete backup: {error}") from None
    if manifest["engine"] != connection.vendor:
        raise BackupError(
            f"The backup is of {manifest['engine']}, this site runs on {connection.vendor}. "
            "To move between them use dump_collection and load_collection."
        )
    return manifest


def restore(folder: Path) -> None:
    """Make database and uploads equal to the backup, and prove it table by table.

    Raises BackupError before anything is touched when the backup is damaged. Afterwards the data
    version is higher than before and than in the backup, with every practice logged as changed: no
    index or cached page of any node can mistake the restored data for what it knew.
    """
    manifest = verify(folder)
    before, known = _state()
    database = engine()
    database.put_back(folder / database.name)
    there, written = database.tables(), manifest["tables"]
    differing = sorted(name for name in there | written if there.get(name) != written.get(name))
    if differing:
        raise BackupError(f"The restored tables differ from the backup: {', '.join(differing)}.")
    _put_back_media(folder / MEDIA)
    with transaction.atomic():
        number, restored = _state()
        DataVersion.objects.filter(pk=1).update(number=max(before, number))
        log_changes(known | restored)


def _state() -> tuple[int, set[int]]:
    """The data version and the practices there are; 0 and none before the first migration."""
    if DataVersion._meta.db_table not in connection.introspection.table_names():
        return 0, set()
    return DataVersion.current(), set(Practice.objects.values_list("pk", flat=True))


def _put_back_media(archive: Path) -> None:
    media = Path(settings.MEDIA_ROOT)
    new, old = media.with_name("media.new"), media.with_name("media.old")
    for path in (new, old):
        shutil.rmtree(path, ignore_errors=True)
    new.mkdir(parents=True)
    with tarfile.open(archive) as packed:
        packed.extractall(new, filter="data")
    if media.exists():
        media.rename(old)
    (new / "media").mkdir(exist_ok=True)
    (new / "media").rename(media)
    shutil.rmtree(new)
    shutil.rmtree(old, ignore_errors=True)


def finished(home: Path) -> list[Path]:
    """The complete backups under ``home``, oldest first."""
    return sorted(path.parent for path in home.glob(f"*Z/{MANIFEST}"))


def rotate(home: Path, keep: int) -> list[Path]:
    """Delete all but the newest ``keep`` complete backups, and what was left half written a day
    ago and longer; return what was deleted."""
    yesterday = (datetime.now(UTC) - timedelta(days=1)).strftime(NAME)
    left = sorted(path for path in home.glob(f"*{UNFINISHED}") if path.stem < yesterday)
    old = finished(home)[:-keep] + left
    for folder in old:
        shutil.rmtree(folder)
    return old


def _file(path: Path) -> dict:
    with path.open("rb") as file:
        return {
            "bytes": path.stat().st_size,
            "sha256": hashlib.file_digest(file, "sha256").hexdigest(),
        }
