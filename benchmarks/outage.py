"""Fill the disk under a site, stop its database, freeze it, and look what readers are told.

python3 run.py bench outage [--database sqlite postgresql] [--quick]

SQLite is given no page more than it has; PostgreSQL is killed, then frozen with SIGSTOP (not with
--quick: a page then waits half a minute for it). Goals: 503 with Retry-After and a page that says
so, no answer 500; where the disk is full reading goes on; files and /healthz answer throughout; and
all is well again by itself, without a restart.
"""

import argparse
import signal
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.stage.cluster import Cluster
from benchmarks.stage.running import Orders, Site
from benchmarks.stage.timing import table

SAID = b"The database does not answer just now"
MOST_SECONDS = 40
ONE_PAGE = "1"  # SQLite never caps below what there is


class Outage:
    """One site and what was found so far, each with whether it is what was promised."""

    def __init__(self, site: Site):
        self.site, self.rows = site, []

    def expect(self, when: str, what: str, wanted: int, answer: tuple) -> None:
        status, headers, content = answer
        told = wanted != 503 or (headers["Retry-After"] and SAID in content)
        met = status == wanted and told
        self.rows.append([when, what, str(status), "yes" if met else "NO"])

    def read(self, when: str, wanted: int) -> None:
        """Ask for a page made anew each time, for a file, and whether the site is alive."""
        start = time.monotonic()
        address = f"/search/?year_from={len(self.rows) + 1}"
        self.expect(when, "a page", wanted, self.site.ask(address))
        in_time = time.monotonic() - start < MOST_SECONDS
        self.rows[-1][3] = self.rows[-1][3] if in_time else "NO"
        self.expect(when, "a file", 200, self.site.ask("/static/css/base.css"))
        self.expect(when, "/healthz", 200, self.site.ask("/healthz"))

    def write(self, orders: Orders, when: str, wanted: int) -> None:
        self.expect(when, "an order", wanted, orders.place(0, f"token{len(self.rows)}"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    databases = ["sqlite", "postgresql"]
    parser.add_argument("--database", nargs="+", choices=databases, default=databases)
    parser.add_argument("--quick", action="store_true", help="freeze nothing")
    given = parser.parse_args()
    rows = disk_full() if "sqlite" in given.database else []
    rows += server_gone(not given.quick) if "postgresql" in given.database else []
    print(table(["when", "what", "answer", "as promised"], rows))
    if any(row[3] != "yes" for row in rows):
        sys.exit("A goal was missed.")


def disk_full() -> list[list[str]]:
    with tempfile.TemporaryDirectory() as home:
        site = Site(Path(home), application="benchmarks.stage.capped")
        orders, outage = Orders(site, 1), Outage(site)
        cap = site.home / "cap"
        with site:
            outage.write(orders, "all well", 302)
            cap.write_text(ONE_PAGE)
            for number in range(200):  # what is left of the last pages is used up
                if orders.place(0, f"filling{number}")[0] != 302:
                    break
            outage.write(orders, "disk full", 503)
            outage.read("disk full", 200)
            cap.unlink()
            outage.write(orders, "room again", 302)
    return outage.rows


def server_gone(freeze: bool) -> list[list[str]]:
    with tempfile.TemporaryDirectory() as home, Cluster(replicas=0) as cluster:
        site, server = Site(Path(home), cluster.url), cluster.primary
        orders, outage = Orders(site, 1), Outage(site)
        with site:
            outage.write(orders, "all well", 302)
            server.kill()
            outage.read("database killed", 503)
            outage.write(orders, "database killed", 503)
            server.start()
            outage.read("it is back", 200)
            outage.write(orders, "it is back", 302)
            if freeze:
                server.signal(signal.SIGSTOP)
                outage.read("database frozen", 503)
                server.signal(signal.SIGCONT)
                outage.read("it goes on", 200)
                outage.write(orders, "it goes on", 302)
    return outage.rows


if __name__ == "__main__":
    main()
