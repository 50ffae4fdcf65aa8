"""The commands that must be run again and again, and running each when it is due.

When each was last started is in the database, so schedulers on several nodes share the work and a
restart forgets nothing. Every command here can be run twice without harm: one that was stopped is
started again at its next time.
"""

import subprocess
import sys
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from operation.models import PeriodicRun

SCHEDULE = {
    "send_mails": timedelta(minutes=2),
    "clearsessions": timedelta(days=1),
    "backup": timedelta(days=1),
    "forget_nominations": timedelta(days=1),
    "send_reminders": timedelta(days=1),
    "send_alerts": timedelta(days=1),
    "check_links": timedelta(days=1),
}


def claim(command: str) -> bool:
    """Return whether ``command`` is due and nobody else has taken it; then it is ours to run."""
    now = timezone.now()
    mine = {"started_at": now, "ended_at": None, "exit_code": None}
    _row, made = PeriodicRun.objects.get_or_create(command=command, defaults=mine)
    if made:
        return True
    due = PeriodicRun.objects.filter(command=command, started_at__lte=now - SCHEDULE[command])
    return bool(due.update(**mine))


def start(command: str) -> subprocess.Popen:
    """Start ``command`` in a process of its own, with which its faults end."""
    return subprocess.Popen([sys.executable, settings.BASE_DIR / "manage.py", command])


def note_end(command: str, code: int) -> None:
    PeriodicRun.objects.filter(command=command).update(ended_at=timezone.now(), exit_code=code)
