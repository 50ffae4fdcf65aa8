"""What people do again and again, and on what they look at it."""

import pytest

from tests.cast import PASSWORD

LOOKS = pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
"""A wide light page and a narrow dark one: contrast hangs on the scheme, room on the width."""


def log_in(page, person):
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("button", name="Log out").wait_for()
