import pytest
from django.db import transaction
from django.test import override_settings

from tests.doors.world import World


@pytest.fixture(autouse=True)
def pdf_as_its_page(monkeypatch):
    """Give the page that would be set: words cannot be heard in the glyphs of a PDF."""
    monkeypatch.setattr("cases.typesetting.typeset", lambda html, without: html.encode())


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world for a whole file of tests, which leave it as it was."""
    folder = override_settings(DATA_DIR=tmp_path_factory.mktemp("doors"))
    with django_db_blocker.unblock(), folder, transaction.atomic():
        yield World()
        transaction.set_rollback(True)
