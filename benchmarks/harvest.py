"""Harvest a whole collection by OAI-PMH: how fast, whether the last page is as fast as the first.

python3 run.py bench harvest [--size 10000] [--database sqlite postgresql] [--dir DIR]

sickle, a harvester of others, asks gunicorn for every record in each format. The goals: each case
comes once, and a page of the last tenth takes no more than 1.5 times one of the first.
"""

import resource
import sys
import time
from pathlib import Path

from benchmarks.stage import site
from benchmarks.stage.load import serving
from benchmarks.stage.timing import machine, ms, table

OAI = "{http://www.openarchives.org/OAI/2.0/}"
FORMATS = ("oai_dc", "practice")
MOST_SLOWER = 1.5


def main() -> None:
    given = site.options(__doc__, sizes=[10_000]).parse_args()
    head = ["database", "format", "cases", "cases a second", "first pages, ms", "last pages, ms"]
    head += ["a server's memory at most, MB", "goals"]
    rows = []
    for size in given.size:
        for database in given.database:
            found, seconds = site.in_a_new_process(measured, size, database, given.dir)
            print(f"{database}: {size:,} new cases were followed in {seconds:.0f} s first")
            rows += [[database, *row] for row in found]
    print(machine(), table(head, rows), sep="\n\n")
    if any(row[-1] != "met" for row in rows):
        sys.exit(1)


def measured(size: int, database: str, folder: Path) -> tuple[list[list[str]], float]:
    """Return a row for each format, and the seconds until the first answer."""
    with site.opened(size, database, folder) as home:
        from cases import search
        from cases.models import HarvestedCase, HarvestState, Practice

        search.sync()
        HarvestedCase.objects.all().delete()
        HarvestState.objects.all().delete()
        public = Practice.objects.published().count()
        with serving("bestpractices.wsgi", home) as address:
            start = time.monotonic()
            harvester(address).Identify()
            following = time.monotonic() - start
            rows = [[name, *harvested(address, name, public)] for name in FORMATS]
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return [[*row[:-1], f"{most:.0f}", row[-1]] for row in rows], following


def harvester(address: str):
    from sickle import Sickle
    from sickle.iterator import OAIResponseIterator

    return Sickle(f"{address}/oai/", iterator=OAIResponseIterator, max_retries=1000, timeout=60)


def harvested(address: str, name: str, public: int) -> list[str]:
    """Return how many cases came, how fast, the time of early and late pages, and the goals."""
    seen, seconds, last = [], [], time.monotonic()
    for page in harvester(address).ListRecords(metadataPrefix=name):
        now = time.monotonic()
        seconds.append(now - last)
        seen += [each.text for each in page.xml.iter(f"{OAI}identifier")]
        last = time.monotonic()
    tenth = max(1, len(seconds) // 10)
    early, late = (sum(part) / tenth for part in (seconds[:tenth], seconds[-tenth:]))
    met = len(set(seen)) == len(seen) == public and late <= MOST_SLOWER * early
    rate = len(seen) / sum(seconds)
    return [f"{len(seen):,}", f"{rate:,.0f}", ms(early), ms(late), "met" if met else "MISSED"]


if __name__ == "__main__":
    main()
