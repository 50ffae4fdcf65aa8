"""Eight processes read, change and write one row of SQLite, all at once, and none may fail.

python3 run.py bench writers [--writers 8] [--times 200]

Each adds one to a count it has read, in a transaction. Goals: every transaction committed, none
told that the database is locked, and a count that says nobody overwrote another's.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.stage.running import Site
from benchmarks.stage.timing import table

WRITE = """
import sys
import django
django.setup()
from django.db import DatabaseError, transaction
from django.utils import timezone
from web.models import RateWindow
print("ready", flush=True)
sys.stdin.readline()
failed = 0
for number in range(int(sys.argv[1])):
    try:
        with transaction.atomic():
            row, _new = RateWindow.objects.get_or_create(
                key="drill", defaults={"ends_at": timezone.now()}
            )
            row.count += 1
            row.save()
    except DatabaseError as error:
        failed += 1
        print(error, file=sys.stderr)
print(failed, flush=True)
"""
COUNT = """
import django
django.setup()
from web.models import RateWindow
print(RateWindow.objects.get().count)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--times", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        site = Site(Path(home))
        site.manage("migrate", "--verbosity", "0")
        failed, seconds = drill(site, given.writers, given.times)
        count = int(site.run("-c", COUNT))
    wanted = given.writers * given.times
    head = ["writers", "transactions", "committed", "failed", "count in the end", "seconds"]
    print(table(head, [[given.writers, wanted, wanted - failed, failed, count, f"{seconds:.1f}"]]))
    if failed or count != wanted:
        sys.exit("A goal was missed.")


def drill(site: Site, writers: int, times: int) -> tuple[int, float]:
    """Return how many transactions failed, and the seconds they took all together."""
    command = [sys.executable, "-c", WRITE, str(times)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    started = [
        subprocess.Popen(command, cwd=site.root, env=site.environment, **pipes)
        for _writer in range(writers)
    ]
    for process in started:
        assert process.stdout.readline() == "ready\n"
    start = time.monotonic()
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    failed = sum(int(process.communicate()[0]) for process in started)
    return failed, time.monotonic() - start


if __name__ == "__main__":
    main()
