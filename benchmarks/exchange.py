"""Time bringing cases in from our JSON export, index included, beside loaddata of the same rows.

python3 run.py bench exchange [--size 10000] [--database sqlite postgresql] [--dir DIR]
"""

import contextlib
import os
import resource
import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.stage import site, timing
from benchmarks.stage.postgresql import server

LEAST_SHARE = 0.5
"""Our rate, index and change log included, against that of plain loaddata without either."""


def main() -> None:
    given = site.options(__doc__, sizes=[10_000]).parse_args()
    print(timing.machine(), flush=True)
    head = ["", "cases", "rows", "seconds", "cases a second", "memory in MB"]
    rows, goals = [], []
    for size in given.size:
        for database in given.database:
            with tempfile.TemporaryDirectory(dir=given.dir if given.dir.exists() else None) as name:
                os.chmod(name, 0o755)
                found = [
                    site.in_a_new_process(task, size, database, given.dir, Path(name))
                    for task in (write, load_fixture, bring_in)
                ]
            for title, cases, number, seconds, memory in found:
                label = f"{title}, {database}"
                rate = f"{cases / seconds:,.0f}"
                rows.append(
                    [label, f"{cases:,}", f"{number:,}", f"{seconds:,.1f}", rate, f"{memory:,.0f}"]
                )
            share = found[1][3] / found[2][3]
            text = f"{size:,} cases, {database}: at least {LEAST_SHARE} of the rate of loaddata"
            goals.append(timing.goal(text, f"{share:.2f}", share >= LEAST_SHARE))
    print(timing.table(head, rows))
    print()
    print(timing.table(["goal", "reached", ""], goals))
    print(timing.machine())


Measured = tuple[str, int, int, float, float]


def write(size: int, database: str, folder: Path, target: Path) -> Measured:
    """Write the generated cases as our export, timed, and as a fixture for loaddata."""
    with site.opened(size, database, folder):
        from django.core.management import call_command

        from cases.management.commands.export_cases import Command
        from cases.models import Practice

        start = time.monotonic()
        call_command(Command(), format="json", output=target / "all.json", stdout=quiet())
        seconds, memory = time.monotonic() - start, megabytes()
        left_out = ["cases.change", "cases.dataversion"]
        fixture = {"output": str(target / "all.fixture.json"), "exclude": left_out}
        call_command("dumpdata", "partners", "cases", **fixture, verbosity=0)
        return "export_cases", Practice.objects.count(), rows_of_the_record(), seconds, memory


def load_fixture(size: int, database: str, folder: Path, target: Path) -> Measured:
    """Load the fixture as plain Django does: nothing listens, no index is written."""
    with empty(database, target / "loaddata"):
        from django.core.management import call_command
        from django.db.models.signals import post_save, pre_delete

        from cases.models import Practice

        post_save.receivers, pre_delete.receivers = [], []
        post_save.sender_receivers_cache.clear()
        start = time.monotonic()
        call_command("loaddata", str(target / "all.fixture.json"), verbosity=0)
        seconds = time.monotonic() - start
        cases = Practice.objects.count()
        return "loaddata, no index", cases, rows_of_the_record(), seconds, megabytes()


def bring_in(size: int, database: str, folder: Path, target: Path) -> Measured:
    """Bring our export in; the search finds every published case when the clock stops.

    Raises RuntimeError when it does not.
    """
    with empty(database, target / "import"):
        from django.core.management import call_command

        from cases import search
        from cases.access import Reader
        from cases.criteria import Criteria
        from cases.models import Practice

        start = time.monotonic()
        call_command("import_cases", str(target / "all.json"), stdout=quiet())
        seconds = time.monotonic() - start
        found = search.search(Criteria(), Reader.VISITOR).total
        if found != Practice.objects.published().count():
            raise RuntimeError(f"The search finds {found} cases, not all that are published.")
        cases = Practice.objects.count()
        return "import_cases, index included", cases, rows_of_the_record(), seconds, megabytes()


@contextlib.contextmanager
def empty(database: str, home: Path):
    """Point this process at a new site without a row of the record."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    os.environ |= {"DATA_DIR": str(home), "DJANGO_SETTINGS_MODULE": "bestpractices.settings"}
    postgresql = database == "postgresql"
    with server(home / "postgresql") if postgresql else contextlib.nullcontext("") as url:
        os.environ["DATABASE_URL"] = url
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        yield


def rows_of_the_record() -> int:
    from cases.archive import tables

    found = tables()
    every = (*found.shared, *found.case, *found.following)
    return sum(table.model._base_manager.count() for table in every)


def quiet():
    return open(os.devnull, "w")


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
