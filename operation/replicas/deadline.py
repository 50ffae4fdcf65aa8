"""No query waits for ever for a server that is frozen or out of reach.

A connection that is up tells nothing of a server that has stopped answering, and PostgreSQL's own
timeouts are kept by that very server. So psycopg2 is given a way to wait that looks at the clock.
It rules out COPY, which no web page uses; it is installed in web processes alone.
"""

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import psycopg2
from psycopg2 import extensions

PATIENT_SECONDS = 30.0
"""Where nobody else can be asked: a request that may write, the last database, a stream."""

_end = ContextVar("end", default=None)


@contextmanager
def database_time(seconds: float) -> Iterator[None]:
    """Let the queries within end ``seconds`` from now together."""
    token = _end.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _end.reset(token)


def install() -> None:
    extensions.set_wait_callback(_wait)


def _wait(connection) -> None:
    """Wait until the server has answered.

    Raises psycopg2's OperationalError at the deadline. psycopg2 then gives the connection up: what
    the server may say later is no answer to the next query.
    """
    end = _end.get() or time.monotonic() + PATIENT_SECONDS
    while (state := connection.poll()) != extensions.POLL_OK:
        ready = select.poll()
        reading = state == extensions.POLL_READ
        ready.register(connection.fileno(), select.POLLIN if reading else select.POLLOUT)
        left = end - time.monotonic()
        if left <= 0 or not ready.poll(left * 1000):
            raise psycopg2.OperationalError("The database server did not answer in time.")
