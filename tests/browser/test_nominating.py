"""A nomination from the first word to the published page, by the nominator and by the desk."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from cases.models import Cycle, Practice
from tests import cast
from tests.browser.moves import log_in
from tests.browser.test_accessibility import faults, runs_over
from tests.browser.test_one_cycle import button, queue, said
from tests.cases.making import load_vocabularies
from tests.cases.nominating import EMAIL, heading, open_cycle
from tests.cases.reviewing import asked, given

pytestmark = pytest.mark.once

TITLE = "Boats for Hire"


@pytest.fixture
def cycle(live_server, settings, tmp_path) -> Cycle:
    settings.DATA_DIR, settings.SITE_URL = tmp_path, live_server.url
    load_vocabularies()
    for person in (cast.amina, cast.rosa, cast.wei):
        person()
    return open_cycle(criteria="Impact above all.")


def mailed(subject: str) -> str:
    """Return the first web address in the only mail, and empty the box."""
    [sent] = [each for each in mail.outbox if each.to == [EMAIL]]
    assert sent.subject == subject
    mail.outbox.clear()
    return re.search(r"https?://\S+", sent.body)[0]


def begin(page) -> str:
    page.goto("/")
    page.get_by_role("link", name="Nominations").click()
    page.get_by_role("link", name="Begin a nomination").click()
    page.get_by_label("Your e-mail address").fill(EMAIL)
    button(page, "Send me the link")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    return mailed("Your nomination: Cycle of 2030")


def write_without_script(page, link: str) -> None:
    page.goto(link)
    page.get_by_role("link", name="Go on writing").click()
    page.get_by_role("textbox", name="Title").fill(TITLE)
    page.locator("#id_places-0-country").select_option("Japan")
    page.locator("#id_key_dates-0-date").fill("when the bay froze")
    page.locator("button[value=more-partners]").click()
    page.locator("#id_partners-5-organisation").fill("Ferry Union (FU)")
    button(page, "Save")
    expect(page.locator(".messages")).to_contain_text("Saved.")


def finish(page, link: str) -> None:
    page.goto(link)
    page.get_by_role("link", name="Go on writing").click()
    expect(page.get_by_role("textbox", name="Title")).to_have_value(TITLE)
    expect(page.locator(".field.date").first).to_contain_text("is not understood")
    button(page, "Submit")
    expect(page.get_by_role("alert")).to_contain_text("Saved, but not submitted yet")
    page.locator("#id_key_dates-0-date").fill("1965")
    page.locator("#id_key_dates-0-text").fill("The bay froze")
    button(page, "Submit")
    expect(page.get_by_role("alert")).to_contain_text("Missing: a summary, a category")
    section = heading("Process")
    page.locator(f"#id_{section}").fill("1. Ask the riders.\n2. Do what they say.")
    expect(page.locator(f"[data-counts=id_{section}]")).to_have_text("7 of 400 words")
    page.locator("#id_summary").fill("Boats cross the bay at cost.")
    page.locator("#id_categories-0-category").select_option(label="Housing: slum upgrading")
    for scheme in ("light", "dark"):
        for width in (1280, 320):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            assert faults(page) == []
            assert runs_over(page) <= 0
    page.set_viewport_size({"width": 1280, "height": 800})
    button(page, "Submit")
    expect(page.locator(".notice")).to_contain_text("Received")
    assert faults(page) == []
    mailed(f"Nomination received: {TITLE}")


def step(desk, name: str, reason: str = "") -> None:
    desk.get_by_role("link", name=name, exact=True).click()
    if reason:
        desk.get_by_label("Reason").fill(reason)
    button(desk, name)


def test_a_nomination(cycle, browser_page):
    link = begin(browser_page(javascript=False))
    write_without_script(browser_page(javascript=False), link)
    page = browser_page()
    finish(page, link)

    desk = browser_page()
    log_in(desk, cast.amina())
    queue(desk, "nominations-received")
    expect(desk.locator(".rail")).to_contain_text("Nominated for: Cycle of 2030")
    step(desk, "Submit for review")
    step(desk, "Return", "Who owns the boats?")
    said(desk, "is now returned")

    page.goto(mailed(f"Nomination returned: {TITLE}"))
    expect(page.locator(".remarks")).to_have_text("Who owns the boats?")
    page.get_by_role("link", name="Correct it").click()
    page.locator("#id_summary").fill("Boats cross the bay at cost. The riders own them.")
    button(page, "Submit")
    expect(page.locator(".notice")).to_contain_text("In review, 0 of 2 reviews given")

    for review in asked(Practice.objects.get()):
        given(review)
    mail.outbox.clear()
    queue(desk, "ready-to-publish")
    step(desk, "Publish")
    said(desk, "is now published")
    page.goto(mailed(f"Nomination published: {TITLE}"))
    expect(page.get_by_role("main")).to_contain_text("The riders own them.")
    page.goto(link)
    expect(page.locator(".notice")).to_contain_text("Published")
