"""How the database of a test is emptied and filled again, in a few statements."""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from web.models import OfferedRight

RIGHTS = (ContentType, Permission, Group, Group.permissions.through, OfferedRight)
"""What migrations bring, so what is there in an emptied database too."""


def deletions(style, tables, **options) -> list[str]:
    """Return the statements that empty ``tables``.

    PostgreSQL takes fifty times as long to truncate all tables as to delete the few rows in them.
    """
    return [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables]


def all_rows() -> list[list]:
    """Return all rows there are but rights, those of each table together."""
    models = apps.get_models(include_auto_created=True)
    kept = [model for model in models if not model._meta.proxy and model not in RIGHTS]
    return [rows for model in kept if (rows := list(model._base_manager.all()))]


@transaction.atomic
def store(tables: Iterable[list]) -> None:
    """Store rows under the keys they had."""
    for rows in tables:
        type(rows[0])._base_manager.bulk_create(rows)
