"""Back up a large collection and put it back: how long, how large, how much memory.

python3 run.py bench backup [--size 5000 100000] [--database sqlite postgresql] [--dir DIR]

Goal: the command that puts it back finds every table equal to the manifest.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.stage import site
from benchmarks.stage.load import ROOT
from benchmarks.stage.timing import machine, table
from tests.postgres import PACKAGE


def main() -> None:
    given = site.options(__doc__, sizes=[5_000]).parse_args()
    head = ["database", "cases", "backup, s", "memory, MB", "size, MB", "restore, s", "memory, MB"]
    rows = [
        site.in_a_new_process(measured, size, database, given.dir)
        for size in given.size
        for database in given.database
    ]
    print(machine(), table(head, rows), sep="\n\n")


def measured(size: int, database: str, folder: Path) -> list[str]:
    # A server under another account may not enter the site's folder: what is taken goes elsewhere.
    with site.opened(size, database, folder), tempfile.TemporaryDirectory() as home:
        taking, of_taking = run("backup", home)
        (made,) = Path(home).glob("*Z")
        bytes_ = sum(path.stat().st_size for path in made.iterdir())
        putting, of_putting = run("restore", str(made), "--replace")
    return [
        *(database, f"{size:,}", f"{taking:.1f}", f"{of_taking:.0f}"),
        *(f"{bytes_ / 1e6:,.0f}", f"{putting:.1f}", f"{of_putting:.0f}"),
    ]


def run(*command: str) -> tuple[float, float]:
    """Run a command of the site; return seconds, and its memory at most in MB."""
    programs = f"{PACKAGE / 'pginstall' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=os.environ | {"PATH": programs},
        stdout=subprocess.DEVNULL,
    )
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} failed.")
    return time.monotonic() - start, used.ru_maxrss / 1024


if __name__ == "__main__":
    main()
