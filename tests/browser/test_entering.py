"""A case entered in the browser: names offered while typing, blank rows that come of themselves."""

from playwright.sync_api import expect

from cases.models import City, Country, Practice
from tests.browser.moves import log_in
from tests.cast import amina


def open_blank(page):
    log_in(page, amina())
    page.goto("/admin/cases/practice/add/")


def choose(page, typed: str, times: int = 1):
    """Type into the field that has the focus and take the suggestion with the keyboard."""
    page.keyboard.type(typed, delay=10)
    page.locator(".suggestions:not([hidden]) li").first.wait_for()
    for _ in range(times):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


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
    choose(page, "quirkh")
    expect(city).to_have_value("Quirkhaven, Japan")
    expect(page.locator("#id_locations-0-country")).to_have_value("Japan")
    expect(page.locator("#locations-0")).to_contain_text("43.80, 143.90")
    expect(page.locator("#id_locations-1-city")).to_be_visible()
    page.locator("#id_classifications-0-category").focus()
    choose(page, "greening")
    page.keyboard.press("Tab")
    page.locator("#id_classifications-1-category").focus()
    choose(page, "Housing", times=2)
    page.get_by_role("button", name="Save and continue editing").click()
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
    options = page.locator(".suggestions:not([hidden]) li")
    options.first.wait_for()
    expect(category).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(category).to_have_value("hous")
