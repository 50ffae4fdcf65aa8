from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from tests.cases.making import load_vocabularies


@pytest.fixture(scope="module")
def samples(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load the sample cases for a whole file of tests."""
    folder = override_settings(DATA_DIR=tmp_path_factory.mktemp("samples"))
    with django_db_blocker.unblock(), folder, transaction.atomic():
        call_command("load_sample_cases", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def vocabularies(db):
    load_vocabularies()
