"""Frames of a request lie in one piece of memory; see bestpractices.room."""

import pytest

from bestpractices.room import with_room

pytestmark = pytest.mark.once


def test_the_application_is_called_as_ever():
    def application(environ, start_response):
        start_response("200 OK", [])
        return [environ["PATH_INFO"].encode()]

    said = []
    answer = with_room(application)({"PATH_INFO": "/"}, lambda *args: said.append(args))
    assert (answer, said) == ([b"/"], [("200 OK", [])])


def test_an_error_is_raised_as_ever():
    def application(environ, start_response):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        with_room(application)({}, None)
