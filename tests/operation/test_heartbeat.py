"""An export may take longer than gunicorn waits for a worker; what hangs may not."""

import http.client
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from operation.heartbeat import Heartbeat
from tests.operation import long_answer

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT = 5
"""Seconds gunicorn waits for a worker here: ten times as long as one piece of the steady answer
takes, so that a machine that stands still for a while ends no worker that works."""


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """What gunicorn, with the site's own configuration but for the timeout, answers at once to
    who asks for the steady page and who asks for the one that hangs."""
    place = tmp_path_factory.mktemp("served") / "socket"
    command = ["-m", "gunicorn", "tests.operation.long_answer:application"]
    given = ["--config", "gunicorn.conf.py", "--timeout", str(TIMEOUT), "--bind", f"unix:{place}"]
    environment = {**os.environ, "DATA_DIR": str(place.parent)}
    server = subprocess.Popen(
        [sys.executable, *command, *given, "--workers", "2"], cwd=ROOT, env=environment
    )
    until = time.monotonic() + 60
    while not place.exists() and time.monotonic() < until:
        time.sleep(0.05)
    with ThreadPoolExecutor(2) as readers:
        yield dict(
            zip(PAGES, readers.map(lambda page: asked(str(place), page), PAGES), strict=True)
        )
    server.terminate()
    server.wait()


PAGES = "/steady", "/hanging"


def asked(place: str, path: str) -> bytes:
    connection = http.client.HTTPConnection("localhost", timeout=60)
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.settimeout(60)
    connection.sock.connect(place)
    connection.request("GET", path)
    return connection.getresponse().read()


def test_an_answer_that_gets_forward_is_given_to_its_end(answers):
    assert long_answer.PIECES * long_answer.SECONDS > TIMEOUT + 2
    assert answers["/steady"] == b"all of it"


def test_an_answer_that_hangs_is_ended(answers):
    assert b"all of it" not in answers["/hanging"]


def test_each_piece_beats_and_empty_ones_are_not_sent():
    beats, closed = [], []

    class Streamed:
        streaming = True
        close = staticmethod(lambda: closed.append(True))

        def __iter__(self):
            return iter([b"a", b"", b"b"])

    answer = Heartbeat(lambda environ, start: Streamed(), lambda: beats.append(1))({}, None)
    assert (list(answer), len(beats)) == ([b"a", b"b"], 3)
    answer.close()
    assert closed == [True]
    page = [b"a page"]
    assert Heartbeat(lambda environ, start: page, beats.append)({}, None) is page
