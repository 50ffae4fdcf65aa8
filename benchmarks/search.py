"""Time the data of a page of results: 20 hits with snippets, the total, all facet counts.

python3 run.py bench search [--size 5000 100000 1000000] [--database sqlite postgresql] [--dir DIR]
                            [--cpu]

Ours, the plain Django way and Datasette are asked the same questions in one run; every question
with words is new to its engine. Prints a table for each size and database, then which goals are
met. The rivals are asked up to 100,000 cases, and beyond with --rivals. With --cpu the time is that
for which this process worked: other work on the machine adds less to it. It says nothing of rivals
on PostgreSQL, which works in processes of its own.
"""

import argparse
import gc
import random
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.stage import site, timing
from benchmarks.stage.language import Language
from benchmarks.stage.report import Measured, goals, results

QUESTIONS = 40
MOST_CASES_FOR_RIVALS = 100_000


def main() -> None:
    given = arguments()
    print(timing.machine(), flush=True)
    measured = {}
    for size in sorted(given.size):
        for database in given.database:
            rivals = given.rivals or size <= MOST_CASES_FOR_RIVALS
            title, found = site.in_a_new_process(
                measure,
                size,
                database,
                given.dir,
                given.seconds,
                rivals,
                given.questions,
                time.process_time if given.cpu else time.perf_counter,
            )
            measured[size, database] = found
            print(f"\n{title}\n\n{results(found)}", flush=True)
    print(f"\n{goals(measured)}\n\n{timing.machine()}")


def arguments() -> argparse.Namespace:
    parser = site.options(__doc__, sizes=[5_000, 100_000])
    parser.add_argument("--seconds", type=float, default=30, help="most for a class and an engine")
    parser.add_argument("--questions", type=int, default=QUESTIONS, help="of each class")
    parser.add_argument("--rivals", action="store_true", help="ask them at every size")
    parser.add_argument("--cpu", action="store_true", help="time the work of this process alone")
    return parser.parse_args()


def measure(
    size: int,
    database: str,
    folder: Path,
    seconds: float,
    rivals: bool,
    number: int,
    clock: Callable,
) -> tuple[str, Measured]:
    """Return a title and, by class of questions and by engine, the times and the mean total."""
    with site.opened(size, database, folder) as home:
        from benchmarks.stage.engines import engines
        from benchmarks.stage.questions import questions

        language = Language(random.Random(site.SEED))
        asked = questions(language, site.shape(size), number)
        with engines(home, rivals) as found:
            gc.collect()
            gc.freeze()  # as a worker of the server does when it has loaded
            measured = {
                label: {name: one_class(ask, row, seconds, clock) for name, ask in found.items()}
                for label, row in asked.items()
            }
        return f"{size:,} cases, {site.version(database)}", measured


def one_class(ask, row: list, seconds: float, clock: Callable) -> tuple[timing.Times, float]:
    from benchmarks.stage.questions import WARMING

    totals: list[int] = []
    timing.timed(ask, row[:WARMING], seconds)
    times = timing.timed(
        lambda question: totals.append(ask(question)), row[WARMING:], seconds, clock
    )
    return times, sum(totals) / len(totals)


if __name__ == "__main__":
    main()
