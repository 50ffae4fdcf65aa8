import pytest

from cases import workflow
from tests.cases.making import make_practice


@pytest.fixture(autouse=True)
def own_index(request, settings, tmp_path):
    """Each test has an index of its own: what it writes to the database is undone at its end.

    A file that has the samples reads only, and keeps their index.
    """
    if "samples" not in request.fixturenames:
        settings.DATA_DIR = tmp_path


@pytest.fixture
def publish(vocabularies):
    def publish(complete=False, **changes):
        practice = make_practice(complete, **changes)
        workflow.publish(practice)
        return practice

    return publish
