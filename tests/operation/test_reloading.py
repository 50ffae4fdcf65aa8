"""Loading a release anew, nobody waits: old processes answer until new ones can."""

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
SLOW = f"""
import time
time.sleep({LOADING_SECONDS})
MADE = str(time.time())
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [MADE.encode()]
"""

pytestmark = pytest.mark.once


def ask(place: Path) -> str:
    connection = http.client.HTTPConnection("localhost", timeout=30)
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.connect(str(place))
    connection.request("GET", "/")
    return connection.getresponse().read().decode()


def test_no_request_waits_until_a_release_is_loaded(tmp_path):
    """The program takes two seconds to load; no answer may take half of that."""
    (tmp_path / "slow.py").write_text(SLOW)
    place = tmp_path / "socket"
    command = [sys.executable, "-m", "gunicorn", "slow:application", "--workers", "2"]
    command += ["--config", "gunicorn.conf.py", "--bind", f"unix:{place}"]
    paths = os.pathsep.join([str(tmp_path), str(ROOT)])
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "PYTHONPATH": paths}
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        while not place.exists():
            assert server.poll() is None
            time.sleep(0.05)
        ask(place)
        told, slowest, made = time.time(), 0.0, 0.0
        server.send_signal(signal.SIGHUP)
        while made < told and time.time() < told + 60:
            start = time.monotonic()
            made = float(ask(place))
            slowest = max(slowest, time.monotonic() - start)
            time.sleep(0.01)
    finally:
        server.terminate()
        server.wait(30)
    assert slowest < LOADING_SECONDS / 2
    assert made > told


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
