"""Time from publishing a case until a search finds it, in a large collection.

python3 run.py bench publish [--size 100000] [--database sqlite postgresql] [--dir DIR]

A copy of a generated case with a word of its own in the title is published by the workflow, then
searched for by that word. The clock runs from before the first until the second has found it.
"""

import time
from pathlib import Path

from benchmarks.stage import site, timing

TIMES = 20
WARMING = 2
MOST_MS = 150


def main() -> None:
    given = site.options(__doc__, sizes=[100_000]).parse_args()
    print(timing.machine(), flush=True)
    rows, goals = [], []
    for size in given.size:
        for database in given.database:
            title, published, found = site.in_a_new_process(measure, size, database, given.dir)
            rows.append([title, *timing.p50_p95(published), *timing.p50_p95(found)])
            p50 = found.p50 * 1000
            text = f"{title}: searchable within {MOST_MS} ms"
            goals.append(timing.goal(text, f"{p50:,.1f} ms", p50 <= MOST_MS))
    print(timing.table(["ms", "published p50", "p95", "searchable p50", "p95"], rows))
    print()
    print(timing.table(["goal", "reached", ""], goals))
    print(timing.machine())


def measure(size: int, database: str, folder: Path) -> tuple[str, timing.Times, timing.Times]:
    """Return a title, the times of publishing alone, and the times until the case is found."""
    with site.opened(size, database, folder):
        from cases import search
        from cases.models import Practice
        from cases.record import read_record

        search.sync()
        record = read_record(Practice.objects.published().for_page().order_by("pk")[0])
        times = [publish(record, f"lumbrekuv{number}") for number in range(TIMES + WARMING)]
        published, found = (timing.Times(row[WARMING:]) for row in zip(*times, strict=True))
        search.sync()
        return f"{size:,} cases, {site.version(database)}", published, found


def publish(record: dict, word: str) -> tuple[float, float]:
    """Publish a case with ``word`` in its title; return the seconds until published, until found.

    The case is deleted again. Raises RuntimeError when the next search does not find it.
    """
    from cases import search, workflow
    from cases.access import Reader
    from cases.criteria import Criteria
    from cases.record import write_record

    new = {**record, "id": None, "slug": None, "title": f"{record['title']} {word}"}
    case, _problems = write_record(new)
    search.sync()
    start = time.perf_counter()
    workflow.publish(case)
    published = time.perf_counter()
    result = search.search(Criteria(q=word), Reader.VISITOR)
    found = time.perf_counter()
    hits = [hit.practice_id for hit in result.hits]
    expected = [case.pk]
    case.delete()
    if hits != expected:
        raise RuntimeError(f"The search after publishing found {result.total} cases of {word}.")
    return published - start, found - start


if __name__ == "__main__":
    main()
