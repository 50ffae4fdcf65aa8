"""axe finds nothing at the desk: first page, list, the form in all its states, the preview."""

import pytest
from playwright.sync_api import expect

from cases.models import Practice, UnknownTerm
from tests.browser.moves import LOOKS, SUGGESTED, log_in
from tests.browser.test_accessibility import RULES, faults, runs_over
from tests.cast import amina

pytestmark = pytest.mark.once

ADD = "/admin/cases/practice/add/"
STYLE = "Applying inline style violates"


@pytest.fixture
def page(width, scheme, reading_room, browser_page):
    page = browser_page(width=width, scheme=scheme)
    log_in(page, amina())
    return page


@pytest.fixture
def look(page, page_faults):
    """Give ``look(name, found)``, which adds to ``found`` what axe finds on the page.

    axe copies elements that a script has shown or hidden, with their style, which the content
    security policy refuses the copy: such faults are of axe and not of the page.
    """

    def look(name: str, found: list) -> None:
        before = len(page_faults)
        found += [f"{name}: {fault}" for fault in faults(page, RULES)]
        page_faults[before:] = [fault for fault in page_faults[before:] if STYLE not in fault]
        if runs_over(page) > 0:
            found.append(f"{name}: runs over by {runs_over(page)} pixels")

    return look


def save(page) -> None:
    """Save what the form cannot take, and wait until it says so."""
    page.get_by_role("button", name="Save and continue editing").click()
    page.locator(".errornote, .conflict button").first.wait_for()


def pages(practice: int, unknown: int) -> list[str]:
    return [
        "/admin/",
        "/admin/cases/practice/",
        "/admin/cases/practice/?queue=published",
        ADD,
        f"/admin/cases/practice/{practice}/change/",
        f"/admin/cases/practice/{practice}/preview/visitor/",
        f"/admin/cases/practice/{practice}/preview/subscriber/",
        f"/admin/cases/practice/step/archive/?id={practice}",
        f"/admin/cases/practice/follow-up/?id={practice}",
        "/admin/partners/sponsor/",
        "/admin/partners/sponsor/add/",
        "/admin/cases/unknownterm/?queue=unknown-terms",
        f"/admin/cases/unknownterm/{unknown}/change/",
    ]


@LOOKS
def test_nothing_is_found(page, look):
    practice = Practice.objects.get(slug="kitakyushu")
    change = f"/admin/cases/practice/{practice.pk}/change/"
    unknown = UnknownTerm.met("category", "towers", "Housing")
    unknown.uses.create(practice=practice)
    found = []
    for address in pages(practice.pk, unknown.pk):
        page.goto(address)
        look(address, found)
    page.goto(change)
    page.locator(".finances thead th").first.scroll_into_view_if_needed()
    expect(page.locator(".finances thead .unassigned")).to_be_in_viewport(ratio=1)
    page.goto(ADD)
    page.locator("#id_locations-0-city").fill("Nowhere-on-Sea")
    page.locator("#id_contact-person").fill("Aiko Example")
    page.locator("#id_key_dates-0-date").fill("in the autumn")
    page.locator("#id_financial_years-0-total").fill("much")
    save(page)
    look("with errors", found)
    page.goto(change)
    page.locator("#id_title").fill("Mine")
    page.locator("#id_reason").fill("A name")
    Practice.objects.filter(pk=practice.pk).update(title="Theirs", revision=practice.revision + 9)
    save(page)
    look("conflict", found)
    page.get_by_role("button", name="Take this").first.click()
    assert page.locator("#id_title").input_value() == "Theirs"
    page.locator("#id_classifications-0-category").press_sequentially("x", delay=20)
    page.locator("#id_classifications-0-category").fill("")
    page.locator("#id_classifications-0-category").press_sequentially("hous", delay=20)
    page.locator(SUGGESTED).first.wait_for()
    look("suggestions", found)
    assert found == [], "\n".join(found)
