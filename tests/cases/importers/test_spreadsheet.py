"""Tables and workbooks by our template: in, checked cell by cell, all or nothing, and out again."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation
from openpyxl import Workbook, load_workbook

from cases.access import Reader
from cases.exports import FORMATS, export, make_head
from cases.exports.columns import PARTS
from cases.exports.rows import record_of, rows_of
from cases.importers.ledgers import leaves
from cases.importers.report import FURNITURE
from cases.importers.spreadsheet import SpreadsheetImport, remarked, template
from cases.importers.spreadsheet.checking import SheetCase
from cases.importers.spreadsheet.taking import told
from cases.importers.spreadsheet.template import RECORD as EXAMPLE
from cases.models import ImportLedger, Practice, ProposedRevision
from cases.record import read_record
from tests.cases.making import make_practice
from tests.cases.test_record import stated

pytestmark = pytest.mark.django_db


def take(data: bytes, name="cases.xlsx", **options):
    return SpreadsheetImport(**options).take(name, data)


def outcomes(taken) -> list[str]:
    return [entry["outcome"] for entry in taken.entries]


def whys(taken) -> list[str]:
    return [problem["why"] for entry in taken.entries for problem in entry["problems"]]


def workbook(**sheets) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def small(**changes) -> bytes:
    sheets = {
        "cases": [["case", "title", "countries", "summary"], ["a", "Trams", "JP", "Old ones."]],
        "key_dates": [["case", "date", "text"], ["a", "1965", "First"], ["a", 1980, "Second"]],
    }
    return workbook(**{**sheets, **changes})


def exported(name: str) -> bytes:
    keys = list(Practice.objects.values_list("pk", flat=True))
    head = make_head("all", keys, Reader.CURATOR)
    return b"".join(export(FORMATS[name], head, keys, Reader.CURATOR))


def test_the_template_has_lists_an_example_and_can_be_imported(vocabularies):
    data = template()
    sheets = load_workbook(io.BytesIO(data))
    lists = {rule.formula1 for rule in sheets["cases"].data_validations.dataValidation}
    assert len(lists) == 5 and sheets["lists"].sheet_state == "hidden"
    assert sheets["cases"]["B1"].comment.text
    taken = take(data)
    assert (outcomes(taken), whys(taken)) == (["created"], [])
    record = read_record(Practice.objects.get(), with_persons=True)
    assert record["partners"][0]["support"] == [{"type": "Other", "text": "paint and seats"}]
    assert record["narrative"][0]["text"] == "1. Ask the riders.\n2. Do what they say."
    assert record["financials"][0]["total"] == "8.40"


def test_the_template_explains_itself_in_the_language_of_the_reader(vocabularies):
    with translation.override("fr"):
        data = template()
    sheet = load_workbook(io.BytesIO(data))["cases"]
    assert (sheet["C1"].value, sheet["C1"].comment.text) == ("title", "Titre du cas.")


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_an_export_comes_back_as_it_was(vocabularies, name):
    make_practice(complete=True, title="=Buses", summary="+ and -\n\n| pipes; \\ and more")
    before = stated(read_record(Practice.objects.get(), with_persons=True))
    data = exported(name)
    Practice.objects.all().delete()
    taken = take(data, f"all.{name}")
    assert (outcomes(taken), whys(taken)) == (["created"], [])
    after = stated(read_record(Practice.objects.get(), with_persons=True))
    assert after == before


def test_a_second_time_changes_nothing_and_a_changed_line_replaces_its_draft(vocabularies):
    assert outcomes(take(small())) == ["created"]
    assert outcomes(take(small())) == ["unchanged"]
    changed = small(key_dates=[["case", "date", "text"], ["a", "1966", "First"]])
    assert outcomes(take(changed)) == ["changed"]
    assert [str(row.date) for row in Practice.objects.get().key_dates.all()] == ["1966"]


def test_what_a_curator_wrote_is_never_overwritten(vocabularies):
    take(small())
    practice = Practice.objects.get()
    practice.summary, practice.revision = "A curator's words.", practice.revision + 1
    practice.save()
    changed = small(key_dates=[["case", "date", "text"], ["a", "1966", "First"]])
    assert outcomes(take(changed)) == ["proposed"]
    assert Practice.objects.get().summary == "A curator's words."
    assert Practice.objects.get().key_dates.count() == 2
    assert ProposedRevision.objects.get().record["key_dates"] == [{"date": "1966", "text": "First"}]


def test_the_ledger_of_a_line_accounts_for_every_character(vocabularies):
    [entry] = take(small()).entries
    ledger = ImportLedger.objects.get()
    assert entry["mapped"] + entry["furniture"] == entry["characters"] == len(ledger.text)
    mapped = [ledger.text[a:b] for a, b, path in ledger.spans if path == "key_dates.1.text"]
    assert mapped == ["Second"]


def test_a_dry_run_says_what_would_be_and_stores_nothing(vocabularies):
    taken = take(small(), dry_run=True)
    assert outcomes(taken) == ["created"]
    assert not Practice.objects.exists() and not ImportLedger.objects.exists()


def test_the_ledger_leads_each_field_of_the_record_to_its_cell():
    several = {"countries": ["KE", "CN"], "source": {"kind": "exchange", "name": "A list"}}
    rows = {part.name: rows_of({**EXAMPLE, **several}, part) for part in PARTS}
    text, spans = told(SheetCase("example", None, rows))
    edges = [edge for start, end, _path in spans for edge in (start, end)]
    assert edges == sorted(edges) and edges[::2] == [0, *edges[1:-1:2]] and edges[-1] == len(text)
    said = {path: text[start:end] for start, end, path in spans if path != FURNITURE}
    assert said == {k: v for k, v in leaves(record_of(rows)) if k != "format"}


FAULTY = {
    "cases": [
        ["case", "title", "language", "countries", "illustrative", "first_published"],
        ["a", "Trams", "xx", "JP; ZZ", "maybe", "2002-13-01"],
        ["b", None, None, None, None, None],
        ["b", "Twice", None, None, None, None],
        ["c", "Right", "en", None, None, None],
    ],
    "key_dates": [["case", "date", "text"], ["a", "long ago", "x"], ["nobody", "1965", "x"]],
    "organisations": [
        ["case", "role", "organisation", "support"],
        ["a", "friend", "A", None],
        ["a", "partner", None, "Moral; Other: paint"],
    ],
    "financials": [
        ["case", "year", "total", "currency", "percent"],
        ["a", "in 1999", "a lot", "KRONER", "thirty"],
    ],
}


def test_what_is_wrong_is_said_at_its_cell_and_nothing_is_stored(vocabularies):
    taken = take(workbook(**FAULTY))
    assert "refused" in outcomes(taken)
    assert not Practice.objects.exists()
    said = "\n".join(whys(taken))
    for place in (
        "cases: language: “xx” is not in the list: ar",
        "cases: countries: “ZZ” is not in the list",
        "cases: illustrative: write yes or no",
        "cases: first_published: “2002-13-01” is no date",
        "cases: title: is missing",
        "cases: case: “b” is already in line 3",
        "key_dates: date: “long ago” is no date like 1965",
        "key_dates: case: no line of the sheet “cases” is called “nobody”",
        "organisations: role: “friend” is not in the list: contact, nominating, partner",
        "organisations: organisation: is missing",
        "organisations: support: “Moral” is not in the list",
        "financials: year: “in 1999” is no year",
        "financials: total: “a lot” is no number like 8.40",
        "financials: currency: “KRONER” is no code of a currency like USD",
        "financials: percent: “thirty” is no number of per cent like 46 or 12.5",
    ):
        assert place in said


def test_the_error_file_is_the_same_sheet_with_a_remark_per_cell(vocabularies):
    ending, data = remarked(take(workbook(**FAULTY)).sheets)
    assert ending == "xlsx"
    sheet = load_workbook(io.BytesIO(data))["cases"]
    assert [cell.value for cell in sheet[2]] == FAULTY["cases"][1]
    assert sheet["C2"].comment.text.startswith("“xx” is not in the list")
    assert sheet["C2"].fill.fgColor.rgb == "00FFD9D9"
    assert sheet["B2"].comment is None


def table(*rows) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


def test_a_table_bears_its_remarks_in_one_more_column(vocabularies):
    data = table(["case", "title", "language", "key_dates"], ["a", "T", "xx", "1965 | x\nsoon | y"])
    ending, written = remarked(take(data, "cases.csv").sheets)
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
    assert (ending, rows[1][:4]) == ("csv", ["a", "T", "xx", "1965 | x\nsoon | y"])
    assert "language: “xx” is not in the list" in rows[1][4]
    assert "key_dates: row 2, date: “soon” is no date" in rows[1][4]
    fixed = written.decode("utf-8-sig").replace(",xx,", ",en,").replace("soon", "1966")
    assert outcomes(take(fixed.encode(), "cases.csv")) == ["created"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_of_any_program_are_read(vocabularies, encoding, delimiter):
    text = delimiter.join(["case", "title"]) + "\r\n" + delimiter.join(["a", "Métro à Zürich"])
    assert outcomes(take(text.encode(encoding), "cases.csv")) == ["created"]
    assert Practice.objects.get().title == "Métro à Zürich"


def test_two_lines_of_a_table_with_one_name_are_refused(vocabularies):
    taken = take(table(["case", "title"], ["a", "Trams"], ["a", "Buses"]), "cases.csv")
    assert whys(taken) == ["case: “a” is already in line 2"]
    assert not Practice.objects.exists()


def test_control_characters_are_remarked(vocabularies):
    taken = take(table(["case", "title"], ["a", "bell \x07"]), "cases.csv")
    assert whys(taken) == ["title: character U+0007 cannot be stored"]


def test_a_text_that_is_too_long_is_said_not_cut(vocabularies):
    taken = take(table(["case", "title"], ["a", "x" * 301]), "cases.csv")
    assert "300" in whys(taken)[0] and not Practice.objects.exists()


def test_the_command_writes_the_remarks_beside_the_file(vocabularies, tmp_path, settings):
    settings.DATA_DIR = tmp_path / "data"
    tmp_path = tmp_path / "files"
    tmp_path.mkdir()
    file = tmp_path / "mine.xlsx"
    file.write_bytes(workbook(**FAULTY))
    with pytest.raises(CommandError, match="were refused"):
        call_command("import_cases", str(tmp_path))
    assert (tmp_path / "mine.remarks.xlsx").exists()
    file.write_bytes(small())
    call_command("import_cases", str(tmp_path))
    assert Practice.objects.get().title == "Trams"
