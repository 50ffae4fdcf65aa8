from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from cases import workflow
from tests.cases.making import make_practice


@pytest.fixture(scope="module")
def samples(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load the sample cases for a whole file of tests."""
    folder = override_settings(DATA_DIR=tmp_path_factory.mktemp("samples"))
    with django_db_blocker.unblock(), folder, transaction.atomic():
        call_command("load_sample_cases", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def nothing_kept(request, settings, tmp_path):
    """Begin with an empty cache and, unless the file has the samples, an empty index."""
    cache.clear()
    if "samples" not in request.fixturenames:
        settings.DATA_DIR = tmp_path


@pytest.fixture
def published(db):
    """A published case with all there can be in a record."""
    practice = make_practice(complete=True)
    workflow.publish(practice)
    return practice
