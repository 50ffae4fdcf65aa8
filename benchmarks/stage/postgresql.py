"""A PostgreSQL server whose data stay: the tests' programs on a folder of the benchmarks."""

import contextlib
import os
import signal
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

from tests.postgres import readable_programs, unprivileged_account, wait_until_ready

# A quarter of a small server's memory for its cache, as the manual advises; room for sorting.
SETTINGS = (
    "shared_buffers=1GB",
    "effective_cache_size=4GB",
    "work_mem=64MB",
    "maintenance_work_mem=512MB",
    "max_wal_size=4GB",
    "random_page_cost=1.1",
    "listen_addresses=",
)


@contextlib.contextmanager
def server(folder: Path):
    """Start a server on ``folder``, made if it is new; give its address; stop it in the end."""
    account = unprivileged_account()
    with tempfile.TemporaryDirectory(prefix="postgresql-") as name:
        sockets = Path(name)
        programs = readable_programs(sockets, account) / "pginstall" / "bin"
        if not (folder / "PG_VERSION").exists():
            create(programs, folder, account)
        command = [programs / "postgres", "-D", folder, "-k", sockets]
        command += [part for setting in SETTINGS for part in ("-c", setting)]
        with (sockets / "log").open("w") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, process_group=0, **account)
        try:
            wait_until_ready(process, folder, sockets / "log")
            yield f"postgresql://postgres@{quote(name, safe='')}/postgres"
        finally:
            process.send_signal(signal.SIGINT)  # PostgreSQL's "fast" shutdown
            process.wait()


def create(programs: Path, folder: Path, account: dict) -> None:
    folder.mkdir(parents=True)
    if account:
        os.chown(folder, account["user"], account["group"])
    command = [programs / "initdb", "-D", folder, "-U", "postgres", "-A", "trust"]
    command += ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
    command += ["--builtin-locale=C.UTF-8"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **account)
