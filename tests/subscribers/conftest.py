import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def nothing_kept(settings, tmp_path):
    caches["process"].clear()
    settings.DATA_DIR = tmp_path
