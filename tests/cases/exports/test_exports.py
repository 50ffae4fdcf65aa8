"""What leaves: the same cases through every door, nothing closed, and a head on every file."""

import csv
import io
import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cases import search, workflow
from cases.access import Part, Reader
from cases.exports import FORMATS, export, make_head
from cases.exports.cells import as_typed
from cases.exports.columns import CASE, PARTS
from cases.exports.flat import rows_in
from cases.exports.rows import record_of, rows_of
from cases.models import Practice
from cases.record import read_record
from tests.cases.making import make_practice, make_record
from tests.cases.test_record import stated
from tests.cast import client_of

pytestmark = pytest.mark.django_db

VISITOR, SUBSCRIBER, CURATOR = Reader.VISITOR, Reader.SUBSCRIBER, Reader.CURATOR
ADDRESSES = [f"/search/export.{name}" for name in FORMATS]


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def case(vocabularies):
    practice = make_practice(complete=True)
    workflow.publish(practice)
    search.sync()
    return practice


def content(response) -> bytes:
    return b"".join(response.streaming_content)


def exported(name: str, reader: Reader = CURATOR) -> bytes:
    keys = list(Practice.objects.values_list("pk", flat=True))
    return b"".join(export(FORMATS[name], make_head("all", keys, reader), keys, reader))


def table(data: bytes) -> list[dict]:
    text = data.decode("utf-8-sig")
    lines = [row for row in csv.reader(io.StringIO(text, newline="")) if row[0][:1] != "#"]
    return [dict(zip(lines[0], row, strict=True)) for row in lines[1:]]


def everything(data: bytes) -> str:
    """The whole text of a file, that of a workbook by its cells."""
    if data[:2] != b"PK":
        return data.decode()
    sheets = load_workbook(io.BytesIO(data))
    return "\n".join(str(value) for sheet in sheets for row in sheet.values for value in row)


def test_the_rows_of_a_record_make_the_record_again(case):
    record = read_record(case, with_persons=True)
    again = record_of({part.name: rows_of(record, part) for part in PARTS})
    assert stated(again) == stated(record)


def test_the_table_holds_all_of_a_record(case):
    [line] = table(exported("csv"))
    record = record_of(rows_in({name: as_typed(cell) for name, cell in line.items()}))
    assert stated(record) == stated(read_record(case, with_persons=True))
    assert (line[CASE], line["version"]) == (case.slug, "1")


def test_the_workbook_has_a_sheet_for_each_part(case):
    workbook = load_workbook(io.BytesIO(exported("xlsx")))
    assert workbook.sheetnames == ["about", *(part.name for part in PARTS)]
    rows = {}
    for part in PARTS:
        head, *lines = workbook[part.name].iter_rows(values_only=True)
        assert head == (CASE, *part.names)
        rows[part.name] = [
            {n: as_typed(cell) for n, cell in zip(head[1:], line[1:], strict=True) if cell}
            for line in lines
        ]
    assert stated(record_of(rows)) == stated(read_record(case, with_persons=True))


def test_the_records_hold_every_version(case):
    case.title = "Buses of Their Own"
    case.save()
    workflow.revise(case, reason="Renamed")
    data = json.loads(exported("json", SUBSCRIBER))
    [entry] = data["practices"]
    titles = [version["record"]["title"] for version in entry["versions"]]
    assert titles == ["Buses Run by Their Riders", "Buses of Their Own"]
    assert entry["record"]["title"] == "Buses of Their Own"
    assert (data["cases"], data["closed"], data["reader"]) == (1, [], "subscriber")


def test_a_subscriber_gets_what_was_published_a_curator_what_stands(case):
    Practice.objects.update(title="Not Yet Published")
    assert json.loads(exported("json", SUBSCRIBER))["practices"][0]["record"]["title"] == (
        "Buses Run by Their Riders"
    )
    assert "Not Yet Published" in exported("csv", CURATOR).decode()


@pytest.mark.parametrize("name", FORMATS)
def test_every_file_says_what_it_is(case, name):
    text = everything(exported(name))
    for said in ("all", "Best Practices Database", "CC BY 4.0", "curator"):
        assert said in text
    assert re.search(r"20\d\d-\d\d-\d\dT", text)
    assert re.search(r"(?i)data.version", text)


def test_references(case):
    assert "title = {{Buses Run by Their Riders}}" in exported("bib").decode()
    assert "\r\nTI  - Buses Run by Their Riders\r\n" in exported("ris").decode()
    [item] = json.loads(exported("csl.json"))
    assert (item["title"], item["issued"]) == (case.title, {"date-parts": [[2002, 10, 1]]})
    assert exported("bib").count(b"@misc{") == 1


def test_signs_of_bibtex_are_escaped(vocabularies):
    make_practice(title="50 % of {Fares} & Tolls_")
    assert r"title = {{50 \% of \{Fares\} \& Tolls\_}}" in exported("bib").decode()


