"""Servers as ``run.py`` starts them, and wrk, which puts them under load."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONNECTIONS = 8
WARMING_SECONDS = 1
UNLIMITED = "search=1000000/minute"
SCRIPT = """
local addresses, at = {}, 0
for line in io.lines("%s") do addresses[#addresses + 1] = line end
function request()
    at = at %% #addresses + 1
    return wrk.format("GET", addresses[at])
end
"""
UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}


@dataclass(frozen=True)
class Load:
    """What a server did under load: answers in a second, and seconds an answer took."""

    rate: float
    p50: float
    p99: float


@contextlib.contextmanager
def serving(application: str, home: Path, **environment: str) -> Iterator[str]:
    """Run gunicorn with two workers for ``application``; give its address once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "gunicorn", application, "--bind", place]
    environment = os.environ | {"WEB_CONCURRENCY": "2", "RATE_LIMITS": UNLIMITED} | environment
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_for(f"http://{place}/search/", process)
        yield f"http://{place}"
    finally:
        process.terminate()
        process.wait()


def wait_for(address: str, process: subprocess.Popen, seconds: float = 60) -> None:
    """Raise RuntimeError when the server has ended or does not answer in time."""
    end = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError):
            answer_of(address)
            return
        time.sleep(0.1)
    raise RuntimeError(f"{address} does not answer.")


def answer_of(address: str) -> tuple[str, bytes]:
    """Return entity tag and body."""
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.headers.get("ETag", ""), answer.read()


def load(server: str, addresses: list[str], seconds: int, header: str = "") -> Load:
    """Ask for the addresses in turn over CONNECTIONS connections.

    Raises RuntimeError when an answer is an error or does not come.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "addresses").write_text("\n".join(addresses))
        (folder / "script.lua").write_text(SCRIPT % (folder / "addresses"))
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", "--latency", "-s", folder / "script.lua"]
        command += ["-H", header] if header else []
        said = [
            subprocess.run(
                [*command, f"-d{time}s", server], capture_output=True, text=True, check=True
            ).stdout
            for time in (WARMING_SECONDS, seconds)
        ]
    return read(said[-1])


def read(said: str) -> Load:
    """Take rate and percentiles out of what wrk printed."""
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    found = dict(re.findall(r"^\s+(50|99)%\s+(\S+)\s*$", said, re.M))
    if "Non-2xx or 3xx" in said or not (rate and "99" in found):
        raise RuntimeError(f"Answers failed under load:\n{said}")
    return Load(float(rate[1]), in_seconds(found["50"]), in_seconds(found["99"]))


def in_seconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(\D+)", text).groups()
    return float(number) * UNITS[unit]
