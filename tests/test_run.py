"""run.py, in throw-away projects."""

import ast
import http.client
import os
import signal
import socket
import sys

import pytest

import run
from tests.project import RUN, Project

pytestmark = pytest.mark.once


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


@pytest.fixture
def ready(project):
    project.borrow_packages()
    return project


def says(result, *parts):
    """Check that a command failed, and said so in the words given and without a traceback."""
    code, printed = result
    assert code == 1, printed
    assert "Traceback" not in printed
    for part in parts:
        assert part in printed


# Before anything starts


def test_old_pythons_can_read_the_file():
    ast.parse(RUN.read_text(), feature_version=(3, 6))
    with pytest.raises(SyntaxError):
        ast.parse("(a := 1)", feature_version=(3, 6))


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 0), (3, 10, 14)])
def test_an_old_python_is_refused(version):
    with pytest.raises(run.Problem, match=r"3\.11 or newer is needed"):
        run.check_python(version)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1), (4, 0, 0)])
def test_a_new_python_is_taken(version):
    run.check_python(version)


def test_windows_is_sent_to_wsl():
    with pytest.raises(run.Problem, match="WSL"):
        run.check_python((3, 12), "nt")


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_missing_venv_names_the_package(missing):
    with pytest.raises(run.Problem, match="apt install python3-venv") as problem:
        run.check_venv_module(lambda name: name != missing)
    assert f"python3.{sys.version_info[1]}-venv" in str(problem.value)


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "80.0", "²", "٨٠٨٠"])
def test_a_port_that_is_none_is_refused(project, port):
    says(project.run(PORT=port), f"PORT={port!r}", "from 1 to 65535")


def test_a_taken_port_is_named_before_any_work(project):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        says(project.run(PORT=str(port)), f"Port {port} on 127.0.0.1", f"PORT={port + 1} python3")
    assert not (project.folder / ".venv").exists()


def test_an_unknown_host_is_named(project):
    says(project.run(HOST="no such host"), "HOST='no such host'")


@pytest.mark.parametrize("arguments", [["sevre"], ["setup", "now"]])
def test_an_unknown_command_is_named(project, arguments):
    says(project.run(*arguments), repr(" ".join(arguments)), "--help")


def test_help_lists_every_command(project):
    code, printed = project.run("--help")
    assert code == 0
    assert all(f"run.py {command}" in printed for command in run.COMMANDS)


def test_the_env_file_is_read_and_the_environment_comes_before_it(project):
    (project.folder / ".env").write_text('# ours\n\nPORT = "ninety"\n')
    says(project.run(), "PORT='ninety'")
    says(project.run(PORT="eighty"), "PORT='eighty'")


def test_a_broken_env_file_names_its_line(project):
    (project.folder / ".env").write_text("PORT=8000\nHOST localhost\n")
    says(project.run(), ".env, line 2", "'HOST localhost'")


# Installing


def test_a_fresh_project_is_set_up_and_nothing_is_done_twice(project):
    project.write_lock(project.requirement("tiny") + project.requirement("gunicorn"))
    code, printed = project.run("setup")
    assert code == 0, printed
    assert printed.index("virtual environment") < printed.index("Installing the packages")
    assert "manage.py setup_site" in printed
    code, printed = project.run("setup")
    assert (code, printed.splitlines()[0]) == (0, "Preparing the database ...")
    (project.folder / ".venv" / "bin" / "python").unlink()
    assert "virtual environment" in project.run("setup")[1]


def test_a_changed_lock_is_installed(ready):
    assert "Installing" in ready.run("manage")[1]
    ready.write_lock(ready.requirement("tiny") + ready.requirement("second"))
    assert "Installing" in ready.run("manage")[1]
    assert "Installing" not in ready.run("manage")[1]
    assert list((ready.folder / ".venv").glob("lib/*/site-packages/second.py"))


