"""Time a full rebuild of the search index.

python3 run.py bench rebuild [--size 100000] [--database sqlite postgresql] [--dir DIR]
"""

import os
import resource
import sys
import time
from pathlib import Path

from benchmarks.stage import site, timing

LEAST_A_SECOND = 1_000


def main() -> None:
    given = site.options(__doc__, sizes=[100_000]).parse_args()
    print(timing.machine(), flush=True)
    head = ["", "cases", "seconds", "cases a second", "CPU seconds", "index in MB", "memory in MB"]
    rows, goals = [], []
    for size in given.size:
        for database in given.database:
            title, cases, seconds, *others = site.in_a_new_process(
                measure, size, database, given.dir
            )
            rate = cases / seconds
            sizes = [f"{number:,.0f}" for number in others]
            rows.append([title, f"{cases:,}", f"{seconds:,.0f}", f"{rate:,.0f}", *sizes])
            text = f"{title}: at least {LEAST_A_SECOND:,} cases a second"
            goals.append(timing.goal(text, f"{rate:,.0f}", rate >= LEAST_A_SECOND))
    print(timing.table(head, rows))
    print()
    print(timing.table(["goal", "reached", ""], goals))
    print(timing.machine())


def measure(size: int, database: str, folder: Path) -> tuple[str, int, float, float, float, float]:
    """Return a title, the number of cases, seconds, CPU seconds, index and peak memory in MB.

    Raises RuntimeError when the new index does not hold all published cases.
    """
    with site.opened(size, database, folder) as home:
        from cases import search
        from cases.access import Reader
        from cases.criteria import Criteria
        from cases.models import Practice

        start, busy = time.monotonic(), cpu_seconds()
        search.rebuild(say, os.cpu_count() or 1)
        seconds, busy = time.monotonic() - start, cpu_seconds() - busy
        found = search.search(Criteria(), Reader.VISITOR).total
        if found != Practice.objects.published().count():
            raise RuntimeError(f"The new index holds {found} cases, not all that are published.")
        index = sum(file.stat().st_size for file in (home / "index").rglob("*") if file.is_file())
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        title = f"{size:,} cases, {site.version(database)}"
        return title, found, seconds, busy, index / 1e6, memory


def cpu_seconds() -> float:
    """The seconds that this process and those it started have worked."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def say(done: int, total: int) -> None:
    if done % 10_000 == 0:
        print(f"  {done:,} of {total:,} cases", file=sys.stderr)


if __name__ == "__main__":
    main()
