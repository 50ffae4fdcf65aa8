#!/usr/bin/env python3
"""Set up, run and test the Best Practices Database. Needs Python 3.11 or newer and nothing else.

  python3 run.py                     set up what is missing, then serve on HOST and PORT
  python3 run.py setup               set up only
  python3 run.py manage COMMAND ...  pass COMMAND on to manage.py
  python3 run.py test [ARGS]         run every test on SQLite, then on PostgreSQL; ARGS go to pytest
  python3 run.py bench NAME [ARGS]   run benchmarks/NAME.py
  python3 run.py screenshots [FOLDER]  take the pictures of docs/gallery.md anew

HOST is 127.0.0.1 and PORT is 8000 when not set. Every setting is in .env.example; a copy of that
file named .env is read at each start, and what the environment says comes before it.
"""

# Old Pythons must get as far as the message about their age: no syntax newer than 3.6 here.

import contextlib
import http.client
import importlib.util
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK, TEST_LOCK, BENCH_LOCK = "requirements.txt", "requirements-test.txt", "requirements-bench.txt"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

BROKEN_LOCK = "The lock {0} is broken: {1}\nGet it back with: git checkout -- {0}"

# What pip prints when the lock is at fault, and when the network is.
LOCK_SIGNS = "MATCH THE HASHES|Hashes are required|pinned with ==|Invalid requirement|Decode"
NETWORK_SIGNS = r"\(from versions: none\)|Max retries|timed out|Connection|Could not fetch"


class Problem(Exception):
    """What is wrong and what to do about it, in words for the person at the keyboard."""


@contextlib.contextmanager
def step(what):
    print(f"{what} ...", flush=True)
    start = time.monotonic()
    yield
    print(f"  done in {time.monotonic() - start:.1f} s", flush=True)


def last_lines(text, number=12):
    return "\n".join(text.strip().splitlines()[-number:])


def check_python(version=sys.version_info, platform=os.name):
    """Raise Problem when this Python or this system cannot run the site."""
    if tuple(version[:2]) < (3, 11):
        raise Problem(
            f"Python {version[0]}.{version[1]} is too old: 3.11 or newer is needed.\nInstall one "
            "(Debian 12, Ubuntu 24.04 and python.org have it) and name it: python3.11 run.py"
        )
    if platform == "nt":
        raise Problem("The server does not run on Windows itself: run it inside WSL.")


def read_env_file(path=ROOT / ".env"):
    """Put the NAME=value lines of `path` into the environment, where NAME is not set already."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for number, line in enumerate(lines, 1):
        name, equals, value = (part.strip() for part in line.partition("="))
        if not name or name.startswith("#"):
            continue
        if not equals or not name.isidentifier():
            raise Problem(f"{path.name}, line {number}: expected NAME=value, not {line!r}.")
        os.environ.setdefault(name, value.strip("\"'"))


def address():
    """Return the host:port to serve on; raise Problem when it cannot be used."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise Problem(f"PORT={port!r} is no port: use a whole number from 1 to 65535.")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(*found[:3]) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(found[4])
    except socket.gaierror:
        raise Problem(f"HOST={host!r} is not a name or address of this machine.") from None
    except OSError as error:
        raise Problem(
            f"Port {port} on {host} cannot be used: {error.strerror}.\nStop the program that has "
            f"it, or choose another: PORT={int(port) % 65535 + 1} python3 run.py"
        ) from None
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def make_venv():
    """Make .venv anew when it is missing, half made, or its Python has gone."""
    with contextlib.suppress(OSError):
        if subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0:
            return
    check_venv_module()
    with step("Making the virtual environment .venv"):
        command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        made = subprocess.run(command, capture_output=True, text=True)
        if made.returncode:
            raise Problem(f"Python could not make .venv:\n{last_lines(made.stdout + made.stderr)}")


def check_venv_module(find=importlib.util.find_spec):
    if not (find("venv") and find("ensurepip")):
        raise Problem(
            "This Python comes without venv. On Debian and Ubuntu install it, then try again:\n"
            f"  sudo apt install python3-venv    (or python3.{sys.version_info[1]}-venv)"
        )


def install(*locks):
    """Make .venv hold the packages of `locks`, of which it keeps copies to know what it holds."""
    make_venv()
    for lock in locks:
        if b"--hash=" not in content(ROOT / lock):
            raise Problem(BROKEN_LOCK.format(lock, "it is missing, or has no hashes"))
    stale = [lock for lock in locks if content(VENV / lock) != content(ROOT / lock)]
    if stale:
        with step(f"Installing the packages of {' and '.join(stale)}"):
            pip_install(stale)
    for lock in stale:
        shutil.copy(ROOT / lock, VENV / lock)


def content(path):
    return path.read_bytes() if path.exists() else b""


def pip_install(locks):
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--require-hashes"]
    command += ["--disable-pip-version-check", "--only-binary=:all:"]
    for lock in locks:
        command += ["-r", lock]
    pip = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace")
    if pip.returncode:
        raise Problem(explain_pip(pip.stdout + pip.stderr, " ".join(locks)))


