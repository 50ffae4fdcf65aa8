"""Other ways of reading: by keyboard alone, in forced colours, without motion, spaced widely."""

import re

import pytest
from playwright.sync_api import expect

from cases.models import City
from subscribers.models import Plan
from tests.browser.test_accessibility import runs_over
from tests.browser.test_reading import tab_to
from tests.cast import PASSWORD, sven

pytestmark = pytest.mark.once

PLACES = (("Zarqa", 32.07, 36.09), ("Winnipeg", 49.88, -97.15), ("Kitakyushu", 33.88, 130.88))
PAGES = ("/", "/search/?region=africa", "/practices/kitakyushu/", "/about/style/", "/order/")


def test_citing_logging_in_exporting_and_ordering_with_the_keyboard_alone(
    reading_room, browser_page
):
    Plan.objects.create(name="One reader", price=90)
    person, page = sven(), browser_page()
    page.goto("/practices/kitakyushu/")
    tab_to(page, page.get_by_role("link", name="Cite this case"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="BibTeX"))
    with page.expect_download() as cited:
        page.keyboard.press("Enter")
    assert cited.value.suggested_filename.endswith(".bib")
    page.goto("/search/?q=lease")
    tab_to(page, page.get_by_role("link", name="Log in"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Email"))
    page.keyboard.type(person.email)
    tab_to(page, page.get_by_label("Password"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Log out").wait_for()
    page.goto("/search/?q=lease")
    tab_to(page, page.locator(".exports summary"), most=200)
    page.keyboard.press("Enter")
    tab_to(page, page.locator(".exports a").first)
    with page.expect_download() as exported:
        page.keyboard.press("Enter")
    assert re.search(r"\.(csv|xlsx|json)$", exported.value.suggested_filename)
    tab_to(page, page.get_by_role("navigation", name="Foot").get_by_role("link", name="To Order"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/order/")
    order(page)


def order(page):
    tab_to(page, page.get_by_role("link", name="Plans, terms and order form"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("One reader"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("Invoice address"))
    page.keyboard.type("1 Quay")
    tab_to(page, page.get_by_label("I accept the terms below."))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Order", exact=True))
    page.keyboard.press("Enter")
    page.get_by_text("waits for payment").wait_for()


def test_the_map_with_the_keyboard_alone(reading_room, browser_page):
    """A mark can be reached, is seen to be, and leads to its cases; the map is moved by links."""
    for name, latitude, longitude in PLACES:
        City.objects.filter(name=name).update(latitude=latitude, longitude=longitude)
    page = browser_page()
    page.goto("/search/map/")
    marks = page.locator(".case-map a.mark")
    expect(marks).to_have_count(len(PLACES))
    mark = page.get_by_role("link", name=re.compile("^Winnipeg, Canada: 1 case"))
    tab_to(page, mark, most=160)
    ring = mark.locator("circle").first
    assert ring.evaluate("circle => getComputedStyle(circle).strokeWidth") == "4px"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?city=*")
    expect(page.locator(".cards .title")).to_have_count(1)
    page.go_back()
    tab_to(page, page.get_by_role("link", name="Zoom in"), most=160)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/map/?bbox=*")
    expect(page.get_by_role("link", name="Zoom out")).to_be_visible()


def test_the_way_on_through_a_list_of_hits(reading_room, browser_page):
    page = browser_page()
    page.goto("/search/?sort=title")
    titles = page.locator(".cards .title > a").all_inner_texts()
    page.locator(".cards .title > a").nth(1).click()
    on = page.get_by_role("navigation", name="In your list")
    expect(on).to_contain_text(re.compile("2 of [0-9]+ in your list"))
    on.get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(titles[2])
    on.get_by_role("link", name="Previous").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(titles[1])
    on.get_by_role("link", name="in your list").click()
    page.wait_for_url("**/search/?sort=title")


def test_nothing_moves_for_who_asked_for_stillness(reading_room, browser_page):
    page = browser_page()
    page.emulate_media(reduced_motion="reduce")
    moving = """[...document.querySelectorAll('*')].filter(element => {
        const style = getComputedStyle(element);
        return [style.animationDuration, style.transitionDuration].some(t => parseFloat(t) > 0)
            || style.scrollBehavior === 'smooth';
    }).length"""
    for address in PAGES:
        page.goto(address)
        assert page.evaluate(moving) == 0, address


def test_in_forced_colours_signs_edges_and_focus_are_seen(reading_room, browser_page):
    page = browser_page()
    page.emulate_media(forced_colors="active")
    page.goto("/search/?region=africa")
    read = "(element, name) => getComputedStyle(element, name)"
    sign = page.locator(".recognition").first.evaluate(
        f"e => [({read})(e, '::before').color, ({read})(document.body).backgroundColor]"
    )
    assert sign[0] != sign[1]
    for edged in (".chips a", ".search-box button", "#q", ".views [aria-current]"):
        edge, ground = page.locator(edged).first.evaluate(
            f"e => {{ const s = ({read})(e); return [s.borderBottomColor, s.backgroundColor]; }}"
        )
        assert edge != ground, edged
    page.keyboard.press("Tab")
    outline = page.evaluate(f"({read})(document.activeElement).outlineWidth")
    assert outline == "3px"


@pytest.mark.parametrize("width", [1280, 320])
def test_widely_spaced_text_stays_on_the_page(reading_room, browser_page, width):
    """The distances of WCAG 2.2, criterion 1.4.12."""
    page = browser_page(width=width)
    spaced = """() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important;'
            + ' word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }');
        document.adoptedStyleSheets = [sheet];
    }"""
    cut = """[...document.querySelectorAll('main :is(a, button, h1, h2, h3, p, li, dd)')]
        .filter(e => getComputedStyle(e).overflowY === 'hidden'
            && e.scrollHeight > e.clientHeight + 2 && !e.matches('.unseen, .snippet, [class*=of-]'))
        .map(e => e.className)"""
    for address in PAGES:
        page.goto(address)
        page.evaluate(spaced)
        assert runs_over(page) <= 0, address
        assert page.evaluate(cut) == [], address
