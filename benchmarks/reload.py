"""Tell a site to load its program anew, and upgrade it, while readers ask; count what they miss.

python3 run.py bench reload [--requests 6000] [--loads 9] [--database sqlite postgresql]

The site runs on a copy of the program. Half of its readers' requests are for pages made anew. Nine
times, evenly among them, it is told to load anew (HUP); in the middle a new release is laid over
the old one and migrated while the old one still answers, then loaded. Goal: no failed request,
none slower than 5 seconds.
"""

import argparse
import contextlib
import itertools
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.stage.cluster import Cluster
from benchmarks.stage.load import ROOT
from benchmarks.stage.running import Site
from benchmarks.stage.timing import table

READERS = 4
PROGRAM = [
    *("bestpractices", "cases", "fields", "operation", "partners", "subscribers", "web"),
    *("locale", "static", "templates", "manage.py", "gunicorn.conf.py"),
]
PATIENCE = 120
SLOWEST_SECONDS = 5.0


class Readers:
    """Threads that ask until ``requests`` were answered, or were not, and ``enough`` is set."""

    def __init__(self, site: Site, requests: int):
        self.site, self.requests = site, requests
        self.numbers, self.enough = itertools.count(), threading.Event()
        self.done, self.failed, self.slowest = 0, [], 0.0
        self.threads = [threading.Thread(target=self.read) for _reader in range(READERS)]

    def read(self) -> None:
        while (number := next(self.numbers)) < self.requests or not self.enough.is_set():
            address = f"/search/?year_from={1 + number // 4}" if number % 2 else "/about/"
            start = time.monotonic()
            status = self.site.ask(address)[0]
            self.slowest = max(self.slowest, time.monotonic() - start)
            if status != 200:
                self.failed.append((address, status))
            self.done += 1

    def wait_for(self, share: float) -> None:
        """Wait until that share of the requests was answered."""
        while self.done < share * self.requests and any(t.is_alive() for t in self.threads):
            time.sleep(0.05)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=6000)
    parser.add_argument("--loads", type=int, default=9)
    databases = ["sqlite", "postgresql"]
    parser.add_argument("--database", nargs="+", choices=databases, default=databases)
    given = parser.parse_args()
    rows = [[name, *drill(name, given.requests, given.loads)] for name in given.database]
    print(table(["database", "requests", "loaded anew", "upgraded", "failed", "slowest, s"], rows))
    if any(row[4] or row[3] != "yes" or float(row[5]) > SLOWEST_SECONDS for row in rows):
        sys.exit("A goal was missed.")


def drill(database: str, requests: int, loads: int) -> list:
    on_server = Cluster(replicas=0) if database == "postgresql" else contextlib.nullcontext()
    with tempfile.TemporaryDirectory() as folder, on_server as cluster:
        home, root = Path(folder, "home"), Path(folder, "program")
        home.mkdir()
        copy_program(root)
        site = Site(home, cluster.url if cluster else "", root)
        site.manage("setup_site")
        with site:
            site.ask("/search/")
            readers = Readers(site, requests)
            before = site.ask("/about/")[1]["ETag"]
            for thread in readers.threads:
                thread.start()
            for load in range(1, loads + 1):
                readers.wait_for(load / (loads + 1))
                if load == loads // 2 + 1:
                    lay_over(site)
                site.load_anew()
            readers.enough.set()
            for thread in readers.threads:
                thread.join()
            upgraded = wait_until_loaded(site, before)
    for address, status in readers.failed[:5]:
        print(f"{address}: {status or 'no answer'}")
    slowest = f"{readers.slowest:.2f}"
    return [readers.done, loads, "yes" if upgraded else "NO", len(readers.failed), slowest]


def copy_program(root: Path) -> None:
    root.mkdir()
    for source in (ROOT / name for name in PROGRAM):
        if source.is_dir():
            leave = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, root / source.name, ignore=leave)
        elif source.exists():
            shutil.copy(source, root)


def lay_over(site: Site) -> None:
    """Make a release in which practices have one more column; migrate as docs/upgrade.md says."""
    model = site.root / "cases" / "models" / "practice.py"
    field = '    next_release = models.TextField(db_default="")\n\n'
    program = model.read_text("utf-8")
    model.write_text(program.replace("    class Meta:", f"{field}    class Meta:", 1), "utf-8")
    site.manage("makemigrations", "cases", "--name", "next_release")
    site.manage("setup_site")


def wait_until_loaded(site: Site, before: str) -> bool:
    """Return whether the page's tag, which holds the release, is another, and all migrated."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if site.ask("/about/")[1]["ETag"] != before and site.ask("/readyz")[0] == 200:
            return True
        time.sleep(0.2)
    return False


if __name__ == "__main__":
    main()
