"""Run every drill, one after the other, and say of each whether its goals were reached.

python3 run.py bench drills [--only NAME ...] [--small]

What a drill prints comes as it runs; a table of all stands at the end. Together they take about
half an hour; ``--small`` takes some minutes and shows that they run, not what they promise. Exit
code 1 when a goal was missed.
"""

import argparse
import os
import subprocess
import sys
import time

from benchmarks.stage.load import ROOT
from benchmarks.stage.timing import machine, table

DRILLS = {
    "writers": ("--writers", "3", "--times", "20"),
    "kills": ("--kills", "2", "--readers", "3"),
    "outage": ("--quick",),
    "reload": ("--requests", "80", "--loads", "1"),
    "failover": ("--seconds", "2"),
    "api": ("--requests", "60"),
    "backup": ("--size", "60"),
}
"""Each with what makes it small."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    names = {"nargs": "+", "choices": DRILLS, "metavar": "NAME"}
    parser.add_argument("--only", default=list(DRILLS), help=f"of {', '.join(DRILLS)}", **names)
    parser.add_argument("--small", action="store_true", help="as little as shows that they run")
    given = parser.parse_args()
    print(machine(), flush=True)
    rows = [run(name, DRILLS[name] if given.small else ()) for name in given.only]
    print("", table(["drill", "goals", "seconds"], rows), sep="\n")
    sys.exit(any(row[1] != "met" for row in rows))


def run(name: str, arguments: tuple[str, ...]) -> list[str]:
    """Run one drill; return its row: name, whether it met its goals, how long it took."""
    print(f"\n{name}: python3 run.py bench {' '.join([name, *arguments])}", flush=True)
    start = time.monotonic()
    command = [sys.executable, "-P", "-m", f"benchmarks.{name}", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    met = "met" if done.returncode == 0 else "MISSED"
    return [name, met, f"{time.monotonic() - start:.0f}"]


if __name__ == "__main__":
    main()
