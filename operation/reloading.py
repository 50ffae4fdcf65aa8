"""Told to load a new release (``HUP``), gunicorn ends its old processes as soon as it has started
the new ones, which answer nobody until they have loaded the program. Here the old ones go on until
then, so that nobody waits for it.

gunicorn asks an old process to end again each second, so one that declines is asked soon again.
"""

import signal
import time
from multiprocessing import Value

PATIENCE_SECONDS = 60
"""After so long an old process ends, whatever has become of the new ones."""

_loading = Value("i", 0)  # shared by all processes: how many have still to load the program


def begin(processes: int) -> None:
    """Note, in the master, that so many new processes are about to load the program."""
    _loading.value = processes


def has_loaded() -> None:
    """Note, in a new process, that it can answer now."""
    with _loading.get_lock():
        _loading.value = max(0, _loading.value - 1)


def end_only_when_others_can(end) -> None:
    """Let this process, told to end, call ``end`` only when no new one is still loading."""
    asked_first = None

    def asked(number, frame):
        nonlocal asked_first
        asked_first = asked_first or time.monotonic()
        if not _loading.value or time.monotonic() - asked_first > PATIENCE_SECONDS:
            end(number, frame)

    signal.signal(signal.SIGTERM, asked)
    signal.siginterrupt(signal.SIGTERM, False)
