"""Copying a database whole, and putting the copy back, on each engine."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

from django.db import connection, transaction
from psycopg2.extensions import make_dsn

Tables = dict[str, dict]


class BackupError(Exception):
    """What cannot be done and why, in words for the operator."""


class _Digest:
    """A file to write to that keeps only the number of lines and their SHA-256."""

    def __init__(self):
        self.rows, self._sum = 0, hashlib.sha256()

    def write(self, lines: bytes) -> int:
        self.rows += lines.count(b"\n")
        self._sum.update(lines)
        return len(lines)

    def result(self) -> dict:
        return {"rows": self.rows, "sha256": self._sum.hexdigest()}


class SQLite:
    """``VACUUM INTO`` copies one moment of the database; SQLite's backup writes a copy back."""

    name = "database.sqlite3"

    def copy(self, target: Path) -> Tables:
        """Copy the database to ``target``; return rows and checksum of each table."""
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        with closing(sqlite3.connect(target)) as copy:
            copy.execute("PRAGMA ignore_check_constraints = ON")  # they call Django's functions
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise BackupError("SQLite finds the copy damaged.")
            return self._tables(copy)

    def put_back(self, source: Path) -> None:
        """Make the database equal to ``source``, for other processes in one moment."""
        connection.ensure_connection()
        with closing(sqlite3.connect(source)) as copy:
            copy.backup(connection.connection)
        connection.close()

    def tables(self) -> Tables:
        connection.ensure_connection()
        return self._tables(connection.connection)

    def _tables(self, database) -> Tables:
        names = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " ORDER BY name"
        ).fetchall()
        return {name: self._digest(database, name) for (name,) in names}

    def _digest(self, database, name: str) -> dict:
        """Digest the rows as SQLite quotes them, which no converter of Python's changes."""
        columns = database.execute(f'PRAGMA table_info("{name}")').fetchall()
        values = ", ".join(f'quote("{column[1]}")' for column in columns)
        order = ", ".join(f'"{column[1]}"' for column in columns if column[5]) or "rowid"
        digest = _Digest()
        for row in database.execute(f'SELECT {values} FROM "{name}" ORDER BY {order}'):
            digest.write(repr(row).encode() + b"\n")
        return digest.result()


class PostgreSQL:
    """``pg_dump`` copies a snapshot that is held open; ``psql`` puts it back in one go."""

    name = "database.dump"

    def copy(self, target: Path) -> Tables:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            self._run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}")
            return self._tables(cursor)

    def put_back(self, source: Path) -> None:
        """Exchange all tables in one transaction; if it fails, nothing has changed."""
        there = ", ".join(connection.ops.quote_name(name) for name in self.tables())
        connection.close()
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "script.sql"
            self._run("pg_restore", "--no-owner", f"--file={script}", str(source), asked=False)
            drop = [f"--command=DROP TABLE {there} CASCADE"] if there else []
            options = ("--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1")
            self._run("psql", *options, *drop, f"--file={script}")

    def tables(self) -> Tables:
        with connection.cursor() as cursor:
            return self._tables(cursor)

    def _tables(self, cursor) -> Tables:
        cursor.execute(
            "SELECT c.relname, array(SELECT quote_ident(a.attname) FROM pg_index i"
            " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)"
            " WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY a.attnum)"
            " FROM pg_class c WHERE c.relkind = 'r'"
            " AND c.relnamespace = current_schema()::regnamespace"
            " ORDER BY c.relname"
        )
        found = {}
        for name, key in cursor.fetchall():
            digest = _Digest()
            order = f"ORDER BY {', '.join(key)}" if key else ""
            query = f'COPY (SELECT * FROM "{name}" {order}) TO STDOUT'
            cursor.cursor.copy_expert(query, digest)
            found[name] = digest.result()
        return found

    def _database(self) -> str:
        """The database's address without the password, which goes by the environment."""
        given = connection.get_connection_params()
        names = ("dbname", "host", "port", "user", "sslmode", "sslrootcert")
        return make_dsn(**{name: given[name] for name in names if name in given})

    def _run(self, program: str, *arguments: str, asked: bool = True) -> None:
        """Run one of PostgreSQL's programs, on the database unless it is not to be ``asked``."""
        path = shutil.which(program)
        if not path:
            raise BackupError(f"{program} is not on PATH: install PostgreSQL's client programs.")
        password = connection.settings_dict["PASSWORD"]
        environment = os.environ | ({"PGPASSWORD": password} if password else {})
        command = [path, *([f"--dbname={self._database()}"] if asked else []), *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        if done.returncode:
            raise BackupError(f"{program} failed: {done.stderr.strip()}")


def engine() -> SQLite | PostgreSQL:
    return SQLite() if connection.vendor == "sqlite" else PostgreSQL()
