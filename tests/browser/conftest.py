"""A real Chromium for the tests of this folder, all of which carry the mark ``browser``."""

import os
import re
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Error, expect, sync_playwright

from cases import search
from cases.management.commands import load_sample_cases
from run import find_browser
from tests.refill import all_rows, store

CHROMIUM_OPTIONS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


expect.set_options(timeout=30_000)
"""Playwright waits as long for all else; by itself it expects nothing longer than five seconds."""

ARTEFACTS = Path(__file__).resolve().parents[2] / "artefacts"
"""Where what a failing test saw is kept: a picture and the HTML of each of its pages."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "call" and report.failed:
        report.sections += keep_what_was_seen(item.name, getattr(item, "seen_pages", []))
    return report


def keep_what_was_seen(test: str, pages: list) -> list[tuple[str, str]]:
    """Write picture and HTML of each page; return where, as sections of the report."""
    ARTEFACTS.mkdir(exist_ok=True)
    kept = []
    for number, page in enumerate(pages, start=1):
        place = ARTEFACTS / f"{re.sub(r'[^a-zA-Z0-9]+', '-', test)[:100]}-{number}"
        try:
            place.with_suffix(".html").write_text(page.content(), "utf-8")
            page.screenshot(path=place.with_suffix(".png"), full_page=True)
        except Error as error:
            kept.append((f"page {number} could not be kept", str(error)))
        else:
            kept.append((f"page {number}", f"{page.url}\n{place}.png, .html"))
    return kept


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def chromium():
    """Start Chromium, and stop it after the last test of this folder.

    While Playwright runs, its event loop makes Django believe that it is called from asynchronous
    code; DJANGO_ALLOW_ASYNC_UNSAFE lifts that guard for just as long.
    """
    program = find_browser()
    if not program:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium or Chrome on PATH")
    options = [*CHROMIUM_OPTIONS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with playwright.chromium.launch(executable_path=program, args=options) as browser:
            yield browser


@pytest.fixture
def page_faults():
    """The faults of the pages opened so far: what the browser refused, missed or complained of."""
    return []


@pytest.fixture
def browser_page(chromium, live_server, page_faults, request):
    """Give ``open_page(width, height, scheme, javascript)``, which returns a page on the live site.

    Each page has cookies of its own. The test fails when one of its pages has a fault: an error on
    the console (a violation of the content security policy is one), or a part that did not load.
    """
    contexts, request.node.seen_pages = [], []

    def open_page(width=1280, height=800, scheme="light", javascript=True):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=javascript,
        )
        contexts.append(context)
        page = context.new_page()
        request.node.seen_pages.append(page)
        watch(page, page_faults)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not page_faults


def watch(page, faults):
    """Add to ``faults`` a line for each fault of ``page`` from now on."""

    def hear(message):
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(f"{page.url}: {message.text}")

    def see(response):
        if response.status >= 400 and not response.request.is_navigation_request():
            faults.append(f"{page.url}: {response.status} for {response.url}")

    def miss(request):
        if request.failure != "net::ERR_ABORTED":
            faults.append(f"{page.url}: {request.failure} for {request.url}")

    page.on("console", hear)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("response", see)
    page.on("requestfailed", miss)


SHOWN_SAMPLES = ("01-*", "02-*", "04-*", "07-*", "08-*", "09-*", "12-*", "18-*", "20-*")


@pytest.fixture
def reading_room(live_server, furniture, settings, tmp_path):
    """Fill the live site with a few sample cases: one archived, one in Arabic, one in French."""
    rows, files = furniture
    settings.DATA_DIR = tmp_path / "site"
    shutil.copytree(files, settings.DATA_DIR)
    store(rows)
    return live_server


@pytest.fixture(scope="session")
def furniture(django_db_setup, django_db_blocker, tmp_path_factory):
    """Return all rows of the reading room and the folder of its files. Leaves no row behind."""
    folder = tmp_path_factory.mktemp("furniture")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(load_sample_cases, "SAMPLES", shown_samples(folder / "samples"))
        with override_settings(DATA_DIR=folder / "site"):
            call_command("flush", verbosity=0, interactive=False)
            call_command("load_vocabularies", stdout=StringIO())
            call_command("load_places", cities=no_cities(folder), stdout=StringIO())
            call_command("load_sample_cases", stdout=StringIO(), stderr=StringIO())
            search.sync()
            rows = all_rows()
            call_command("flush", verbosity=0, interactive=False)
    return rows, folder / "site"


def shown_samples(folder):
    """Return a folder with the samples that are shown, and their earlier versions."""
    shutil.copytree(load_sample_cases.SAMPLES / "earlier", folder / "earlier")
    for pattern in SHOWN_SAMPLES:
        for path in load_sample_cases.SAMPLES.glob(pattern):
            shutil.copy(path, folder)
    return folder


def no_cities(folder):
    """Return a list of no cities: the samples bring those they need, without their position."""
    path = folder / "cities.tsv"
    path.write_text(
        "geonames_id\tname\tcountry\tlatitude\tlongitude\tpopulation\talternate_names\n"
    )
    return path
