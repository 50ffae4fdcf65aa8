import pytest

from tests.cases.making import load_vocabularies


@pytest.fixture
def vocabularies(db):
    load_vocabularies()
