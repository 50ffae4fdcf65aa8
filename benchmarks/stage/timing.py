"""Stop-watches, and words for what was measured where."""

import os
import platform
import sqlite3
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles


@dataclass(frozen=True)
class Times:
    """Seconds of single calls."""

    seconds: tuple[float, ...]

    @property
    def p50(self) -> float:
        return self.percentile(50)

    @property
    def p95(self) -> float:
        return self.percentile(95)

    def percentile(self, rank: int) -> float:
        if len(self.seconds) == 1:
            return self.seconds[0]
        return quantiles(self.seconds, n=100, method="inclusive")[rank - 1]


def timed(
    ask: Callable, questions: Iterable, seconds: float, clock: Callable = time.perf_counter
) -> Times:
    """Time ``ask`` for each question; stop early when all together took ``seconds``."""
    taken: list[float] = []
    for question in questions:
        start = clock()
        ask(question)
        taken.append(clock() - start)
        if sum(taken) > seconds:
            break
    return Times(tuple(taken))


def machine() -> str:
    """Describe the machine, and how busy it was in the last minute."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    model = next((line.split(":")[1].strip() for line in lines if "model name" in line), "")
    return (
        f"{os.cpu_count()} cores, {model or platform.machine()}, Python "
        f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"load of the last minute {os.getloadavg()[0]:.1f}"
    )


def ms(seconds: float) -> str:
    return f"{seconds * 1000:,.1f}"


def p50_p95(times: Times) -> list[str]:
    """Return both in ms."""
    return [ms(times.p50), ms(times.p95)]


def table(head: list[str], rows: list[list]) -> str:
    """Return a table in Markdown, numbers to the right."""
    marks = ["---"] + ["---:"] * (len(head) - 1)
    lines = [head, marks, *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def goal(text: str, measured: str, met: bool) -> list[str]:
    return [text, measured, "met" if met else "MISSED"]
