"""Kill and freeze database servers under a site with two replicas, and count what readers notice.

python3 run.py bench failover [--seconds 8]

A primary and two replicas run on loopback, the site on gunicorn before them. Readers ask for pages
made anew, a writer writes tokens to whichever server is the primary and notes those acknowledged.
Then: a replica is killed and comes back, another is frozen, the primary is frozen, the primary is
killed and a replica promoted, and the old primary joins again by pg_rewind. Goals: no failed read,
none slower than 5 seconds, no acknowledged write lost (a commit waits for one of the replicas).
"""

import argparse
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2

from benchmarks.stage.cluster import Cluster
from benchmarks.stage.load import ROOT, serving
from operation.replicas import deadline

READERS = 3
WORDS = ("water", "housing", "women", "energy", "city", "training", "transport", "waste")
SLOWEST_SECONDS = 5.0


@dataclass
class Seen:
    """What readers and the writer saw in one phase."""

    reads: int = 0
    failed: int = 0
    slowest: float = 0.0
    written: int = 0


@dataclass
class Load:
    """Readers of the site and a writer to its database, until ``stop`` is set."""

    site: str
    database: str
    stop: threading.Event = field(default_factory=threading.Event)
    now: Seen = field(default_factory=Seen)
    tokens: list[int] = field(default_factory=list)

    def read(self) -> None:
        dice = random.Random()
        while not self.stop.is_set():
            question = f"q={dice.choice(WORDS)}&year_from={dice.randint(1, 1990)}"
            address = f"{self.site}/search/?{question}"
            seen, start = self.now, time.monotonic()
            try:
                with urllib.request.urlopen(address, timeout=60) as answer:
                    answer.read()
            except OSError:
                seen.failed += 1
            seen.reads += 1
            seen.slowest = max(seen.slowest, time.monotonic() - start)

    def write(self) -> None:
        token, connection = 0, None
        while not self.stop.is_set():
            token += 1
            try:
                with deadline.database_time(2.0):
                    connection = connection or psycopg2.connect(
                        self.database + "&target_session_attrs=read-write"
                    )
                    with connection, connection.cursor() as cursor:
                        cursor.execute("INSERT INTO tokens VALUES (%s)", [token])
                self.tokens.append(token)
                self.now.written += 1
            except psycopg2.Error:
                with contextlib.suppress(psycopg2.Error, AttributeError):
                    connection.close()
                connection = None
            time.sleep(0.02)

    @contextlib.contextmanager
    def running(self):
        threads = [threading.Thread(target=self.read) for _ in range(READERS)]
        threads.append(threading.Thread(target=self.write))
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.stop.set()
            for thread in threads:
                thread.join()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=8, help="of each phase")
    seconds = parser.parse_args().seconds
    deadline.install()
    with tempfile.TemporaryDirectory() as data, Cluster() as cluster:
        environment = {
            "DATA_DIR": data,
            "DATABASE_URL": cluster.url,
            "REPLICA_URLS": ",".join(server.url for server in cluster.replicas),
        }
        setup = [sys.executable, "manage.py", "setup_site"]
        quiet = {"stdout": subprocess.DEVNULL, "cwd": ROOT}
        subprocess.run(setup, check=True, env=os.environ | environment, **quiet)
        cluster.primary.ask("CREATE TABLE tokens (number bigint PRIMARY KEY)")
        with serving("bestpractices.wsgi", Path(data), **environment) as site:
            load = Load(site, cluster.url)
            with load.running():
                phases = list(drill(cluster, load, seconds))
        report(cluster, load, phases)


def drill(cluster: Cluster, load: Load, seconds: float):
    """Do each harm in turn; give its name and what was seen from then until the next."""
    first, second = cluster.replicas
    old = cluster.primary
    for name, harm in (
        ("all well", lambda: None),
        ("a replica killed", first.kill),
        ("it comes back", first.start),
        ("the other replica frozen", lambda: second.signal(signal.SIGSTOP)),
        ("it goes on", lambda: second.signal(signal.SIGCONT)),
        ("the primary frozen", lambda: old.signal(signal.SIGSTOP)),
        ("it goes on", lambda: old.signal(signal.SIGCONT)),
        ("the primary killed", old.kill),
        ("a replica promoted", lambda: promote(cluster)),
        ("the old primary rejoins", lambda: rejoin(cluster, old)),
    ):
        load.now = Seen()
        harm()
        time.sleep(seconds)
        print(f"{name}: {load.now}", flush=True)
        yield name, load.now


def promote(cluster: Cluster) -> None:
    """Make the replica that has most the primary, and the other one follow it."""
    first, second = cluster.replicas
    ahead = "SELECT pg_last_wal_receive_lsn() - '0/0'"
    new, other = (first, second) if first.ask(ahead) >= second.ask(ahead) else (second, first)
    new.promote()
    other.ask(f"ALTER SYSTEM SET primary_conninfo = 'host=127.0.0.1 port={new.port} user=postgres'")
    other.ask("SELECT pg_reload_conf()")
    cluster.primary, cluster.replicas = new, [other]


def rejoin(cluster: Cluster, old) -> None:
    old.rewind_to(cluster.primary)
    old.start()
    cluster.replicas.append(old)


def report(cluster: Cluster, load: Load, phases: list[tuple[str, Seen]]) -> None:
    print("\n| from then on | reads | failed | slowest read | writes acknowledged |")
    print("|---|---|---|---|---|")
    for name, seen in phases:
        print(f"| {name} | {seen.reads} | {seen.failed} | {seen.slowest:.2f} s | {seen.written} |")
    kept = {number for (number,) in cluster.primary.ask("SELECT number FROM tokens")}
    lost = len(set(load.tokens) - kept)
    failed = sum(seen.failed for _, seen in phases)
    slowest = max(seen.slowest for _, seen in phases)
    following = cluster.primary.ask("SELECT count(*) FROM pg_stat_replication")[0][0]
    print(f"\nacknowledged writes lost: {lost} of {len(load.tokens)}")
    print(f"reads failed: {failed}; slowest read: {slowest:.2f} s (limit {SLOWEST_SECONDS} s)")
    print(f"replicas that follow the new primary: {following} of 2")
    blind = sum(not seen.reads for _, seen in phases)
    print(f"phases without a read: {blind}")
    if lost or failed or blind or slowest > SLOWEST_SECONDS or following != 2:
        sys.exit("A goal was missed.")


if __name__ == "__main__":
    main()
