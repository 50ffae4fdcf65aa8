"""A site that holds generated cases: made once in a folder of its own, then opened again."""

import argparse
import contextlib
import gc
import json
import multiprocessing
import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.stage.postgresql import server

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "bench"
SIZES = (5_000, 100_000, 1_000_000)
DATABASES = ("sqlite", "postgresql")
SHORT_FROM = 1_000_000
SEED = 1996
MADE = "made.json"


def options(about: str, sizes: list[int]) -> argparse.ArgumentParser:
    """Return what the benchmarks are given: sizes, databases, the folder with the sites."""
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--size", type=int, nargs="+", default=sizes, help="numbers of cases")
    databases = list(DATABASES)
    parser.add_argument("--database", nargs="+", choices=databases, default=databases)
    parser.add_argument("--dir", type=Path, default=FOLDER, help="where the sites are kept")
    return parser


def in_a_new_process(task: Callable, *arguments):
    """Return what ``task`` gives in a process of its own: a process reads one site's settings."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh) as executor:
        return executor.submit(task, *arguments).result()


@contextlib.contextmanager
def opened(size: int, database: str, folder: Path = FOLDER):
    """Point this process at a site with ``size`` generated cases, generating them if need be.

    Gives the data folder. Settings are read once in a process, so this is called once in each,
    before anything of the site is imported. A PostgreSQL server runs until the end.
    """
    home = folder.resolve() / f"{size}-{database}"
    if not (home / MADE).exists():
        shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True, exist_ok=True)
    os.environ |= {"DATA_DIR": str(home), "DJANGO_SETTINGS_MODULE": "bestpractices.settings"}
    os.environ |= {"OPEN_ACCESS": "", "ACCESS_POLICY": ""}
    with (
        server(home / "postgresql")
        if database == "postgresql"
        else contextlib.nullcontext("") as url
    ):
        os.environ["DATABASE_URL"] = url
        prepare(size, home)
        yield home


def prepare(size: int, home: Path) -> None:
    """Migrate the site of this process; fill it with ``size`` cases unless it has them."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    if (home / MADE).exists():
        return
    call_command("load_vocabularies", verbosity=0, stdout=sys.stderr)
    cities = os.environ.get("BENCH_CITIES")  # a shorter list, for tests
    places = {"cities": Path(cities)} if cities else {}
    call_command("load_places", verbosity=0, stdout=sys.stderr, **places)
    seconds = generate(size)
    (home / MADE).write_text(json.dumps({"size": size, "seed": SEED, "seconds": round(seconds)}))


def generate(size: int) -> float:
    """Write ``size`` cases, saying how far it got; return the seconds it took."""
    from django.db import connection

    from benchmarks.stage.cases import Generator

    started = time.monotonic()

    def say(written: int) -> None:
        if written % 5_000 == 0 or written == size:
            rate = written / (time.monotonic() - started)
            print(f"  {written:,} of {size:,} cases, {rate:,.0f} a second", file=sys.stderr)

    gc.disable()  # millions of rows come and go, none in a cycle of references
    Generator(shape(size), SEED).write(size, say)
    gc.enable()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return time.monotonic() - started


def shape(size: int):
    from benchmarks.stage.cases import FULL, SHORT

    return SHORT if size >= SHORT_FROM else FULL


def version(database: str) -> str:
    """Return the database with its version, such as "PostgreSQL 18.3"."""
    from django.db import connection

    if database == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0]}"
