import pytest

from cases.views.kept import CARDS


@pytest.fixture(autouse=True)
def nothing_kept(settings, tmp_path):
    CARDS.clear()
    settings.DATA_DIR = tmp_path
