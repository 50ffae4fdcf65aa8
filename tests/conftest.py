"""What every test gets. The database is the one DATABASE_URL names: SQLite when it names none."""

import pytest
from django.test import override_settings


@pytest.fixture(scope="session", autouse=True)
def data_dir(tmp_path_factory):
    """Give each test process a data folder of its own, and a password hash that costs no time."""
    folder = tmp_path_factory.mktemp("data")
    with override_settings(
        DATA_DIR=folder,
        MEDIA_ROOT=folder / "media",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield folder
