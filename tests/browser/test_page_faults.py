"""The page fixture must notice faults, or every browser test passes for nothing."""

import pytest

from tests.browser.conftest import keep_what_was_seen

pytestmark = pytest.mark.once


def show(page, body, status=200, **headers):
    """Open ``body`` on ``page``, answering in the site's place; anything else is not found."""

    def answer(route):
        if route.request.is_navigation_request():
            headers.setdefault("content-type", "text/html")
            route.fulfill(status=status, body=body, headers=headers)
        else:
            route.fulfill(status=404)

    page.route("**/*", answer)
    page.goto("/", wait_until="networkidle")


REFUSED = "Content Security Policy"


@pytest.mark.parametrize(
    ("body", "javascript", "fault"),
    [
        ("<script>document.title = 'ran'</script>", True, REFUSED),
        ("<p style='color: red'>", True, REFUSED),
        ("<p style='color: red'>", False, REFUSED),
        ("<img src='http://elsewhere.invalid/a.png' alt=''>", True, REFUSED),
        ("<img src='/missing.png' alt=''>", True, "404 for"),
    ],
)
def test_a_fault_is_noticed(browser_page, page_faults, body, javascript, fault):
    policy = {"content-security-policy": "default-src 'self'"}
    show(browser_page(javascript=javascript), body, **policy)
    assert any(fault in found for found in page_faults), page_faults
    page_faults.clear()


@pytest.mark.parametrize("script", ["console.error('odd')", "throw Error('odd')"])
def test_a_complaint_of_a_script_is_noticed(browser_page, page_faults, script):
    show(browser_page(), f"<script>{script}</script>")
    assert "odd" in page_faults[0]
    page_faults.clear()


def test_a_failing_test_leaves_pictures_of_its_pages(browser_page, tmp_path, monkeypatch):
    monkeypatch.setattr("tests.browser.conftest.ARTEFACTS", tmp_path)
    page = browser_page()
    show(page, "<p>What was seen")
    ((_name, told),) = keep_what_was_seen("test_a[x / y]", [page])
    assert f"{tmp_path}/test-a-x-y--1.png" in told
    assert (tmp_path / "test-a-x-y--1.png").read_bytes().startswith(b"\x89PNG")
    assert "What was seen" in (tmp_path / "test-a-x-y--1.html").read_text("utf-8")


def test_a_page_that_is_meant_to_be_missing_is_no_fault(browser_page, page_faults):
    show(browser_page(), "<p>Not found", status=404)
    assert page_faults == []


def test_the_page_is_as_asked_for(browser_page):
    page = browser_page(width=320, height=500, scheme="dark")
    show(page, "<p>Dark and narrow")
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert page.evaluate("[innerWidth, innerHeight]") == [320, 500]


def test_without_javascript_no_script_runs(browser_page):
    page = browser_page(javascript=False)
    show(page, "<title>still</title><script>document.title = 'ran'</script>")
    assert page.title() == "still"
