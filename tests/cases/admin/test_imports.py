"""Imports at the desk: the ledger assigned and signed, proposals decided, spreadsheets checked."""

from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from openpyxl import load_workbook

from cases import workflow
from cases.access import Reader
from cases.importers import ledgers
from cases.models import ImportLedger, Practice, ProposedRevision
from tests.cases.importers.saved_pages import LINDHAVEN
from tests.cases.importers.test_spreadsheet import FAULTY, small, workbook
from tests.cases.making import make_practice
from tests.cast import amina, client_of

pytestmark = pytest.mark.django_db

STRAY = "A stray line nobody asked for"


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def ledger(vocabularies, tmp_path) -> ImportLedger:
    page = tmp_path / "page.txt"
    page.write_text(f"{LINDHAVEN}\n{STRAY}\n", "utf-8")
    call_command("import_cases", str(page), stdout=StringIO())
    return ImportLedger.objects.get()


@pytest.fixture
def desk():
    return client_of(Reader.CURATOR)


def address(row) -> str:
    return f"/admin/cases/{row._meta.model_name}/{row.pk}/change/"


def stray(ledger) -> str:
    [piece] = [p for p in ledgers.pieces(ledger) if not p.path]
    assert piece.text.strip() == STRAY
    return f"piece-{piece.name}"


def test_the_pieces_are_the_whole_source_and_the_counts_its_length(ledger):
    assert "".join(piece.text for piece in ledgers.pieces(ledger)) == ledger.text
    found = ledgers.counts(ledger)
    parts = (found["mapped"], found["furniture"], found["unmapped"])
    assert sum(parts) == found["characters"] and found["unmapped"] == len(STRAY)


def test_what_is_unmapped_comes_first_and_both_sides_are_linked(desk, ledger):
    page = desk.get(address(ledger)).content.decode()
    assert page.index(STRAY) < page.index('id="source-heading"')
    field = page.index('href="#f1"')
    assert page.index('id="f1"') > field
    assert 'href="#s' in page[page.index('id="f1"') :]


@pytest.mark.parametrize("path", ["furniture", "summary"])
def test_a_piece_is_assigned_and_the_ledger_signed_and_frozen(desk, ledger, path):
    shown = ledgers.state_of(ledger)
    desk.post(address(ledger), {"shown": shown, "sign": "1"})
    assert not ImportLedger.objects.get().signed_at
    desk.post(address(ledger), {"shown": shown, stray(ledger): path})
    ledger.refresh_from_db()
    assert ledgers.counts(ledger)["unmapped"] == 0
    desk.post(address(ledger), {"shown": ledgers.state_of(ledger), "sign": "1"})
    ledger = ImportLedger.objects.get()
    assert ledger.signed_by == amina()
    assert "Signed by" in desk.get(address(ledger)).content.decode()
    before = ledger.spans
    first = ledgers.pieces(ledger)[0]
    form = {"shown": ledgers.state_of(ledger), "which": first.name, "whose": "unmapped"}
    desk.post(address(ledger), form)
    assert ImportLedger.objects.get().spans == before
    with pytest.raises(ValidationError, match="signed"):
        ledger.save()


def test_any_piece_can_be_taken_out_again(desk, ledger):
    mapped = next(piece for piece in ledgers.pieces(ledger) if piece.path == "title")
    form = {"shown": ledgers.state_of(ledger), "which": mapped.name, "whose": "unmapped"}
    desk.post(address(ledger), form)
    assert ledgers.counts(ImportLedger.objects.get())["unmapped"] == len(STRAY) + len(mapped.text)


@pytest.mark.parametrize(
    "form",
    [{"shown": "old"}, {"piece-0-3": "summary"}, {"which": "1-2", "whose": "summary"}],
)
def test_what_was_overtaken_or_is_not_there_is_refused(desk, ledger, form):
    before = ledger.spans
    form = {"shown": ledgers.state_of(ledger), stray(ledger): "nowhere", **form}
    page = desk.post(address(ledger), form, follow=True).content.decode()
    assert ImportLedger.objects.get().spans == before
    assert "errorlist" in page or 'class="error"' in page


def test_a_signed_source_that_changed_is_proposed(desk, ledger, tmp_path):
    ledgers.assign(ledger, {stray(ledger)[6:]: "furniture"}, ledgers.state_of(ledger))
    ledger.refresh_from_db()
    ledgers.sign(ledger, amina(), ledgers.state_of(ledger))
    page = tmp_path / "page.txt"
    page.write_text(LINDHAVEN.replace("City/Town", "National"), "utf-8")
    call_command("import_cases", str(page), stdout=StringIO())
    assert ProposedRevision.objects.get().record["level_of_activity"] == "National"
    assert Practice.objects.get().level_of_activity.name == "City/Town"


