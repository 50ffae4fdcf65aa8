"""A site of its own for a drill: it can be killed, started again, and told to load anew."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from benchmarks.stage.load import ROOT

UNLIMITED = ",".join(f"{action}=1000000/minute" for action in ("search", "order"))
CSRF = "x" * 32
PREPARE = """
import json, sys
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable")
from django.conf import settings
from django.contrib import auth
from django.contrib.sessions.backends.db import SessionStore
from subscribers.models import Plan
plan = Plan.objects.create(name="Drill")
sessions = []
for number in range(int(sys.argv[1])):
    user = auth.get_user_model().objects.create_user(f"reader{number}")
    session = SessionStore()
    session[auth.SESSION_KEY] = str(user.pk)
    session[auth.BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[auth.HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    sessions.append(session.session_key)
print(json.dumps([plan.pk, sessions]))
"""


class Site:
    """gunicorn with two workers on the program in ``root``, its data in ``home``."""

    def __init__(self, home: Path, database: str = "", root: Path = ROOT, application: str = ""):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.home, self.root = home, root
        self.application = application or "bestpractices.wsgi"
        self.environment = os.environ | {
            "DATA_DIR": str(home),
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "bestpractices.settings",
            "PYTHONPATH": str(root),
            "RATE_LIMITS": UNLIMITED,
            "WEB_CONCURRENCY": "2",
        }
        self.process: subprocess.Popen | None = None

    def __enter__(self) -> "Site":
        self.start()
        return self

    def __exit__(self, *_) -> None:
        self.process.terminate()
        self.process.wait()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        place = f"127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "gunicorn", self.application, "--bind", place]
        with (self.home / "log").open("a") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.root,
                env=self.environment,
                stderr=log,
                process_group=0,
            )
        end = time.monotonic() + 180
        while self.ask("/healthz")[0] != 200:
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"The site did not start: see {self.home / 'log'}.")
            time.sleep(0.05)

    def kill(self) -> None:
        """End every process of the site at once, as ``kill -9`` does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def load_anew(self) -> None:
        """Tell it to load its program anew; return when no process from before is left."""
        before = self.processes()
        self.process.send_signal(signal.SIGHUP)
        end = time.monotonic() + 180
        while before & self.processes():
            if time.monotonic() > end:
                raise RuntimeError(f"The site was not loaded anew: see {self.home / 'log'}.")
            time.sleep(0.1)

    def processes(self) -> set[str]:
        """The numbers of the processes that answer."""
        command = ["pgrep", "--parent", str(self.process.pid)]
        return set(subprocess.run(command, capture_output=True, text=True).stdout.split())

    def run(self, *arguments: str) -> str:
        """Run Python with ``arguments`` in the site's environment; return what it printed."""
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=self.root, env=self.environment, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    def manage(self, *arguments: str) -> str:
        return self.run("manage.py", *arguments)

    def ask(self, address: str, body: str = "", seconds: float = 60, **headers: str):
        """Return status, headers and content; status 0 when no answer came."""
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
            try:
                method = "POST" if body else "GET"
                connection.request(method, address, body or None, headers)
                answer = connection.getresponse()
                return answer.status, answer.headers, answer.read()
            finally:
                connection.close()
        return 0, {}, b""


class Orders:
    """Readers who are logged in and order, each order with a token of its own; on a new site."""

    def __init__(self, site: Site, readers: int):
        self.site = site
        self.plan, self.sessions = json.loads(site.run("-c", PREPARE, str(readers)))

    def place(self, reader: int, token: str):
        """Send the form with ``token`` as its key and as the address of the invoice."""
        return self.site.ask(
            "/order/new/",
            f"plan={self.plan}&invoice_address={token}&terms=on&key={token}",
            Cookie=f"sessionid={self.sessions[reader]}; csrftoken={CSRF}",
            **{"X-CSRFToken": CSRF, "Content-Type": "application/x-www-form-urlencoded"},
        )

    def stored(self) -> list[str]:
        """The tokens of the orders in the database."""
        ask = "from subscribers.models import Order; import json; "
        ask += "print(json.dumps(list(Order.objects.values_list('invoice_address', flat=True))))"
        return json.loads(self.site.run("-c", f"import django; django.setup(); {ask}"))
