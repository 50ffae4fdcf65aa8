import pytest

from cases import workflow
from cases.views.kept import CARDS
from tests.cases.making import make_practice


@pytest.fixture(autouse=True)
def nothing_kept(request, settings, tmp_path):
    """Begin with an empty cache and, unless the file has the samples, an empty index."""
    CARDS.clear()
    if "samples" not in request.fixturenames:
        settings.DATA_DIR = tmp_path


@pytest.fixture
def published(db):
    """A published case with all there can be in a record."""
    practice = make_practice(complete=True)
    workflow.publish(practice)
    return practice
