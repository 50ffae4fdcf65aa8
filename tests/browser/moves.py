"""What people do again and again, and on what they look at it."""

import pytest

from tests.cast import PASSWORD

LOOKS = pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
"""A wide light page and a narrow dark one: contrast hangs on the scheme, room on the width."""


SUGGESTED = ".suggestions:not([hidden]):not([aria-busy=true]) li"
"""The names that a field of the desk offers for all that was typed, not for its beginning alone."""


def log_in(page, person):
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("button", name="Log out").wait_for()


def take_suggestion(page, typed: str, times: int = 1):
    """Type into the field that has the focus and take the suggestion with the keyboard."""
    page.keyboard.type(typed, delay=10)
    page.locator(SUGGESTED).first.wait_for()
    for _ in range(times):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
