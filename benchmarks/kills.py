"""Kill every process of the site again and again while readers order, and look what is left.

python3 run.py bench kills [--kills 20] [--readers 8] [--database sqlite postgresql]

Each reader orders without pause and sends an order again, with the same key, until it is
acknowledged. On PostgreSQL the server is killed as well. Goals: no acknowledged order lost, none
there twice.
"""

import argparse
import contextlib
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from benchmarks.stage.cluster import Cluster
from benchmarks.stage.running import Orders, Site
from benchmarks.stage.timing import table

UP_SECONDS = 0.5, 4
"""How long the site lives between two kills."""


class Readers:
    """Threads that order until ``stop`` is set; what was acknowledged, and how often they tried."""

    def __init__(self, orders: Orders):
        self.orders, self.stop = orders, threading.Event()
        self.acknowledged: list[str] = []
        self.tries = 0
        self.threads = [
            threading.Thread(target=self.order, args=[number])
            for number in range(len(orders.sessions))
        ]

    def order(self, reader: int) -> None:
        number = 0
        while not self.stop.is_set():
            token = f"reader{reader}order{number}"
            if self.orders.place(reader, token)[0] == 302:
                self.acknowledged.append(token)
                number += 1
            else:
                self.tries += 1
                time.sleep(0.05)

    def __enter__(self) -> "Readers":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--readers", type=int, default=8)
    databases = ["sqlite", "postgresql"]
    parser.add_argument("--database", nargs="+", choices=databases, default=databases)
    given = parser.parse_args()
    rows = [[name, *drill(name, given.kills, given.readers)] for name in given.database]
    head = ["database", "kills", "acknowledged", "sent again", "lost", "there twice"]
    print(table(head, rows))
    if any(row[4] or row[5] or not row[2] or not row[3] for row in rows):
        sys.exit("A goal was missed.")


def drill(database: str, kills: int, readers: int) -> list[int]:
    dice = random.Random()
    on_server = Cluster(replicas=0) if database == "postgresql" else contextlib.nullcontext()
    with tempfile.TemporaryDirectory() as home, on_server as cluster:
        site = Site(Path(home), cluster.url if cluster else "")
        orders = Orders(site, readers)
        with site, Readers(orders) as crowd:
            for _kill in range(kills):
                time.sleep(dice.uniform(*UP_SECONDS))
                site.kill()
                if cluster:
                    cluster.primary.kill()
                    cluster.primary.start()
                site.start()
        stored = Counter(orders.stored())
    lost = sum(token not in stored for token in crowd.acknowledged)
    twice = sum(times > 1 for times in stored.values())
    return [kills, len(crowd.acknowledged), crowd.tries, lost, twice]


if __name__ == "__main__":
    main()
