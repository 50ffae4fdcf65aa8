"""The site with a cap on its SQLite file, like a full disk: as many pages as DATA_DIR/cap says."""

from django.conf import settings
from django.core.signals import request_started
from django.db import connection

from bestpractices.wsgi import application

__all__ = ["application"]

NO_CAP = 4_294_967_294
"""As many pages as SQLite can have."""


def cap(**signal) -> None:
    """Set or lift the cap before each request, since connections are kept."""
    file = settings.DATA_DIR / "cap"
    if connection.vendor == "sqlite":
        pages = int(file.read_text()) if file.exists() else NO_CAP
        connection.cursor().execute(f"PRAGMA max_page_count = {pages}")


request_started.connect(cap)
