"""Backups: one folder each, with the database, the uploads and a manifest that proves them.

    2026-11-24T220000Z/
      manifest.json      release, engine, data version; size and SHA-256 of each file; rows and
                         SHA-256 of each table
      database.sqlite3   or database.dump, as pg_dump writes it
      media.tar          the uploads

Backups are taken while the site runs. What is in a table of the manifest was read from the copy
itself (SQLite) or in the snapshot that pg_dump copied (PostgreSQL), so a restored database can be
compared with it table by table.
"""

from operation.backup.folder import BackupError, finished, restore, rotate, take, verify

__all__ = ["BackupError", "finished", "restore", "rotate", "take", "verify"]
