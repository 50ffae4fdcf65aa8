"""The site with a cap on its SQLite file, like a full disk: as many pages as DATA_DIR/cap says."""

from django.conf import settings
from django.db.backends.signals import connection_created

from bestpractices.wsgi import application

__all__ = ["application"]


def cap(connection, **signal) -> None:
    file = settings.DATA_DIR / "cap"
    if connection.vendor == "sqlite" and file.exists():
        connection.cursor().execute(f"PRAGMA max_page_count = {int(file.read_text())}")


connection_created.connect(cap)
