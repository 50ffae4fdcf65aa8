"""Every column that holds what somebody typed refuses control characters and what is too long."""

import pytest
from django.apps import apps
from django.db import models

from fields.partial_date import PartialDateField
from fields.text import PlainCharField, PlainTextField, PlainURLField

APPS = ("cases", "operation", "partners", "subscribers", "web")
CHECKED = (
    *(PlainCharField, PlainTextField, PlainURLField),
    *(PartialDateField, models.EmailField, models.SlugField),
)
MADE_BY_PROGRAM = {
    "cases": ["code", "currency", "digest", "facet", "sets", "shown", "text"],
    "operation": ["command"],
    "partners": ["name"],
    "subscribers": [
        "currency",
        "digest",
        "ecosystem",
        "ending",
        "first",
        "income_group",
        "key",
        "last",
        "level",
        "network",
        "query",
        "receipt",
        "share_key",
        "domain",
    ],
    "web": ["body", "error", "key", "result", "subject", "unsubscribe"],
}
"""Columns by name that no reader or curator types into, or only what was checked before."""


def unchecked() -> set[str]:
    return {
        f"{model._meta.label_lower}.{field.name}"
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.fields
        if isinstance(field, (models.CharField, models.TextField))
        and not isinstance(field, CHECKED)
        and not field.choices
        and field.name not in MADE_BY_PROGRAM[app]
    }


def test_every_column_that_is_typed_into_checks_what_it_is_given():
    assert unchecked() == set()


def test_one_that_does_not_is_found(monkeypatch):
    monkeypatch.setitem(MADE_BY_PROGRAM, "cases", [])
    assert "cases.importledger.text" in unchecked()


@pytest.mark.parametrize("app", APPS)
def test_every_exception_is_a_column(app):
    there = {f.name for m in apps.get_app_config(app).get_models() for f in m._meta.fields}
    assert set(MADE_BY_PROGRAM[app]) <= there
