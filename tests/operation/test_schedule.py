"""Periodic commands run when they are due, once, whatever happens to one of them."""

from datetime import timedelta
from io import StringIO
from itertools import count
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import DatabaseError

from operation import schedule
from operation.management.commands import run_schedule
from operation.models import PeriodicRun

pytestmark = pytest.mark.django_db

START = "2026-03-01T12:00:00Z"


@pytest.fixture
def ran(monkeypatch):
    """The names of the commands that were started; ``send_mails`` fails."""
    names = []

    class Done:
        def __init__(self, command):
            names.append(command[-1])
            self.returncode = int(command[-1] == "send_mails")

        def poll(self):
            return self.returncode

    monkeypatch.setattr(schedule.subprocess, "Popen", Done)
    return names


def look() -> str:
    out = StringIO()
    call_command("run_schedule", once=True, stdout=out)
    return out.getvalue()


def test_each_runs_when_it_is_due(ran):
    with time_machine.travel(START, tick=False) as clock:
        said = look()
        assert ran == list(schedule.SCHEDULE)
        assert "send_mails: exit code 1\n" in said
        assert "clearsessions: done\n" in said
        ran.clear()
        look()
        assert ran == []
        clock.shift(timedelta(minutes=2))
        look()
        assert ran == ["send_mails"]
        clock.shift(timedelta(days=1))
        ran.clear()
        look()
        assert ran == list(schedule.SCHEDULE)


def test_how_it_ended_is_kept(ran):
    look()
    codes = dict(PeriodicRun.objects.values_list("command", "exit_code"))
    assert codes["send_mails"] == 1
    assert codes["clearsessions"] == 0
    assert not PeriodicRun.objects.filter(ended_at=None).exists()


def test_two_schedulers_never_run_the_same(ran):
    assert schedule.claim("backup")
    assert not schedule.claim("backup")


def test_what_takes_hours_holds_up_no_mail(monkeypatch):
    """Links are asked for ever; whoever stops the schedule stops them."""
    stop, stopped, mails, looks = [], [], [], count(1)

    class Process:
        def __init__(self, command):
            self.name, self.returncode = command[-1], None
            mails.extend(["sent"] * (self.name == "send_mails"))

        def poll(self):
            self.returncode = 0 if self.name == "send_mails" else self.returncode
            return self.returncode

        def terminate(self):
            stopped.append(self.name)
            self.returncode = -15

        def wait(self):
            return self.returncode

    def next_look(event, seconds):
        clock.shift(timedelta(minutes=2))
        if next(looks) == 3:
            stop[0]()

    monkeypatch.setattr(schedule.subprocess, "Popen", Process)
    monkeypatch.setattr(run_schedule, "close_old_connections", lambda: None)  # the test's own
    monkeypatch.setattr(run_schedule.threading.Event, "wait", next_look)
    monkeypatch.setattr(
        run_schedule.signal, "signal", lambda number, then: stop.append(lambda: then(number, None))
    )
    with time_machine.travel(START, tick=False) as clock:
        call_command("run_schedule", only=["check_links", "send_mails"], stdout=StringIO())
    assert len(mails) == 3
    assert stopped == ["check_links"]
    assert PeriodicRun.objects.get(command="check_links").exit_code == -15


def test_a_part_of_the_schedule(ran):
    call_command("run_schedule", once=True, only=["backup"], stdout=StringIO())
    assert ran == ["backup"]
    ran.clear()
    call_command("run_schedule", once=True, without=["send_mails"], stdout=StringIO())
    assert ran == ["clearsessions", *list(schedule.SCHEDULE)[3:]]


def test_a_database_that_is_away_ends_nothing(ran, monkeypatch):
    def away(*args, **kwargs):
        raise DatabaseError("gone")

    monkeypatch.setattr(PeriodicRun.objects, "get_or_create", away)
    assert look() == ""
    assert ran == []


def test_every_command_of_the_schedule_exists_and_is_documented():
    page = (Path(settings.BASE_DIR) / "docs" / "deploy.md").read_text("utf-8")
    for command in schedule.SCHEDULE:
        assert command in get_commands()
        assert f"| `{command}` |" in page
