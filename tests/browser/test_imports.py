"""Imports at the desk in a browser: nothing axe minds, nothing that runs over, no script needed."""

from io import StringIO

import pytest
from django.core.management import call_command

from cases.models import ImportLedger, Practice, ProposedRevision
from tests.browser.moves import LOOKS, log_in
from tests.browser.test_accessibility import faults, runs_over
from tests.cases.importers.saved_pages import LINDHAVEN
from tests.cases.importers.test_spreadsheet import FAULTY, workbook
from tests.cast import amina

STRAY = "A stray line nobody asked for"


@pytest.fixture
def imports(reading_room, tmp_path):
    """A ledger with an unmapped line, a proposed revision and a faulty workbook."""
    page = tmp_path / "page.txt"
    page.write_text(f"{LINDHAVEN}\n{STRAY}\n", "utf-8")
    call_command("import_cases", str(page), stdout=StringIO())
    practice = Practice.objects.get(slug="kitakyushu")
    record = {"summary": "Cleaner air than before.", "ecosystem": "Island"}
    ProposedRevision.objects.create(practice=practice, name="a.txt", digest="d", record=record)
    (tmp_path / "faulty.xlsx").write_bytes(workbook(**FAULTY))
    return tmp_path / "faulty.xlsx"


@pytest.mark.once
@LOOKS
def test_the_pages_of_imports(imports, browser_page, scheme, width):
    page = browser_page(width=width, scheme=scheme, javascript=True)
    log_in(page, amina())
    ledger, proposal = ImportLedger.objects.get(), ProposedRevision.objects.get()
    found = []
    for address in (
        f"/admin/cases/importledger/{ledger.pk}/change/",
        f"/admin/cases/proposedrevision/{proposal.pk}/change/",
        "/admin/cases/practice/import/",
        "/search/?q=water",
    ):
        page.goto(address)
        if "import/" in address:
            page.get_by_label("Workbook or table").set_input_files(imports)
            page.get_by_role("button", name="Check").click()
            page.get_by_role("link", name="The same file with a remark at each cell").wait_for()
        found += faults(page)
        assert runs_over(page) <= 0, address
    assert found == []


def test_a_ledger_is_assigned_and_signed_without_script(imports, browser_page):
    page = browser_page(javascript=False)
    log_in(page, amina())
    page.goto(f"/admin/cases/importledger/{ImportLedger.objects.get().pk}/change/")
    page.get_by_label("belongs to").first.select_option("furniture")
    page.get_by_role("button", name="Keep").first.click()
    page.get_by_role("button", name="Sign").click()
    page.get_by_text("Signed by").wait_for()
    assert ImportLedger.objects.get().signed_by == amina()
