"""A site moves from one database to another whole: by the two commands of docs/scale.md."""

import re
import shlex
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command

from cases import workflow
from operation.backup.engines import engine
from subscribers.models import Note
from tests.cases.making import load_vocabularies, make_practice
from tests.cast import amina, sven

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = (Path(settings.BASE_DIR) / "docs" / "scale.md").read_text("utf-8")
MADE_ANEW = {
    *("django_content_type", "django_migrations", "django_session", "auth_permission"),
    *("auth_group_permissions", "web_offeredright", "cases_change"),
}
"""Tables that the other site writes by itself, with numbers of its own."""


def documented(command: str) -> list[str]:
    line = re.search(rf"manage ({command} .*)$", PAGE, re.MULTILINE)
    return shlex.split(line[1])


def tables() -> dict:
    return {name: digest for name, digest in engine().tables().items() if name not in MADE_ANEW}


def test_everything_comes_along(tmp_path, monkeypatch):
    load_vocabularies()
    case = make_practice(complete=True)
    workflow.publish(case)
    amina()
    Note.objects.create(user=sven(), practice=case, text="Boats")
    before = tables()
    monkeypatch.chdir(tmp_path)
    call_command(*documented("dumpdata"))
    call_command("flush", interactive=False, verbosity=0)
    call_command(*documented("loaddata"), verbosity=0)
    after = tables()
    assert {name: row["rows"] for name, row in before.items()} == {
        name: row["rows"] for name, row in after.items()
    }
    same = [name for name in before if name.startswith(("cases_", "partners_"))]
    assert [name for name in same if before[name] != after[name]] == []
    note = Note.objects.get()
    assert (note.user, note.practice.slug) == (User.objects.get(username="sven"), case.slug)
    assert note.user.subscriptions.count() == 1
    assert amina().groups.get().permissions.filter(codename="publish_practice").exists()
