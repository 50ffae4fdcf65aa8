"""What readers keep and order, in the browser: written, found again, and sound to axe."""

import pytest
from django.core.cache import caches

from subscribers.models import Plan
from tests.browser.moves import log_in
from tests.browser.test_accessibility import faults, runs_over
from tests.cast import sven

pytestmark = pytest.mark.once


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_a_reader_keeps_things_and_orders(reading_room, browser_page, width, scheme):
    caches["default"].clear()
    Plan.objects.create(name="One reader", price=90)
    page = browser_page(width=width, scheme=scheme)
    log_in(page, sven())
    found = []

    def look(address=""):
        if address:
            page.goto(address)
        found.extend(faults(page))
        assert runs_over(page) <= 0, page.url

    look("/practices/kitakyushu/")
    page.get_by_role("link", name="Write a note").click()
    look()
    write_note(page)
    page.get_by_role("button", name="Put on the list").click()
    look("/practices/kitakyushu/")
    look("/notes/")
    look("/lists/")
    page.get_by_role("link", name="Reading list", exact=True).click()
    look()
    page.get_by_role("button", name="Make a link to share").click()
    page.get_by_text("/lists/shared/").wait_for()
    page.goto("/search/?q=lease")
    page.get_by_role("link", name="Save this search").click()
    look()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("heading", name="lease").wait_for()
    look()
    page.get_by_role("button", name="Put on record, to cite").click()
    page.get_by_role("heading", name="A search on record").wait_for()
    look()
    for address in ("/searches/", "/tokens/", "/subscription/", "/order/new/"):
        look(address)
    order(page)
    look()
    assert found == []


def write_note(page) -> None:
    page.get_by_label("Note", exact=False).last.fill("Ask the harbour office.")
    page.get_by_role("button", name="Keep the note").click()
    page.get_by_text("Ask the harbour office.").wait_for()


def order(page) -> None:
    page.get_by_label("One reader").check()
    page.get_by_label("Invoice address").fill("1 Quay")
    page.get_by_label("I accept the terms below.").check()
    page.get_by_role("button", name="Order", exact=True).click()
    page.get_by_text("waits for payment").wait_for()
