"""Time the suggestions to somebody who types, letter by letter.

python3 run.py bench suggest [--size 100000] [--database sqlite postgresql] [--dir DIR]

Titles of cases and names of cities, categories and organisations of the collection are typed, each
from its first two letters on. The rival is the plain Django way: ``istartswith`` on names and
titles and ``icontains`` after a blank, a query for each kind.
"""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.stage import site, timing

NAMES = 10
LONGEST = 8
SECONDS = 30
MOST_MS = 20


def main() -> None:
    given = site.options(__doc__, sizes=[100_000]).parse_args()
    print(timing.machine(), flush=True)
    rows, goals = [], []
    for size in given.size:
        for database in given.database:
            title, ours, plain = site.in_a_new_process(measure, size, database, given.dir)
            ratio = f"{plain.p50 / ours.p50:,.0f}"
            rows.append([title, *timing.p50_p95(ours), *timing.p50_p95(plain), ratio])
            text = f"{title}: 95 of 100 suggestions within {MOST_MS} ms"
            worst = ours.p95 * 1000
            goals.append(timing.goal(text, f"{worst:,.1f} ms", worst <= MOST_MS))
    print(timing.table(["ms", "ours p50", "p95", "plain Django p50", "p95", "ratio"], rows))
    print()
    print(timing.table(["goal", "reached", ""], goals))
    print(timing.machine())


def measure(size: int, database: str, folder: Path) -> tuple[str, timing.Times, timing.Times]:
    """Return a title, our times and those of plain Django, for the same texts."""
    with site.opened(size, database, folder):
        from cases import search
        from cases.access import Reader

        search.sync()
        typed = texts(random.Random(site.SEED))
        search.suggest("warming", Reader.VISITOR)
        ours = timing.timed(lambda text: search.suggest(text, Reader.VISITOR), typed, SECONDS)
        plain = timing.timed(plain_django, typed, SECONDS)
        return f"{size:,} cases, {site.version(database)}", ours, plain


def texts(rng: random.Random) -> list[str]:
    """Return what is in the box after each letter while names of each kind are typed."""
    from cases.models import Category, City, Practice
    from partners.models import Organisation

    names = [
        name
        for column, rows in (
            ("title", Practice.objects.published()[:1000]),
            ("name", City.objects.filter(locations__isnull=False)[:1000]),
            ("name", Category.objects.all()),
            ("name", Organisation.objects.all()[:1000]),
        )
        for name in rng.sample(list(rows.values_list(column, flat=True)), NAMES)
    ]
    typed = [name[:end] for name in names for end in range(2, min(len(name), LONGEST) + 1)]
    rng.shuffle(typed)
    return typed


def plain_django(text: str) -> list:
    """Return names of which a word begins with ``text``, asked of the database kind by kind."""
    from django.db.models import Q

    from cases.models import Category, City, Practice
    from partners.models import Organisation

    def begins(column):
        return Q(**{f"{column}__istartswith": text}) | Q(**{f"{column}__icontains": f" {text}"})

    cases = Practice.objects.published().filter(begins("title"))[:3]
    cities = City.objects.filter(begins("name"), locations__practice__state="published")
    categories = Category.objects.filter(begins("name"), practices__state="published")
    partners = Organisation.objects.filter(
        begins("name"), partnerships__practice__state="published"
    )
    return [
        list(rows) for rows in (cases, *(r.distinct()[:3] for r in (cities, categories, partners)))
    ]


if __name__ == "__main__":
    main()
