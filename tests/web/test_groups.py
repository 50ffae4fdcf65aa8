"""What a release brings for the groups of a site, and what an administrator took from them."""

import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from cases.groups import CURATORS, ensure_groups
from subscribers.groups import SUBSCRIPTION_DESK, ensure_group
from web.groups import offer
from web.models import OfferedRight

pytestmark = pytest.mark.django_db


def rights_of(name: str) -> set[str]:
    return set(Permission.objects.filter(group__name=name).values_list("codename", flat=True))


def next_release(app: str) -> Permission:
    """Return a right that the next release of ``app`` brings, as its migration leaves it."""
    kind = Permission.objects.filter(content_type__app_label=app).first().content_type
    return Permission.objects.create(content_type=kind, codename="change_tide", name="Tide")


@pytest.mark.parametrize(
    ("app", "name", "ensure"),
    [("cases", CURATORS, ensure_groups), ("subscribers", SUBSCRIPTION_DESK, ensure_group)],
)
def test_a_new_right_reaches_the_group_and_one_that_was_taken_stays_away(app, name, ensure):
    had = rights_of(name)
    group = Group.objects.get(name=name)
    taken = max(had)
    group.permissions.remove(group.permissions.get(codename=taken))
    new = next_release(app)
    ensure()
    assert rights_of(name) == had - {taken} | {"change_tide"}
    group.permissions.remove(new)
    ensure()
    assert rights_of(name) == had - {taken}


def test_a_group_that_was_deleted_is_made_anew():
    had = rights_of(CURATORS)
    Group.objects.get(name=CURATORS).delete()
    ensure_groups()
    assert rights_of(CURATORS) == had


def test_groups_of_the_administrator_get_nothing():
    own = Group.objects.create(name="Interns")
    next_release("cases")
    ensure_groups()
    assert not own.permissions.exists()


def test_a_site_from_before_this_was_remembered_loses_no_decision():
    OfferedRight.objects.all().delete()
    group = Group.objects.get(name=CURATORS)
    group.permissions.remove(Permission.objects.get(codename="delete_city"))
    had = rights_of(CURATORS)
    importlib.import_module("web.migrations.0004_offered_rights").remember(apps, None)
    next_release("cases")
    ensure_groups()
    assert rights_of(CURATORS) == had | {"change_tide"}


def test_what_is_offered_is_offered_once():
    offer("Interns", Permission.objects.filter(codename="view_city"))
    offer("Interns", Permission.objects.filter(codename="view_city"))
    assert OfferedRight.objects.filter(group__name="Interns").count() == 1
    assert rights_of("Interns") == {"view_city"}
