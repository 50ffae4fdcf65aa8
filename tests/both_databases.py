"""Running the tests on SQLite, then on PostgreSQL: what ``run.py test`` does.

Python's own library is all this needs, as run.py itself.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]


def run_tests(python, *arguments):
    """Run pytest on each database and say how that went; return whether anything failed.

    ``TEST_DATABASE_URL`` names the PostgreSQL database; without it a throw-away server is started.
    """
    pytest = [python, "-m", "pytest", "-n", "auto", *arguments]
    url = os.environ.get("TEST_DATABASE_URL", "")
    on_postgresql = pytest if url else [python, "-m", "tests.postgres", *pytest]
    results = [run_on("SQLite", pytest, ""), run_on("PostgreSQL", on_postgresql, url)]
    print("\n".join(line for line, _ in results), flush=True)
    return any(code for _, code in results)


def run_on(database, command, url):
    """Run the tests on one database; return a line on how it went, and the exit code."""
    print(f"\nTests on {database}", flush=True)
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bestpractices-", dir=memory()) as folder:
        os.chmod(folder, 0o711)  # PostgreSQL, which runs under another account, is in it too
        places = {"DATABASE_URL": url, "DATA_DIR": folder, "TMPDIR": folder}
        kept = {"PYTHONDONTWRITEBYTECODE": ""}  # hundreds of processes compile a module once
        code = run_to_end(command, {**os.environ, **places, **kept})
    result = f"FAILED (exit code {code})" if code else "all tests passed"
    return f"{database}: {result} in {time.monotonic() - start:.0f} s", code


def memory(place="/dev/shm", needed=4_000_000_000):
    """Return a folder kept in memory, so that no test waits for a disk; None without one."""
    with contextlib.suppress(OSError):
        if os.access(place, os.W_OK) and shutil.disk_usage(place).free > needed:
            return place
    return None


def run_to_end(command, environment, patience=10):
    """Run `command` and return its exit code. When stopped, let it tidy up before stopping too."""

    def stop(*_):
        process.terminate()
        raise KeyboardInterrupt

    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    signal.signal(signal.SIGTERM, stop)
    try:
        return process.wait()
    except KeyboardInterrupt:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
        process.terminate()
        process.wait()
        raise