@pytest.mark.parametrize(
    "lock",
    [
        "tiny==1.0 --hash=sha256:" + 64 * "0",
        "tiny==1.0",
        "tiny==1.0 --hash=sha256:0\ntiny>=1.0",
        "tiny==1.0 --hash=sha256=0",
        "<<<<<<< HEAD\ntiny==1.0 --hash=sha256:0",
        "--no-such-option --hash=sha256:0",
    ],
)
def test_a_broken_lock_says_how_to_mend_it(ready, lock):
    ready.write_lock(lock)
    says(
        ready.run("setup"),
        "The lock requirements.txt is broken",
        "git checkout -- requirements.txt",
    )
    says(ready.run("setup"), "The lock requirements.txt is broken")


def test_a_lock_of_other_bytes_is_broken(ready):
    (ready.folder / "requirements.txt").write_bytes(b"--hash=" + bytes(range(128, 256)))
    says(ready.run("setup"), "The lock requirements.txt is broken")


def test_a_missing_lock_is_broken(ready):
    (ready.folder / "requirements.txt").unlink()
    says(ready.run("setup"), "The lock requirements.txt is broken")


def test_an_empty_lock_is_broken(ready):
    ready.write_lock("# nothing\n")
    says(ready.run("setup"), "The lock requirements.txt is broken")


def test_a_missing_network_is_named(ready):
    ready.write_lock("absent==1.0 --hash=sha256:" + 64 * "0")
    nowhere = {"PIP_NO_INDEX": "0", "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0"}
    says(ready.run("setup", **nowhere), "could not be fetched", "absent==1.0", "Check the network")


# The commands


def test_manage_passes_on_arguments_and_exit_code(ready):
    code, printed = ready.run("manage", "check", "--tag", "x")
    assert (code, printed.splitlines()[-1]) == (0, "manage.py check --tag x")
    assert ready.run("manage", "fail")[0] == 1


def test_a_failed_set_up_stops_the_start(ready, port):
    (ready.folder / "manage.py").write_text("raise SystemExit('no database')")
    says(ready.run(PORT=str(port)), "no database", "could not be prepared")


def test_a_release_that_cannot_start_says_so(ready):
    assert ready.run("setup")[0] == 0
    (ready.folder / "bestpractices" / "wsgi.py").write_text("import what_is_not_there")
    code, printed = ready.run("setup")
    assert code == 1
    assert "No module named 'what_is_not_there'" in printed
    assert "This release cannot start" in printed


def test_a_stopped_set_up_ends_quietly(ready):
    (ready.folder / "manage.py").write_text(
        "import time; print('busy', flush=True); time.sleep(60)"
    )
    process = ready.start("setup")
    while "busy" not in process.stdout.readline():
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    printed, _ = process.communicate(timeout=20)
    assert (process.returncode, printed.strip()) == (130, "Stopped.")


def test_an_unknown_benchmark_lists_those_there_are(ready):
    (ready.folder / "benchmarks").mkdir()
    (ready.folder / "benchmarks" / "speed.py").write_text("")
    says(ready.run("bench", "sped"), "'sped'", "There are: speed.")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_stopped(ready, port, how):
    server = ready.start(PORT=str(port))
    printed = []
    for line in server.stdout:
        printed.append(line)
        if f"Open http://127.0.0.1:{port}/" in line:
            break
    assert server.poll() is None, printed
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/")
    assert connection.getresponse().read() == b"served"
    connection.close()
    server.send_signal(how)
    rest, _ = server.communicate(timeout=20)
    assert server.returncode == 0
    assert "Traceback" not in rest
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


# The browser


def test_a_browser_is_found_on_the_path(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run.find_browser() is None
    program = tmp_path / "google-chrome"
    program.touch(0o755)
    assert run.find_browser() == str(program)


def test_without_a_browser_and_root_the_skipping_is_announced(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    run.provide_browser()
    assert "browser tests are skipped" in capsys.readouterr().out
