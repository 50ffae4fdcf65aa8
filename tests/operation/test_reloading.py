"""Loading a release anew, nobody waits: old processes answer until new ones can, if ever."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from operation import reloading

ROOT = Path(__file__).resolve().parents[2]
LOADING_SECONDS = 2
"""As long as gunicorn takes to ask an old process to end twice."""
QUICK = """
import time
MADE = str(time.monotonic())
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [MADE.encode()]
"""
SLOW = f"""
import os, pathlib, time
here = pathlib.Path(__file__).parent
(here / f"loading-{{os.getpid()}}").touch()
while not (here / "go-on").exists():
    time.sleep(0.02)
(here / f"loaded-{{os.getpid()}}").touch()
{QUICK}"""
BROKEN = "import what_is_not_there"
CANNOT_LOAD = "The program cannot be loaded"

pytestmark = pytest.mark.once


def ask(place: Path) -> str:
    connection = http.client.HTTPConnection("localhost", timeout=30)
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.settimeout(30)
    connection.sock.connect(str(place))
    connection.request("GET", "/")
    return connection.getresponse().read().decode()


@contextlib.contextmanager
def serving(folder: Path, program: str):
    """Give gunicorn with the site's configuration, where it listens, and what it logs."""
    (folder / "program.py").write_text(program)
    place, log = folder / "socket", folder / "log"
    command = [sys.executable, "-m", "gunicorn", "program:application", "--workers", "2"]
    command += ["--config", "gunicorn.conf.py", "--bind", f"unix:{place}"]
    command += ["--graceful-timeout", "1", "--log-file", str(log)]
    paths = os.pathsep.join([str(folder), str(ROOT)])
    environment = {**os.environ, "DATA_DIR": str(folder), "PYTHONPATH": paths}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"  # two releases within a second are two
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: place.exists() or server.poll() is not None)
        yield server, place, log
    finally:
        server.terminate()
        server.wait(30)


def wait_for(condition, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_no_request_waits_until_a_release_is_loaded(tmp_path):
    """The new processes load the program for as long as the old ones are asked."""
    go_on = tmp_path / "go-on"
    go_on.touch()
    with serving(tmp_path, SLOW) as (server, place, _log):
        wait_for(lambda: len(list(tmp_path.glob("loaded-*"))) == 2)
        ask(place)
        go_on.unlink()
        told = time.monotonic()
        server.send_signal(signal.SIGHUP)
        wait_for(lambda: len(list(tmp_path.glob("loading-*"))) == 4)
        end = time.monotonic() + LOADING_SECONDS
        while time.monotonic() < end:
            assert float(ask(place)) < told
        go_on.touch()
        wait_for(lambda: float(ask(place)) > told)


def test_a_release_that_cannot_be_loaded_leaves_the_old_one_serving(tmp_path):
    with serving(tmp_path, QUICK) as (server, place, log):
        ask(place)
        (tmp_path / "program.py").write_text(BROKEN)
        server.send_signal(signal.SIGHUP)
        wait_for(lambda: log.read_text().count("exited with code 1") >= 2)
        assert CANNOT_LOAD in log.read_text()
        assert all(float(ask(place)) < time.monotonic() for _ in range(4))
        (tmp_path / "program.py").write_text(QUICK)
        told = time.monotonic()
        server.send_signal(signal.SIGHUP)
        wait_for(lambda: float(ask(place)) > told)


def test_a_program_that_cannot_be_loaded_at_the_first_start_ends_the_server(tmp_path):
    with serving(tmp_path, BROKEN) as (server, _place, log):
        assert server.wait(30) != 0
    assert CANNOT_LOAD not in log.read_text()


def test_an_old_process_ends_when_the_new_ones_have_loaded_or_never_do(monkeypatch):
    ended = []
    before = signal.getsignal(signal.SIGTERM)
    try:
        reloading.end_only_when_others_can(lambda number, frame: ended.append(number))
        reloading.begin(2)
        reloading.has_loaded()
        signal.raise_signal(signal.SIGTERM)
        assert ended == []
        reloading.has_loaded()
        reloading.has_loaded()  # one that was started in the place of another
        signal.raise_signal(signal.SIGTERM)
        assert len(ended) == 1
        reloading.begin(1)
        monkeypatch.setattr(reloading, "PATIENCE_SECONDS", -1)
        signal.raise_signal(signal.SIGTERM)
        assert len(ended) == 2
    finally:
        reloading.begin(0)
        signal.signal(signal.SIGTERM, before)
