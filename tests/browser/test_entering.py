"""A case entered in the browser: names offered while typing, blank rows that come of themselves."""

import pytest
from playwright.sync_api import expect

from cases.models import City, Country, Practice
from tests.browser.moves import SUGGESTED, log_in, take_suggestion
from tests.cast import amina

pytestmark = pytest.mark.once


def open_blank(page):
    log_in(page, amina())
    page.goto("/admin/cases/practice/add/")


def test_a_city_and_a_category_are_chosen_with_the_keyboard(reading_room, browser_page):
    japan = Country.objects.get(code="JP")
    City.objects.create(
        name="Quirkhaven", country=japan, latitude=43.8, longitude=143.9, population=9
    )
    page = browser_page()
    open_blank(page)
    page.get_by_role("textbox", name="Title").fill("Boats for Hire")
    city = page.locator("#id_locations-0-city")
    city.focus()
    take_suggestion(page, "quirkh")
    expect(city).to_have_value("Quirkhaven, Japan")
    expect(page.locator("#id_locations-0-country")).to_have_value("Japan")
    expect(page.locator("#locations-0")).to_contain_text("43.80, 143.90")
    expect(page.locator("#id_locations-1-city")).to_be_visible()
    page.locator("#id_classifications-0-category").focus()
    take_suggestion(page, "greening")
    page.keyboard.press("Tab")
    page.locator("#id_classifications-1-category").focus()
    take_suggestion(page, "Housing", times=2)
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_text("was added successfully").wait_for()
    practice = Practice.objects.get(title="Boats for Hire")
    assert [city.name for city in practice.cities] == ["Quirkhaven"]
    tree = [(top.name, [sub.name for sub in subs]) for top, subs in practice.category_tree]
    assert tree[0] == ("Environmental Management", ["urban greening"])
    assert tree[1][0] == "Housing"


def test_escape_closes_the_list_and_what_was_typed_stays(reading_room, browser_page):
    page = browser_page()
    open_blank(page)
    category = page.locator("#id_classifications-0-category")
    category.focus()
    page.keyboard.type("hous", delay=10)
    options = page.locator(SUGGESTED)
    options.first.wait_for()
    expect(category).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(category).to_have_value("hous")


def test_what_was_typed_outlives_a_lost_session(reading_room, browser_page):
    page = browser_page()
    open_blank(page)
    page.get_by_role("textbox", name="Title").fill("Boats for Hire")
    page.locator("#id_key_dates-0-date").fill("1965")
    page.locator("#id_key_dates-1-date").fill("August 1980")
    page.locator("#id_key_dates-2-date").fill("15 Dec 1997")
    page.locator("#id_financial_years-0-year").fill("1996")
    page.get_by_role("button", name="Add a year").click()
    page.locator("#id_financial_years-1-year").fill("1997")
    page.get_by_role("button", name="Add a funder").click()
    page.locator("#id_funders-1-label").fill("Second")
    page.locator("#id_partnerships-0-kinds_1").check()
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/login/**")
    log_in(page, amina())
    page.goto("/admin/cases/practice/add/")
    expect(page.get_by_text("Something you typed here was not saved.")).to_be_visible()
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_role("textbox", name="Title")).to_have_value("Boats for Hire")
    expect(page.locator("#id_key_dates-2-date")).to_have_value("15 Dec 1997")
    expect(page.locator("#id_financial_years-1-year")).to_have_value("1997")
    expect(page.locator("#id_funders-1-label")).to_have_value("Second")
    expect(page.locator("#id_partnerships-0-kinds_1")).to_be_checked()


def test_what_was_saved_is_not_offered_again(reading_room, browser_page):
    page = browser_page()
    open_blank(page)
    page.get_by_role("textbox", name="Title").fill("Boats for Hire")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was added successfully").wait_for()
    page.goto("/admin/cases/practice/add/")
    expect(page.get_by_role("textbox", name="Title")).to_have_value("")
    expect(page.get_by_text("Something you typed here was not saved.")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('case '))") == []


def test_a_like_title_and_what_is_still_missing_are_told_while_typing(reading_room, browser_page):
    page = browser_page()
    open_blank(page)
    missing = page.locator(".missing li")
    expect(missing).to_have_count(3)
    page.get_by_role("textbox", name="Title").press_sequentially("Khulna shared leases")
    expect(page.locator(".alike a").first).to_have_attribute(
        "href", "/practices/khulna-shared-leases/"
    )
    page.locator("#id_summary").fill("Anyone can hire a boat.")
    expect(missing.filter(has_text="typed, not saved yet")).to_have_text(
        "a summary (typed, not saved yet)"
    )
