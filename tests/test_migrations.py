"""Migrations that sites run while the release before still answers: they only expand."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

OURS = {"cases", "operation", "partners", "subscribers", "web"}
SITES_HAVE = {"cases": 11, "operation": 1, "partners": 1, "subscribers": 1, "web": 2}
"""Up to these numbers migrations were made before any site ran. What comes now must only expand:
these numbers never grow."""
CONTRACTS: set[str] = set()
"""Such as "cases.0031_drop_old_column": takes away what the release before no longer uses."""

TAKES_AWAY = (
    migrations.RemoveField,
    migrations.DeleteModel,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.AlterModelTable,
    migrations.AlterUniqueTogether,
)


def fault_of(operation, fields: Callable[[str], dict]) -> str:
    """Say what the release before would stumble over; empty when nothing.

    ``fields`` gives the fields that a model, by its name in small letters, has before.
    """
    name = type(operation).__name__
    if isinstance(operation, TAKES_AWAY):
        return f"{name}: the release before still uses it; name the migration in CONTRACTS"
    if isinstance(operation, migrations.AddField) and not fits_old_rows(operation.field):
        return f"AddField {operation.name}: give it null=True or db_default"
    if isinstance(operation, migrations.AlterField):
        before = fields(operation.model_name_lower)[operation.name]
        if before.null and not operation.field.null:
            return f"AlterField {operation.name}: the release before still writes null"
    if isinstance(operation, migrations.RunPython) and not operation.reversible:
        return "RunPython: there is no way back"
    return ""


def fits_old_rows(field) -> bool:
    return field.null or field.many_to_many or field.has_db_default()


def fields_of(state, app: str, model: str) -> dict:
    return state.models[app, model].fields


def faults() -> list[str]:
    found, loader = [], MigrationLoader(None)
    for (app, name), migration in loader.disk_migrations.items():
        if app not in OURS or int(name[:4]) <= SITES_HAVE[app] or f"{app}.{name}" in CONTRACTS:
            continue
        state = loader.project_state((app, name), at_end=False)
        for operation in migration.operations:
            fields = partial(fields_of, state, app)
            found += [f"{app}.{name} {text}"] if (text := fault_of(operation, fields)) else []
            operation.state_forwards(app, state)
    return found


def test_migrations_only_expand():
    assert faults() == []


@pytest.mark.parametrize(
    ("operation", "fault"),
    [
        (migrations.RemoveField("practice", "title"), "RemoveField"),
        (migrations.DeleteModel("practice"), "DeleteModel"),
        (migrations.RenameField("practice", "title", "name"), "RenameField"),
        (migrations.AddField("practice", "x", models.IntegerField(default=1)), "db_default"),
        (migrations.AlterField("practice", "x", models.IntegerField()), "still writes null"),
        (migrations.AlterField("practice", "y", models.IntegerField()), ""),
        (migrations.RunPython(lambda apps, editor: None), "no way back"),
        (migrations.AddField("practice", "x", models.IntegerField(null=True)), ""),
        (migrations.AddField("practice", "x", models.IntegerField(db_default=1)), ""),
        (migrations.AddField("practice", "x", models.ManyToManyField("cases.city")), ""),
    ],
)
def test_a_step_that_breaks_the_release_before_is_found(operation, fault):
    has = {"x": models.IntegerField(null=True), "y": models.SmallIntegerField()}
    found = fault_of(operation, lambda model: has)
    assert fault in found if fault else found == ""


def test_every_migration_after_the_first_sites_is_looked_at(monkeypatch):
    monkeypatch.setitem(SITES_HAVE, "cases", 1)
    assert any("cases.0002_links RemoveField" in fault for fault in faults())


def test_no_migration_that_is_yet_to_come_is_left_out():
    last = dict.fromkeys(OURS, 0)
    for app, name in MigrationLoader(None).disk_migrations:
        last[app] = max(last.get(app, 0), int(name[:4]))
    assert SITES_HAVE.keys() == OURS
    assert all(number <= last[app] for app, number in SITES_HAVE.items())