def explain_pip(output, locks):
    """Turn what a failed pip printed into the cause and the remedy."""
    said = re.search(r"^ERROR: (.+?)(\. .*)?$", output, re.M)
    where = re.search(r"^ +(\S+[=<>]=\S+)", output, re.M)
    reason = " ".join(found[1] for found in (said, where) if found) or last_lines(output, 1)
    if re.search(LOCK_SIGNS, output):
        return BROKEN_LOCK.format(locks, reason)
    if re.search(NETWORK_SIGNS, output):
        remedy = "Check the network; a mirror or proxy is named in PIP_INDEX_URL or HTTPS_PROXY."
        return f"The packages could not be fetched: {reason}\n{remedy}"
    return f"pip could not install the packages of {locks}:\n{last_lines(output)}"


def serve():
    """Set up, then become the web server; the address is printed when it answers."""
    bind = address()
    set_up()
    os.environ.setdefault("WEB_CONCURRENCY", "2")
    server = os.getpid()
    if os.fork() == 0:
        announce(bind.replace("0.0.0.0", "127.0.0.1").replace("[::]", "[::1]"), server)
    os.chdir(ROOT)
    command = [str(PYTHON), "-m", "gunicorn", "bestpractices.wsgi", "--bind", bind]
    os.execv(command[0], command)


def announce(place, server):
    """In a child process: print the address once it answers; give up when `server` has ended."""
    try:
        while os.getppid() == server:
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection(place, timeout=30)
                connection.request("GET", "/")
                connection.getresponse()
                print(f"Open http://{place}/ - Ctrl-C stops the server.", flush=True)
                break
            time.sleep(0.05)
    finally:
        os._exit(0)


def set_up():
    install(LOCK)
    with step("Preparing the database"):
        command = [PYTHON, "manage.py", "setup_site"]  # in a session Ctrl-C does not reach
        if subprocess.run(command, cwd=ROOT, start_new_session=True).returncode:
            raise Problem("The database could not be prepared: the lines above say why.")


def set_up_and_try():
    """Set up, and load the program as the server will: a release that cannot start says so here."""
    set_up()
    with step("Trying whether the site can start"):
        command = [PYTHON, "-m", "gunicorn", "--check-config", "bestpractices.wsgi"]
        if subprocess.run(command, cwd=ROOT).returncode:
            raise Problem(
                "This release cannot start: the lines above say why. A site that runs goes on with "
                "the one before;\ndo not load this one (HUP, restart) until it is mended."
            )


def manage(*arguments):
    install(LOCK)
    os.execv(str(PYTHON), [str(PYTHON), str(ROOT / "manage.py"), *arguments])


def bench(name="", *arguments):
    script = ROOT / "benchmarks" / f"{name}.py"
    if not name.isidentifier() or not script.exists():
        names = ", ".join(sorted(path.stem for path in script.parent.glob("[!_]*.py")))
        raise Problem(f"There is no benchmark {name!r}. There are: {names}.")
    install(LOCK, TEST_LOCK, BENCH_LOCK)
    os.environ["PYTHONPATH"] = str(ROOT)
    # With -P a benchmark named as a module of Python's own does not take its place.
    os.execv(str(PYTHON), [str(PYTHON), "-P", "-m", f"benchmarks.{name}", *arguments])


def screenshots(*arguments):
    install(LOCK, TEST_LOCK)
    provide_browser()
    os.chdir(ROOT)
    os.execv(str(PYTHON), [str(PYTHON), "-m", "tests.gallery", *arguments])


def test(*arguments):
    install(LOCK, TEST_LOCK)
    provide_browser()
    from tests.both_databases import run_tests

    sys.exit(run_tests(str(PYTHON), *arguments))


def find_browser():
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def provide_browser():
    """Install Chromium where that can be done; say so where the browser tests will not run."""
    if find_browser():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        with step("Installing Chromium for the browser tests"):
            apt_get("update")
            apt_get("install", "-y", "--no-install-recommends", "chromium")
        return
    print("No Chromium or Chrome on PATH: browser tests are skipped (with CI set, they fail).")


def apt_get(*arguments):
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    apt = subprocess.run(["apt-get", *arguments], env=environment, capture_output=True, text=True)
    if apt.returncode:
        raise Problem(f"apt-get {arguments[0]} failed:\n{last_lines(apt.stdout + apt.stderr)}")


COMMANDS = {
    "setup": set_up_and_try,
    "manage": manage,
    "test": test,
    "bench": bench,
    "screenshots": screenshots,
}


def main(command="", *arguments):
    if command in ("-h", "--help"):
        sys.exit(print(__doc__.strip()))
    check_python()
    if command not in ("", *COMMANDS) or (command == "setup" and arguments):
        given = " ".join([command, *arguments])
        raise Problem(f"There is no command {given!r}: python3 run.py --help lists them.")
    if command != "test":
        read_env_file()
    COMMANDS.get(command, serve)(*arguments)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Problem as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        sys.exit(130)
