"""What somebody typed to do harm is text in a real browser: nothing runs, nothing is asked for."""

import pytest

from cases import workflow
from tests.browser.moves import log_in
from tests.cases.making import load_vocabularies, make_practice
from tests.cast import sven

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[press](javascript:alert(1))",
    "[press](JaVaScRiPt&colon;alert(1))",
    "[press](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "![spy](https://example.org/spy.png)",
    '[press](https://example.org "a\\" onmouseover=alert(1))',
    "</script><script>alert(1)</script>",
    "--></style><script>alert(1)</script>",
    "{{ 7|add:7 }}<iframe srcdoc='<script>alert(1)</script>'></iframe>",
)


@pytest.mark.once
def test_nothing_runs_on_any_page_that_shows_it(live_server, browser_page):
    load_vocabularies()
    text = "\n\n".join(HOSTILE)
    case = make_practice(
        title=HOSTILE[-3], summary=text, narrative=[{"heading": "Process", "text": text}]
    )
    workflow.publish(case)
    page = browser_page()
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(page.url), dialog.dismiss()))
    log_in(page, sven())
    for address in ("/search/?q=alert", case.get_absolute_url(), f"/search/?q={HOSTILE[0]}"):
        page.goto(address)
        assert "alert(1)" in page.inner_text("main")
        for link in page.get_by_role("link", name="press", exact=True).all():
            assert link.get_attribute("href").startswith("https://example.org")
        page.wait_for_timeout(100)
    assert dialogs == []
