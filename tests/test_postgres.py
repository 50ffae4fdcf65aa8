import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psutil
import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
WRAPPED = [sys.executable, "-m", "tests.postgres", sys.executable, "-c"]
SHOW_AND_WAIT = """
import os, time, psycopg2
psycopg2.connect(os.environ["DATABASE_URL"])
print(os.environ["DATABASE_URL"], flush=True)
time.sleep(60)
"""


def test_the_code_of_the_command_is_passed_on():
    assert subprocess.run([*WRAPPED, "raise SystemExit(7)"], cwd=ROOT).returncode == 7


def test_nothing_stays_behind_when_it_is_stopped():
    wrapper = subprocess.Popen([*WRAPPED, SHOW_AND_WAIT], cwd=ROOT, stdout=subprocess.PIPE)
    folder = Path(unquote(urlsplit(wrapper.stdout.readline().decode()).hostname))
    server = psutil.Process(int((folder / "data" / "postmaster.pid").read_text().splitlines()[0]))
    command = psutil.Process(wrapper.pid).children()
    os.kill(wrapper.pid, signal.SIGTERM)
    assert wrapper.wait(20) == 130
    assert not server.is_running()
    assert not any(process.is_running() for process in command)
    assert not folder.exists()
