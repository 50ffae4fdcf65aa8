"""How far long work is: done of how many, at what rate, and how long it will still take."""

import sys
import time
from typing import TextIO

EVERY = 2.0
WIDTH = 24


class Progress:
    """Writes a bar that moves on a terminal, a line now and then elsewhere; ``total`` may be None.

    Short work prints nothing.
    """

    def __init__(self, what: str, total: int | None, stream: TextIO | None = None):
        self.what, self.total = what, total
        self.stream = stream or sys.stderr
        self.started = self.said = time.monotonic()
        self.skipped = 0

    def skip(self, number: int) -> None:
        """Leave what was there already out of the rate, where anything else is done."""
        self.skipped += number

    def say(self, done: int) -> None:
        now = time.monotonic()
        finished = done == self.total and self.said > self.started
        if now - self.said >= EVERY or finished:
            self.said = now
            on_a_terminal = getattr(self.stream, "isatty", lambda: False)()
            end = "\r" if on_a_terminal and not finished else "\n"
            self.stream.write(self.line(done, now - self.started) + end)
            self.stream.flush()

    def line(self, done: int, seconds: float) -> str:
        rate = (done - self.skipped or done) / seconds if seconds else 0
        if not self.total:
            return f"{done:,} {self.what}, {rate:,.0f} a second"
        filled = min(WIDTH, WIDTH * done // self.total)
        left = _time((self.total - done) / rate) if rate else "unknown"
        bar = "#" * filled + "." * (WIDTH - filled)
        return f"[{bar}] {done:,} of {self.total:,} {self.what}, {rate:,.0f} a second, {left} left"


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
