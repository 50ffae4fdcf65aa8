"""axe finds nothing on any kind of page, light and dark, wide and narrow, and nothing runs over."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.moves import LOOKS, log_in
from tests.cast import amina, sven

pytestmark = pytest.mark.once

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
FOR_READERS = RULES | {"rules": {"color-contrast-enhanced": {"enabled": True}}}
"""On the pages of readers texts have the contrast of level AAA too."""
PAGES = [
    "/",
    "/search/",
    "/search/?q=lease&region=asia-and-the-pacific&year_from=1990",
    "/search/?q=zzzzzz&region=africa",
    "/search/?year_from=x",
    "/search/#filters",
    "/search/map/",
    "/search/map/?q=water&bbox=-20,-35,55,38",
    "/search/table/?region=africa",
    "/search/options/city/",
    "/browse/",
    "/browse/organisation/",
    "/browse/region/africa/",
    "/browse/category/housing/",
    "/practices/kitakyushu/",
    "/practices/khulna-shared-leases/",
    "/practices/zarqa-womens-workshops/",
    "/practices/irbid-one-street-map/",
    "/search/cite/?q=lease",
    "/claims/",
    "/place/",
    "/compare/?case=kitakyushu&case=khulna-shared-leases&add=lease",
    "/search/coverage/?q=lease",
    "/cycles/2002/",
    "/practices/khulna-shared-leases/recognition/",
    "/practices/khulna-shared-leases/versions/",
    "/practices/khulna-shared-leases/versions/1/",
    "/practices/khulna-shared-leases/versions/compare/?old=1&new=2",
    "/practices/khulna-shared-leases/versions/1/results-achieved/",
    "/practices/khulna-shared-leases/versions/1/summary/1/",
    "/accounts/login/",
    "/sponsors/",
    "/order/",
    "/about/",
    "/about/style/",
    "/help/",
    "/nominations/",
    "/nowhere/",
]


def faults(page, rules=FOR_READERS) -> list[str]:
    page.wait_for_load_state()
    found = Axe().run(page, options=rules).response["violations"]
    return [
        f"{page.url}: {rule['id']}: {node['target']} {node.get('failureSummary', '')}"
        for rule in found
        for node in rule["nodes"]
    ]


def runs_over(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


@LOOKS
def test_the_pages_of_a_visitor(reading_room, browser_page, scheme, width):
    page = browser_page(width=width, scheme=scheme)
    found = []
    for address in PAGES:
        page.goto("about:blank")
        page.goto(address)
        found += faults(page)
        assert runs_over(page) <= 0, address
    assert found == []


@LOOKS
@pytest.mark.parametrize("person", [sven, amina])
def test_the_page_of_a_case_to_who_may_read_it(reading_room, browser_page, person, scheme, width):
    page = browser_page(width=width, scheme=scheme)
    log_in(page, person())
    for address in (
        "/practices/kitakyushu/",
        "/practices/zarqa-womens-workshops/",
        "/practices/khulna-shared-leases/",
        "/practices/khulna-shared-leases/versions/compare/?old=1&new=2",
        "/practices/khulna-shared-leases/versions/1/transferability/2/",
        "/claims/?q=lease",
    ):
        page.goto(address)
        assert faults(page) == []
        assert runs_over(page) <= 0, address


def test_a_failed_login(reading_room, browser_page):
    page = browser_page()
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill("nobody@example.org")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Log in", exact=True).click()
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_twice_as_large(reading_room, browser_page, scheme):
    """A window of 640 pixels is what a reader has who enlarges one of 1280 to 200 %."""
    page = browser_page(width=640, height=400, scheme=scheme)
    for address in ("/", "/search/", "/practices/kitakyushu/"):
        page.goto(address)
        assert faults(page) == []
        assert runs_over(page) <= 0, address