@pytest.fixture
def proposal(vocabularies) -> ProposedRevision:
    practice = make_practice(complete=True)
    workflow.publish(practice)
    record = {"summary": "Riders own the <b>ferry</b>.", "ecosystem": "Island"}
    return ProposedRevision.objects.create(practice=practice, name="a", digest="d", record=record)


def test_a_proposal_is_taken_over_field_by_field(desk, proposal):
    page = desk.get(address(proposal)).content.decode()
    assert "Riders own the &lt;b&gt;" in page.replace("<ins>", "").replace("</ins>", "")
    revision = proposal.practice.revision
    desk.post(address(proposal), {"revision": revision, "key": ["ecosystem"]})
    practice = Practice.objects.get()
    assert (practice.ecosystem.name, practice.versions.count()) == ("Island", 2)
    assert practice.summary == "Riders own the company. They set the fares."
    assert "Taken over: ecosystem" in " ".join(desk.get(address(proposal)).content.decode().split())


def test_a_proposal_is_refused_and_an_overtaken_one_stays_open(desk, proposal):
    desk.post(address(proposal), {"revision": 99, "key": ["ecosystem"]})
    assert ProposedRevision.objects.get().decided_at is None
    desk.post(address(proposal), {"revision": proposal.practice.revision, "refuse": "1"})
    assert ProposedRevision.objects.get().accepted == []
    assert Practice.objects.get().ecosystem.name == "Coastal"


IMPORT = "/admin/cases/practice/import/"


def upload(data: bytes, name="cases.xlsx"):
    return {"file": SimpleUploadedFile(name, data)}


def test_a_spreadsheet_is_checked_before_it_is_imported(desk, vocabularies):
    page = desk.post(IMPORT, upload(small()))
    assert [entry["outcome"] for entry in page.context["taken"].entries] == ["created"]
    assert not Practice.objects.exists()
    desk.post(IMPORT, {"digest": page.context["digest"]})
    practice = Practice.objects.get()
    assert (practice.title, practice.state, practice.entered_by) == ("Trams", "draft", amina())
    desk.post(IMPORT, {"digest": page.context["digest"]})
    assert Practice.objects.count() == 1


def test_a_faulty_spreadsheet_comes_back_with_remarks(desk, vocabularies):
    page = desk.post(IMPORT, upload(workbook(**FAULTY)))
    assert 'name="digest"' not in page.content.decode()
    answer = desk.get(f"{IMPORT}remarks/{page.context['digest']}/")
    assert answer["Content-Disposition"] == 'attachment; filename="cases.remarks.xlsx"'
    desk.post(IMPORT, {"digest": page.context["digest"]})
    assert not Practice.objects.exists()


def test_remarks_are_in_the_language_of_the_one_who_reads_them(desk, vocabularies):
    page = desk.post(IMPORT, upload(workbook(**FAULTY)), headers={"Accept-Language": "fr"})
    html = page.content.decode()
    assert "«\u00a0in 1999\u00a0» n’est pas une année" in html and "<td>refusé</td>" in html


def test_a_file_that_cannot_be_read_is_an_error_at_its_field(desk, vocabularies):
    page = desk.post(IMPORT, upload(b"PK\x03\x04"))
    assert "The workbook is damaged" in page.content.decode()


def test_the_template_is_offered(desk, vocabularies):
    answer = desk.get(f"{IMPORT}template.xlsx")
    path = Path(answer["Content-Disposition"].partition('"')[2][:-1])
    assert path.suffix == ".xlsx"
    assert load_workbook(BytesIO(answer.content)).sheetnames[0] == "about"


@pytest.mark.parametrize("kind", ["importledger", "proposedrevision"])
@pytest.mark.parametrize("number", ["999999", "x", "1/change/widgets.css"])
def test_a_row_that_is_not_there_is_not_found(desk, kind, number):
    assert desk.get(f"/admin/cases/{kind}/{number}/change/").status_code == 404


@pytest.mark.parametrize("page", [IMPORT, f"{IMPORT}template.xlsx", f"{IMPORT}remarks/abc/"])
def test_spreadsheets_are_for_curators(client, page, django_user_model, db):
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))
    assert client.get(page).status_code == 403
