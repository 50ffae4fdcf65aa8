import pytest

from cases import search, workflow
from tests.cases.making import make_practice


@pytest.fixture(autouse=True)
def own_index(request, settings, tmp_path):
    """An empty index for each test but those that look at the samples."""
    if "samples" not in request.fixturenames:
        settings.DATA_DIR = tmp_path


@pytest.fixture
def case(db):
    """A published case of two versions with all there can be in a record."""
    practice = make_practice(complete=True)
    workflow.publish(practice)
    practice.summary = "Riders own the buses and the sheds."
    practice.save()
    workflow.revise(practice, reason="The sheds were bought")
    search.sync()
    return practice
