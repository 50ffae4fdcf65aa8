import pytest

from cases import workflow
from tests.cases.making import make_practice


@pytest.fixture(autouse=True)
def own_index(request, settings, tmp_path):
    """Begin with an empty index, unless the file has the samples."""
    if "samples" not in request.fixturenames:
        settings.DATA_DIR = tmp_path


@pytest.fixture
def published(db):
    """A published case with all there can be in a record."""
    practice = make_practice(complete=True)
    workflow.publish(practice)
    return practice
