"""Runs benchmarks and drills as ``run.py bench`` does."""

import os
import subprocess
import sys

from run import ROOT

PASSED_ON = ("PATH", "HOME", "LANG", "TMPDIR", "BENCH_CITIES")


def bench(name: str, *arguments: str) -> str:
    """Return what a benchmark printed that reached its goals."""
    done = run(name, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def run(name: str, *arguments: str) -> subprocess.CompletedProcess:
    """Run a benchmark as ``run.py bench`` does."""
    environment = {key: os.environ[key] for key in PASSED_ON if key in os.environ}
    return subprocess.run(
        [sys.executable, "-P", "-m", f"benchmarks.{name}", *map(str, arguments)],
        env=environment | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
    )
