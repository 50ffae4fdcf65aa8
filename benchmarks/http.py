"""Requests a second of the list of cases, beside fixed bytes from the same server.

python3 run.py bench http [--size 5000] [--database sqlite postgresql] [--dir DIR]
    [--seconds 5] [--rounds 3]

The limit is what gunicorn answers in a second with the bytes of the list page, always the same.
Then the site under the same gunicorn gives its first list page from the cache, 304 to one who has
it, and pages made anew: each request has an address of its own, so that none is in the cache.
Rounds are taken in turn, the best of each counts. Needs wrk on the PATH (apt install wrk).
"""

import itertools
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.stage import site, timing
from benchmarks.stage.load import Load, answer_of, load, serving

LIMIT, CACHED, UNCHANGED = "fixed bytes", "from the cache", "304"
LIST, WORDS = "made anew, no word", "made anew, a word"
LEAST_SHARE = {CACHED: 0.70, UNCHANGED: 0.80, LIST: 0.10, WORDS: 0.10}
MOST_TIMES_P50 = 3
PATH = "/search/"
ADDRESSES = 20_000
PAGES = 40
"""So many pages of the list without words are asked for in turn."""


@dataclass(frozen=True)
class Asked:
    """Where one kind of request goes: the server, the addresses in turn, and a header."""

    server: str
    addresses: list[str]
    header: str = ""


def main() -> None:
    parser = site.options(__doc__, sizes=[5_000])
    parser.add_argument("--seconds", type=int, default=5, help="of each round and kind")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is needed to make the load: apt install wrk")
    print(timing.machine(), flush=True)
    for size in given.size:
        for database in given.database:
            title, best = site.in_a_new_process(
                measure, size, database, given.dir, given.seconds, given.rounds
            )
            print(f"\n{title}\n\n{results(best)}\n\n{goals(best)}", flush=True)
    print(f"\n{timing.machine()}")


def measure(size: int, database: str, folder: Path, seconds: int, rounds: int):
    """Return a title and the best round of each kind of request, by rate."""
    with site.opened(size, database, folder) as home:
        from cases import search

        search.sync()
        best: dict[str, Load] = {}
        with servers(home) as (limit, pages):
            for number in range(rounds):
                for kind, asked in kinds(size, limit, pages, number).items():
                    found = load(asked.server, asked.addresses, seconds, asked.header)
                    if kind not in best or found.rate > best[kind].rate:
                        best[kind] = found
        return f"{size:,} cases, {site.version(database)}", best


@contextmanager
def servers(home: Path) -> Iterator[tuple[str, str]]:
    """Give the addresses of the limit and of the site, each served as ``run.py`` serves it."""
    with ExitStack() as stack:
        pages = stack.enter_context(serving("bestpractices.wsgi", home))
        _etag, body = answer_of(pages + PATH)
        file = stack.enter_context(tempfile.NamedTemporaryFile())
        Path(file.name).write_bytes(body)
        limit = serving("benchmarks.rivals.fixed_bytes", home, FIXED_BYTES=file.name)
        yield stack.enter_context(limit), pages


def kinds(size: int, limit: str, pages: str, number: int) -> dict[str, Asked]:
    etag, _body = answer_of(pages + PATH)
    return {
        LIMIT: Asked(limit, [PATH]),
        CACHED: Asked(pages, [PATH]),
        UNCHANGED: Asked(pages, [PATH], f"If-None-Match: {etag}"),
        LIST: Asked(pages, never_the_same([""], max(1, min(PAGES, size // 25)), number)),
        WORDS: Asked(pages, never_the_same(words(size), 1, number)),
    }


def never_the_same(asked: list[str], pages: int, number: int) -> list[str]:
    """Return addresses of the pages of the lists ``asked``, of which no two are the same.

    The site leaves aside the parameter ``visit``, its cache does not.
    """
    each = itertools.cycle(itertools.product(asked, range(1, pages + 1)))
    return [
        f"{PATH}?q={q}&page={page}&visit={number}-{visit}"
        for visit, (q, page) in enumerate(itertools.islice(each, ADDRESSES))
    ]


def words(size: int) -> list[str]:
    """Return words that occur in a fifth of the cases."""
    import random

    from benchmarks.stage.language import Language

    language = Language(random.Random(site.SEED))
    return language.words_in(0.2, site.shape(size).words, 100)


def results(best: dict[str, Load]) -> str:
    limit = best[LIMIT].rate
    rows = [
        [kind, f"{found.rate:,.0f}", f"{found.rate / limit:.2f}", *milliseconds(found)]
        for kind, found in best.items()
    ]
    return timing.table(["", "requests a second", "of the limit", "p50 ms", "p99 ms"], rows)


def milliseconds(found: Load) -> list[str]:
    return [timing.ms(found.p50), timing.ms(found.p99)]


def goals(best: dict[str, Load]) -> str:
    rows = []
    for kind, least in LEAST_SHARE.items():
        share = best[kind].rate / best[LIMIT].rate
        text = f"{kind}: at least {least:.2f} of the limit"
        rows.append(timing.goal(text, f"{share:.2f}", share >= least))
    for kind in LEAST_SHARE:
        times = best[kind].p99 / best[kind].p50
        text = f"{kind}: p99 at most {MOST_TIMES_P50} times p50"
        rows.append(timing.goal(text, f"{times:.1f}", times <= MOST_TIMES_P50))
    return timing.table(["goal", "reached", ""], rows)


if __name__ == "__main__":
    main()
