"""The permission matrix: every door, every role, every method, each with a declared outcome."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from bestpractices.urls import urlpatterns as site
from cases import access
from tests.doors.addresses import doors
from tests.doors.outcomes import declared, of_the_desk
from tests.doors.trying import METHODS, outcome, try_door
from tests.doors.world import ROLES

pytestmark = pytest.mark.django_db


def expected(door, user, role, method, table) -> set[str]:
    """Return what the door may say; raise KeyError when nothing is declared."""
    of_desk = of_the_desk(door, user, method)
    if of_desk is not None:
        return of_desk
    return set(table[door.route or "(home)", method][role].split("/"))


def conflicts(
    world, role, only=lambda door: True, table=None, methods=METHODS
) -> tuple[list[str], int]:
    """Return what does not say what is declared, with how many answers were compared."""
    client, user, table = world.client(role), world.people.get(role), table or declared()
    if user:
        user.refresh_from_db()
    found, tried = [], 0
    for door in filter(only, doors()):
        for method in methods:
            try:
                declared_outcomes = expected(door, user, role, method, table)
            except KeyError:
                found.append(f"{door.route}: no line for {method} in tests/doors/outcomes.txt")
                continue
            if len(declared_outcomes) > 2 and method in ("HEAD", "OPTIONS"):
                continue  # the desk's lists answer these as GET
            said = outcome(try_door(client, method, world.address(door)))
            tried += 1
            if said not in declared_outcomes:
                found.append(f"{role} {method} {door.route}: {said}, not {declared_outcomes}")
    return found, tried


@pytest.mark.parametrize("role", ROLES)
def test_every_door_says_what_is_declared(world, role, figure):
    """HEAD runs what GET runs and OPTIONS less, so they are tried on one database."""
    methods = METHODS if connection.vendor == "sqlite" else ("GET", "POST")
    found, tried = conflicts(world, role, methods=methods)
    number = len(doors())
    figure(
        f"permission matrix, {role}: {number} URLs x {len(methods)} methods, "
        f"{tried} answers compared, {len(found)} conflicts"
    )
    assert found == []


@pytest.mark.parametrize("role", ["visitor", "expired"])
def test_open_access_opens_the_doors_declared_and_no_other(world, role, settings, figure):
    """Every door is asked by GET, those that open by every method."""
    settings.OPEN_ACCESS = True
    table, opened = declared(open_access=True), doors_that_open()
    found, tried = conflicts(world, role, table=table, methods=("GET",))
    more, again = conflicts(world, role, lambda door: door.route in opened, table)
    found += more
    figure(
        f"permission matrix under OPEN_ACCESS, {role}: {len(doors())} URLs, "
        f"{tried + again} answers compared, {len(found)} conflicts"
    )
    assert found == []


def doors_that_open() -> set[str]:
    closed, opened = declared(), declared(open_access=True)
    return {route for route, method in opened if opened[route, method] != closed[route, method]}


def test_a_door_that_open_access_does_not_open_is_noticed(world, settings):
    table, opened = declared(open_access=True), doors_that_open()
    assert "search/export.<str:name>" in opened
    found, _tried = conflicts(world, "visitor", lambda door: door.name == "export", table)
    assert "visitor GET search/export.<str:name>: 403, not {'200'}" in found


def test_every_line_is_of_a_door_there_is():
    routes = {door.route or "(home)" for door in doors()}
    assert {route for route, _method in declared()} <= routes


def new_door(request):
    return HttpResponse("new")


urlpatterns = [path("new-door/", new_door), *site]


def test_a_new_door_without_a_line_is_noticed(world):
    with override_settings(ROOT_URLCONF=__name__):
        found, _tried = conflicts(world, "visitor", lambda door: door.route == "new-door/")
    assert found[0] == "new-door/: no line for GET in tests/doors/outcomes.txt"


def test_a_door_left_open_is_noticed(world, monkeypatch):
    monkeypatch.setitem(access.POLICY, access.Part.EXPORT, access.Reader.VISITOR)
    found, _tried = conflicts(world, "expired", lambda door: door.name == "export")
    assert "expired GET search/export.<str:name>: 200, not {'403'}" in found


def test_what_somebody_else_keeps_shown_is_noticed(world, monkeypatch):
    from subscribers.models import ReadingList
    from subscribers.views import lists

    monkeypatch.setattr(lists, "_mine", lambda user, pk: ReadingList.objects.get(pk=pk))
    found, _tried = conflicts(world, "member", lambda door: door.name == "reading_list")
    assert "member GET lists/<int:pk>/: 200, not {'404'}" in found