@pytest.mark.parametrize("name", ["csv", "xlsx"])
@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "=HYPERLINK(0)|x"])
def test_no_cell_is_a_formula(vocabularies, name, title):
    make_practice(title=title)
    data = exported(name)
    if name == "xlsx":
        cells = [cell for sheet in load_workbook(io.BytesIO(data)) for r in sheet for cell in r]
        assert not [cell.value for cell in cells if cell.data_type == "f"]
    else:
        cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
        assert as_typed(table(data)[0]["title"]) == title


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_visitor_is_told_who_exports(case, address):
    response = client_of(VISITOR).get(address)
    assert (response.status_code, response.templates[0].name) == (403, "cases/export_closed.html")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("reader", [SUBSCRIBER, CURATOR])
def test_the_file_has_the_cases_of_the_list(case, address, reader):
    other = make_practice(title="Ferries", summary="Boats.")
    workflow.publish(other)
    response = client_of(reader).get(address, {"q": "ferries"})
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"].endswith(f'{address.partition(".")[2]}"')
    text = everything(content(response))
    assert "Ferries" in text and "Buses Run" not in text
    assert "/search/?q=ferries" in text


def test_a_search_that_cannot_be_read_is_refused(case):
    assert client_of(CURATOR).get("/search/export.csv?year_from=x").status_code == 400
    assert client_of(CURATOR).get("/search/export.doc").status_code == 404


CANARY = "canary-5512"


@pytest.fixture
def closed_case(vocabularies):
    person = {"person": f"P {CANARY}", "phones": [CANARY], "emails": [f"{CANARY}@example.org"]}
    record = make_record(
        complete=True,
        narrative=[{"heading": "Process", "text": f"Open.\n\n{CANARY}"}],
        claims=[{"section": "Process", "quote": CANARY}],
        financials=[{"year": 1999, "shares": [{"label": CANARY, "percent": "1"}]}],
        contact={"organisation": "Office", "address": CANARY, **person},
    )
    workflow.publish(make_practice(**record))
    search.sync()


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_closed_leaks_where_visitors_may_export(closed_case, settings, name):
    settings.ACCESS_POLICY = {Part.EXPORT: "visitor"}
    response = client_of(VISITOR).get(f"/search/export.{name}")
    assert response.status_code == 200
    text = everything(content(response))
    assert CANARY not in text
    if name == "json":
        [entry] = json.loads(text)["practices"]
        kept = {*entry["record"], *entry["versions"][0]["record"]}
        assert not kept & {"narrative", "financials", "claims"}


@pytest.mark.parametrize("name", FORMATS)
def test_no_person_is_in_an_export_but_a_curators(closed_case, name):
    assert f"P {CANARY}" not in everything(exported(name, SUBSCRIBER))
    assert (f"P {CANARY}" in everything(exported(name, CURATOR))) == (
        name in ("csv", "xlsx", "json")
    )


def test_the_search_page_offers_files_to_who_may_have_them(case):
    link = 'href="/search/export.csv?category=housing"'
    for reader, offered in ((VISITOR, False), (SUBSCRIBER, True)):
        page = client_of(reader).get("/search/?category=housing").content.decode()
        assert (link in page) == offered


def test_the_desk_exports_the_chosen_cases(vocabularies):
    chosen, other = make_practice(title="A Draft"), make_practice(title="Another")
    form = {"action": "export_csv", "_selected_action": [chosen.pk]}
    text = content(client_of(CURATOR).post("/admin/cases/practice/", form)).decode()
    assert chosen.title in text and other.title not in text


def test_the_command_writes_the_file_whole(case, tmp_path, capsys):
    file = tmp_path / "all.json"
    call_command("export_cases", format="json", output=file)
    assert "1 cases written" in capsys.readouterr().out
    assert json.loads(file.read_text("utf-8"))["query"] == "the whole collection"
    assert [path.name for path in tmp_path.glob("*all*")] == ["all.json"]
    with pytest.raises(CommandError, match="year_from"):
        call_command("export_cases", query="year_from=x")


def test_the_command_takes_the_query_of_a_search(case, tmp_path):
    file = tmp_path / "none.csv"
    call_command("export_cases", query="?region=africa", output=file)
    assert table(file.read_bytes()) == []


@pytest.mark.parametrize("name", ["json", "csv"])
@pytest.mark.parametrize("reader", [SUBSCRIBER, CURATOR])
def test_queries_do_not_grow_with_the_list(vocabularies, name, reader):
    counted = []
    for number in range(3):
        workflow.publish(make_practice(complete=True, title=f"Case {number}"))
        with CaptureQueriesContext(connection) as queries:
            exported(name, reader)
        counted.append(len(queries))
    assert counted == counted[:1] * 3
