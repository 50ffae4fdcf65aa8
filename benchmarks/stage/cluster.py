"""PostgreSQL servers on loopback, a primary and its replicas, that can be killed and frozen."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psycopg2

from benchmarks.stage.postgresql import create
from tests.postgres import readable_programs, unprivileged_account, wait_until_ready

SETTINGS = """
listen_addresses = '127.0.0.1'
wal_log_hints = on
wal_keep_size = '256MB'
shared_buffers = '128MB'
"""
"""In postgresql.conf, where pg_rewind finds them too."""
SYNCHRONOUS = "synchronous_standby_names = 'ANY 1 (*)'"
"""A commit is acknowledged when one of the replicas has it as well."""
RECOVERY_SECONDS = 180
"""After a kill a server first brings every file to the disk, which others may keep busy."""


class Server:
    """One PostgreSQL server with its folder and port; it is started by ``start``."""

    def __init__(self, cluster: "Cluster", name: str):
        self.cluster, self.name, self.folder = cluster, name, cluster.home / name
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        log = self.cluster.home / f"{self.name}.log"
        command = [self.cluster.programs / "postgres", "-D", self.folder]
        command += ["-p", str(self.port), "-k", self.cluster.home]
        with log.open("a") as output:
            self.process = subprocess.Popen(
                command, stdout=output, stderr=output, process_group=0, **self.cluster.account
            )
        wait_until_ready(self.process, self.folder, log, RECOVERY_SECONDS)

    def signal(self, number: int) -> list[int]:
        """Send a signal to the server and all its processes; return the numbers of these."""
        command = ["pgrep", "--parent", str(self.process.pid)]
        said = subprocess.run(command, capture_output=True, text=True).stdout
        children = [int(pid) for pid in said.split()]
        for pid in (self.process.pid, *children):
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        return children

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGSTOP)  # so that it starts no child meanwhile
        children = self.signal(signal.SIGKILL)
        self.process.wait()
        while any(Path("/proc", str(pid)).exists() for pid in children):
            time.sleep(0.01)  # until then they hold the server's memory
        (self.folder / "postmaster.pid").unlink(missing_ok=True)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.signal(signal.SIGCONT)
            self.process.send_signal(signal.SIGINT)
            self.process.wait()

    def copy_of(self, primary: "Server") -> None:
        """Make the folder a copy of the primary's, to be started as its replica."""
        self.cluster.run("pg_basebackup", "-D", self.folder, "-d", primary.url, "-R", "-c", "fast")

    def promote(self) -> None:
        self.cluster.run("pg_ctl", "promote", "-D", self.folder, "-w")

    def rewind_to(self, primary: "Server") -> None:
        """Make a primary that was left behind a replica of the new one.

        It is not started before: it would take writes, as a second primary. pg_rewind lets it
        recover by itself.
        """
        self.cluster.run(
            "pg_rewind",
            "-D",
            self.folder,
            f"--source-server={primary.url}",
            "--write-recovery-conf",
        )

    def ask(self, query: str):
        connection = psycopg2.connect(self.url)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(query)
            found = cursor.fetchall() if cursor.description else None
        connection.close()
        return found


class Cluster:
    """A primary and its replicas in a folder of their own, gone in the end."""

    def __init__(self, replicas: int = 2):
        self.number_of_replicas = replicas

    def __enter__(self) -> "Cluster":
        self.account = unprivileged_account()
        self.home = Path(tempfile.mkdtemp(prefix="cluster-"))
        self.programs = readable_programs(self.home, self.account) / "pginstall" / "bin"
        numbers = range(1 + self.number_of_replicas)
        self.primary, *self.replicas = (Server(self, f"server{number}") for number in numbers)
        create(self.programs, self.primary.folder, self.account)
        with (self.primary.folder / "postgresql.conf").open("a") as configuration:
            configuration.write(SETTINGS)
        self.primary.start()
        for replica in self.replicas:
            replica.copy_of(self.primary)
            replica.start()
        if self.replicas:
            self.primary.ask(f"ALTER SYSTEM SET {SYNCHRONOUS}")
            self.primary.ask("SELECT pg_reload_conf()")
        return self

    def __exit__(self, *_):
        for server in (self.primary, *self.replicas):
            server.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def run(self, program: str, *arguments) -> None:
        command = [self.programs / program, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, **self.account)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr}")

    @property
    def url(self) -> str:
        """The address of whichever server is the primary."""
        ports = ",".join(str(server.port) for server in (self.primary, *self.replicas))
        hosts = ",".join(["127.0.0.1"] * (1 + len(self.replicas)))
        return f"postgresql://postgres@/postgres?host={hosts}&port={ports}"
