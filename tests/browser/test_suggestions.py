"""The search box while somebody types: keyboard, mouse, screen reader, without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.moves import LOOKS
from tests.browser.test_accessibility import faults, runs_over

pytestmark = pytest.mark.once


@pytest.fixture
def box(reading_room, browser_page):
    page = browser_page()
    page.goto("/")
    return page.get_by_role("combobox", name="Search the database")


def options(page):
    """The suggestions for all that was typed, not for its beginning alone."""
    listbox = page.get_by_role("listbox", name="Suggestions")
    return listbox.and_(page.locator(":not([aria-busy=true])")).get_by_role("option")


def active(box):
    """The option that the box says is active, as a screen reader finds it."""
    return box.page.locator(f"id={box.get_attribute('aria-activedescendant')}")


def test_the_keyboard_alone_leads_to_a_suggestion(box):
    page = box.page
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("kitak")
    expect(options(page)).to_have_count(4)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").last).to_have_text("4 suggestions. Arrow keys lead to them.")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowDown")
    expect(active(box)).to_contain_text("Kitakyushu's International Environmental Cooperation")
    box.press("ArrowDown")
    expect(active(box)).to_have_text("Kitakyushu, Japan City")
    expect(active(box)).to_have_attribute("aria-selected", "true")
    expect(box).to_be_focused()
    expect(box).to_have_value("kitak")
    box.press("Enter")
    page.wait_for_url("**/search/?city=*")
    expect(page.get_by_role("list", name="Chosen filters")).to_contain_text("Kitakyushu")


def test_the_arrows_go_round_through_the_box(box):
    box.press_sequentially("kitak")
    expect(options(box.page)).to_have_count(4)
    box.press("ArrowUp")
    expect(active(box)).to_contain_text("Techno-cooperative Association")
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowDown")
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None


def test_enter_without_a_choice_searches_for_what_was_typed(box):
    box.press_sequentially("kitak")
    expect(options(box.page)).to_have_count(4)
    box.press("Enter")
    box.page.wait_for_url("**/search/?q=kitak*")


def test_escape_closes_the_list_and_keeps_what_was_typed(box):
    box.press_sequentially("kitak")
    expect(options(box.page)).to_have_count(4)
    box.press("ArrowDown")
    box.press("Escape")
    expect(box.page.locator("#q-suggestions")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("kitak")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowDown")
    expect(options(box.page)).to_have_count(4)
    box.press("Tab")
    expect(box.page.locator("#q-suggestions")).to_be_hidden()


def test_a_click_chooses(box):
    box.press_sequentially("kitak")
    options(box.page).get_by_text("Kitakyushu, Japan").click()
    box.page.wait_for_url("**/search/?city=*")


def test_an_answer_to_an_earlier_text_is_dropped(box):
    """It comes while the pause lasts after which the site is asked for the text of now."""
    page, held = box.page, []
    page.clock.install()
    page.route("**/suggest/?q=kita", lambda route: held.append(route))
    with page.expect_request("**/suggest/?q=kita"):
        box.press_sequentially("kita")
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    box.press("k")
    with page.expect_response("**/suggest/?q=kita"):
        held[0].continue_()
    page.evaluate("fetch('/suggest/?q=other').then(answer => answer.json())")
    expect(options(page)).to_have_count(0)
    page.clock.resume()
    expect(options(page)).to_have_count(4)


def test_nothing_to_suggest_is_said(box):
    box.press_sequentially("zzzz")
    expect(box.page.get_by_role("status").last).to_have_text("No suggestions.")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_a_site_that_does_not_answer_leaves_a_plain_box(box, page_faults):
    box.page.route("**/suggest/**", lambda route: route.abort())
    with box.page.expect_event("requestfailed"):
        box.press_sequentially("kitak")
    box.press("Enter")
    box.page.wait_for_url("**/search/?q=kitak*")
    page_faults.clear()


def test_without_script_the_box_is_a_plain_one(reading_room, browser_page):
    page = browser_page(javascript=False)
    page.goto("/")
    expect(page.get_by_role("combobox")).to_have_count(0)
    page.get_by_role("textbox", name="Search the database").fill("kitakyushu")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name=re.compile("for “kitakyushu”"))).to_be_visible()


@LOOKS
@pytest.mark.parametrize("address", ["/", "/search/"])
def test_the_open_list_has_no_fault(reading_room, browser_page, address, width, scheme):
    page = browser_page(width=width, scheme=scheme)
    page.goto(address)
    box = page.get_by_role("combobox", name="Search the database")
    box.press_sequentially("women")
    expect(options(page).first).to_be_visible()
    box.press("ArrowDown")
    assert faults(page) == []
    assert runs_over(page) <= 0
