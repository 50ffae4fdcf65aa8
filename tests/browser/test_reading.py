"""Searching and reading: with the keyboard alone, on a phone, without JavaScript, on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.moves import log_in
from tests.cast import sven

pytestmark = pytest.mark.once

NARROW = {"width": 375, "height": 700}


def focused(page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")


def tab_to(page, locator, most=80):
    for _ in range(most):
        page.keyboard.press("Tab")
        if locator.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{locator} cannot be reached with the keyboard")


def test_the_first_tab_stop_leads_past_the_head(reading_room, browser_page):
    page = browser_page()
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#q")).to_be_focused()


def test_searching_and_filtering_with_the_keyboard_alone(reading_room, browser_page):
    page = browser_page()
    page.goto("/search/")
    tab_to(page, page.get_by_label("Search the database"))
    page.keyboard.type("lease")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("“lease”"))).to_be_visible()
    tab_to(page, page.get_by_role("checkbox", name=re.compile("Asia and the Pacific")))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Show the cases").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?*region=asia-and-the-pacific*")
    expect(page.get_by_role("list", name="Chosen filters")).to_contain_text("Asia and the Pacific")
    title = page.get_by_role("link", name=re.compile("Khulna"))
    tab_to(page, title)
    page.keyboard.press("Enter")
    page.wait_for_url("**/practices/khulna-shared-leases/")
    page.go_back()
    expect(page.get_by_label("Search the database")).to_have_value("lease")


def test_focus_can_be_seen(reading_room, browser_page):
    page = browser_page()
    page.goto("/search/")
    for _ in range(12):
        page.keyboard.press("Tab")
        width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert width == "3px", focused(page)


def test_all_works_without_javascript(reading_room, browser_page):
    page = browser_page(javascript=False, **NARROW)
    page.goto("/")
    page.get_by_label("Search the database").fill("Dalian")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Filters").click()
    page.get_by_role("checkbox", name=re.compile("Asia and the Pacific")).check()
    page.get_by_role("button", name="Show the cases").click()
    page.wait_for_url("**region=asia-and-the-pacific**")
    page.get_by_role("link", name=re.compile("Kitakyushu's")).click()
    page.get_by_role("link", name="Financial profile").click()
    expect(page.get_by_role("heading", name="Financial profile")).to_be_in_viewport()
    log_in(page, sven())
    page.goto("/practices/kitakyushu/")
    totals = page.get_by_role("table", name="Total of each year")
    expect(totals).to_contain_text("9.71 million USD")
    expect(page.get_by_role("button", name="Dark")).to_have_count(0)


def test_the_filters_are_a_sheet_on_a_phone(reading_room, browser_page):
    page = browser_page(**NARROW)
    page.goto("/search/")
    sheet = page.get_by_role("complementary", name="Filters")
    expect(sheet).to_be_hidden()
    page.get_by_role("link", name="Filters").click()
    expect(sheet).to_be_visible()
    expect(page.get_by_role("button", name="Show the cases")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.go_back()
    expect(sheet).to_be_visible()
    page.get_by_role("link", name="Close").click()
    expect(sheet).to_be_hidden()


def test_an_option_of_a_long_list_can_be_found_by_typing(reading_room, browser_page):
    page = browser_page()
    page.goto("/search/")
    page.get_by_label("Find an option: Category").fill("slum")
    expect(page.get_by_role("checkbox", name=re.compile("slum upgrading"))).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile("Environmental Management"))).to_be_hidden()
    page.get_by_label("Find an option: Category").fill("")
    expect(
        page.get_by_role("checkbox", name=re.compile("Environmental Management"))
    ).to_be_visible()


def background(page) -> str:
    return page.evaluate("getComputedStyle(document.documentElement).backgroundColor")


def test_light_and_dark_follow_the_system_until_a_reader_chooses(reading_room, browser_page):
    page = browser_page()
    page.goto("/")
    light = background(page)
    page.get_by_role("button", name="Dark").click()
    dark = background(page)
    assert dark != light
    page.goto("/about/")
    assert background(page) == dark
    page.get_by_role("button", name="Light").click()
    assert background(page) == light
    assert page.evaluate("localStorage.length") == 0
    page.emulate_media(color_scheme="dark")
    assert background(page) == dark


def test_the_contents_follow_the_reader(reading_room, browser_page):
    page = browser_page()
    page.goto("/practices/kitakyushu/")
    contents = page.get_by_role("navigation", name="Contents")
    contents.get_by_role("link", name="Key dates").click()
    expect(contents.locator("[aria-current]")).to_have_text("Key dates")


def test_paper_carries_the_case_and_no_furniture(reading_room, browser_page):
    page = browser_page()
    log_in(page, sven())
    page.goto("/practices/kitakyushu/")
    page.emulate_media(media="print")
    for name in ("Main", "Contents", "Foot"):
        expect(page.get_by_role("navigation", name=name)).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("table", name="Total of each year")).to_be_visible()
    assert background(page) == "rgba(0, 0, 0, 0)"


def test_the_page_does_not_shift_while_it_loads(reading_room, browser_page):
    page = browser_page()
    page.add_init_script(
        "window.shift = 0;"
        "new PerformanceObserver(list => { for (const entry of list.getEntries())"
        " window.shift += entry.value }).observe({type: 'layout-shift', buffered: true})"
    )
    for address in ("/", "/search/", "/practices/kitakyushu/"):
        page.goto(address, wait_until="networkidle")
        assert page.evaluate("window.shift") < 0.01, address


def test_all_values_of_a_long_list_can_be_searched_in_the_panel(
    reading_room, browser_page, monkeypatch
):
    monkeypatch.setattr("cases.search.facets.MOST_OPTIONS", 3)
    monkeypatch.setattr("cases.views.facet_panel.MOST_OPTIONS", 3)
    page = browser_page()
    page.goto("/search/?sort=title")
    page.locator("summary", has_text="City").first.click()
    group = page.get_by_role("group", name="City")
    expect(group.get_by_role("checkbox")).to_have_count(3)
    find = page.get_by_label("Find an option: City")
    find.fill("kosic")
    group.get_by_role("checkbox", name=re.compile("Košice")).check()
    find.fill("khulna")
    group.get_by_role("checkbox", name=re.compile("Khulna")).check()
    page.wait_for_url("**city=*city=*")
    expect(group.get_by_role("checkbox", name=re.compile("Košice"))).to_be_checked()
    find.fill("")
    expect(group.get_by_role("checkbox")).to_have_count(5)
    expect(page.get_by_role("list", name="Chosen filters")).to_contain_text("Khulna")
    expect(page.get_by_role("list", name="Chosen filters")).to_contain_text("Košice")


def test_all_values_of_a_long_list_can_be_searched_without_javascript(
    reading_room, browser_page, monkeypatch
):
    monkeypatch.setattr("cases.search.facets.MOST_OPTIONS", 3)
    monkeypatch.setattr("cases.views.facet_panel.MOST_OPTIONS", 3)
    page = browser_page(javascript=False)
    page.goto("/search/?sort=title")
    page.locator("summary", has_text="City").first.click()
    page.get_by_role("link", name="All options City").click()
    page.get_by_label("Names in which a word begins with").fill("kosice")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name=re.compile("Košice, Slovakia")).click()
    expect(page.get_by_role("list", name="Chosen filters")).to_contain_text("Košice")


def test_a_filter_renews_the_list_in_place_and_back_undoes_it(reading_room, browser_page):
    page = browser_page()
    page.goto("/search/")
    found = page.locator("#found")
    before = found.inner_text()
    page.locator("summary", has_text="Level of activity").click()
    asia = page.get_by_role("checkbox", name=re.compile("Asia and the Pacific"))
    asia.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("list", name="Chosen filters")).to_contain_text("Asia and the Pacific")
    expect(asia).to_be_focused()
    expect(asia).to_be_checked()
    expect(page.get_by_role("group", name="Level of activity")).to_be_visible()
    assert found.inner_text() != before and "region=asia-and-the-pacific" in page.url
    page.get_by_role("link", name=re.compile("Khulna")).click()
    page.wait_for_url("**/practices/khulna-shared-leases/")
    page.go_back()
    expect(page.get_by_role("list", name="Chosen filters")).to_contain_text("Asia and the Pacific")
    page.go_back()
    expect(found).to_have_text(before)
    expect(asia).not_to_be_checked()
    page.go_forward()
    expect(asia).to_be_checked()


def test_a_sheet_stays_open_while_filters_are_chosen(reading_room, browser_page):
    page = browser_page(**NARROW)
    page.goto("/search/#filters")
    box = page.get_by_role("checkbox", name=re.compile("Africa"))
    box.check()
    page.wait_for_url("**/search/?*region=africa*#filters")
    expect(box).to_be_focused()
    expect(page.get_by_role("button", name="Show the cases").last).to_be_in_viewport()
    page.get_by_role("link", name="Close").click()
    expect(page.get_by_role("list", name="Chosen filters")).to_contain_text("Africa")


def test_a_list_that_cannot_be_renewed_is_opened(reading_room, browser_page, page_faults):
    page = browser_page()
    page.goto("/search/")
    page.route("**/search/?*", lambda route: route.abort() if route.request.resource_type == "fetch"
               else route.continue_())  # fmt: skip
    page.get_by_role("checkbox", name=re.compile("Africa")).check()
    page.wait_for_url("**/search/?*region=africa*")
    expect(page.get_by_role("list", name="Chosen filters")).to_contain_text("Africa")
    page_faults.clear()
