"""The examples of docs/api.md, run as a stranger would; the page of the API."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

from tests.browser.test_accessibility import faults, runs_over

pytestmark = pytest.mark.once

MANUAL = (settings.BASE_DIR / "docs" / "api.md").read_text("utf-8")


def example(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", MANUAL, re.DOTALL)
    return found


def test_the_examples_run(reading_room, browser_page):
    done = subprocess.run(
        [sys.executable, "-c", example("python")],
        env={**os.environ, "SITE": reading_room.url},
        capture_output=True,
        text=True,
    )
    assert re.fullmatch(r"[1-9]\d* cases; [A-Z]{2} \d+(, [A-Z]{2} \d+)*\n", done.stdout), (
        done.stderr
    )
    page = browser_page()  # an empty page is of another site
    with page.expect_console_message() as heard:
        page.evaluate(f"globalThis.SITE = {reading_room.url!r};\n{example('javascript')}")
    lines = heard.value.text.splitlines()
    assert len(lines) == 3
    assert all(reading_room.url + "/practices/" in line for line in lines)


def test_the_page_of_the_api(reading_room, browser_page):
    for width, scheme in ((1280, "light"), (320, "dark")):
        page = browser_page(width=width, scheme=scheme)
        page.goto("/api/v1/")
        assert faults(page) == []
        assert runs_over(page) <= 0
        page.get_by_role("link", name="/api/v1/practices/", exact=True).click()
        page.wait_for_url("**#apiv1practices")
