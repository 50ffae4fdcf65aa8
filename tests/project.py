"""Throw-away projects that hold a copy of run.py and of nothing else of the site."""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import run

RUN = Path(run.__file__)
MANAGE = "import sys; print('manage.py', *sys.argv[1:]); sys.exit(int(sys.argv[-1] == 'fail'))"
WSGI = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"served"]
"""


class Project:
    """A folder with run.py, a stand-in for the site, and packages that come from a folder too."""

    def __init__(self, folder):
        self.folder = folder
        self.wheels = folder / "wheels"
        self.wheels.mkdir()
        shutil.copy(RUN, folder)
        (folder / "manage.py").write_text(MANAGE)
        (folder / "bestpractices").mkdir()
        (folder / "bestpractices" / "wsgi.py").write_text(WSGI)
        self.write_lock(self.requirement("tiny"))

    def write_lock(self, text):
        (self.folder / "requirements.txt").write_text(text)

    def requirement(self, name):
        """Make a wheel and return the line of a lock that asks for it."""
        wheel = self.wheels / f"{name}-1.0-py3-none-any.whl"
        about = f"{name}-1.0.dist-info"
        with zipfile.ZipFile(wheel, "w") as file:
            file.writestr(f"{name}.py", "")
            file.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0")
            file.writestr(
                f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            )
            file.writestr(f"{about}/RECORD", "")
        return f"{name}==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"

    def borrow_packages(self):
        """Make .venv at once: without a pip of its own, it sees that of the running tests."""
        venv.create(self.folder / ".venv", symlinks=True)
        own = next((self.folder / ".venv").glob("lib/python*/site-packages"))
        (own / "borrowed.pth").write_text(sysconfig.get_path("purelib"))

    def start(self, *arguments, **environment):
        ours = {k: v for k, v in os.environ.items() if k not in ("HOST", "PORT", "PYTHONPATH")}
        ours = {k: v for k, v in ours.items() if not k.startswith(("PIP_", "COV_"))}
        pip = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": self.wheels}
        return subprocess.Popen(
            [sys.executable, self.folder / "run.py", *arguments],
            env={**ours, **pip, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments, **environment):
        """Return the exit code and what was printed."""
        process = self.start(*arguments, **environment)
        printed, _ = process.communicate(timeout=120)
        return process.returncode, printed
