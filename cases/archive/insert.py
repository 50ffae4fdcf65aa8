"""Storing many new rows exactly as they are."""

from django.core.management.color import no_style
from django.db import connection

from cases.archive.graph import is_numbered

MOST_AT_ONCE = 1000


def insert(model, rows: list) -> None:
    """Store new rows with all they hold, times of creation and change included.

    Effects: where rows bring their own numbers, the database goes on counting above them.
    """
    if not rows:
        return
    clocks = [f for f in model._meta.concrete_fields if getattr(f, "auto_now", False)]
    clocks += [f for f in model._meta.concrete_fields if getattr(f, "auto_now_add", False)]
    times = [{clock.name: getattr(row, clock.name) for clock in clocks} for row in rows]
    numbered = is_numbered(model) and rows[0].pk is not None
    model._base_manager.bulk_create(rows, batch_size=MOST_AT_ONCE)
    if clocks:
        for row, values in zip(rows, times, strict=True):
            for name, value in values.items():
                setattr(row, name, value)
        model._base_manager.bulk_update(rows, [clock.name for clock in clocks], batch_size=200)
    if numbered:
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(statement)
