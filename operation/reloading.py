"""Told to load a new release (``HUP``), gunicorn ends its old processes as soon as it has started
the new ones, which answer nobody until they have loaded the program. Here the old ones go on until
then, so that nobody waits for it; and where the new ones cannot load it, they go on as they are.

gunicorn asks an old process to end again each second, so one that declines is asked soon again.
"""

import signal
import sys
import time
from multiprocessing import Value

PATIENCE_SECONDS = 60
"""After so long an old process ends, whatever has become of the new ones."""

PAUSE_SECONDS = 2
"""So long a process that cannot load the program waits before another one tries."""

# Shared by all processes:
_loading = Value("i", 0)  # how many have still to load the program
_since = Value("d", 0)  # when they were started
_loaded = Value("b", False)  # whether one ever did


def begin(processes: int) -> None:
    """Note, in the master, that so many new processes are about to load the program."""
    _since.value = time.monotonic()
    _loading.value = processes


def has_loaded() -> None:
    """Note, in a new process, that it can answer now."""
    with _loading.get_lock():
        _loading.value = max(0, _loading.value - 1)
    _loaded.value = True


def end_only_when_others_can(end) -> None:
    """Let this process, told to end, call ``end`` only when no new one is still loading."""

    def asked(number, frame):
        if not _loading.value or time.monotonic() - _since.value > PATIENCE_SECONDS:
            end(number, frame)

    signal.signal(signal.SIGTERM, asked)
    signal.siginterrupt(signal.SIGTERM, False)


def end_alone(log) -> None:
    """End this new process, which cannot load the program, in a way that does not make gunicorn
    end the others. At the first start there are none that answer: then gunicorn is to end.
    """
    if _loaded.value:
        log.error("The program cannot be loaded (see above): what answers goes on as it is.")
        time.sleep(PAUSE_SECONDS)
        sys.exit(1)
