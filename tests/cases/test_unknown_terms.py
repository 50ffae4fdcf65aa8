"""Terms that no vocabulary has: found by every importer, each with its place."""

import json
from pathlib import Path

import pytest

from cases.importers.collection import CollectionImport
from cases.importers.files import FileImport
from cases.importers.spreadsheet import SpreadsheetImport
from cases.models import (
    Practice,
    ProposedRevision,
    UnknownTerm,
    UnknownTermUse,
)
from cases.record import write_record
from cases.unknown_terms import state_of
from tests.cases.importers.test_spreadsheet import workbook
from tests.cases.making import make_record
from tests.cast import amina

pytestmark = pytest.mark.django_db

STRANGE = {
    "level_of_activity": "Hamlet",
    "ecosystem": "Lunar",
    "categories": [
        {"category": "Housing", "subcategories": ["towers"]},
        {"category": "Rivers", "subcategories": ["banks"]},
    ],
    "contact": {"organisation": "Transport Office", "organisation_type": "Guild"},
    "partners": [
        {"organisation": "Riders' Union", "support": [{"type": "Moral", "text": "much praise"}]}
    ],
}
MET = {
    ("level_of_activity", "", "Hamlet", None, ""),
    ("ecosystem", "", "Lunar", None, ""),
    ("category", "Housing", "towers", None, ""),
    ("category", "", "Rivers", None, ""),
    ("category", "Rivers", "banks", None, ""),
    ("organisation_type", "", "Guild", "Transport Office", ""),
    ("support_type", "", "Moral", "Riders' Union", "much praise"),
}


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path, vocabularies):
    settings.DATA_DIR = tmp_path / "data"


def met() -> set[tuple]:
    columns = ("term__vocabulary", "term__parent", "term__text", "organisation__name", "words")
    return set(UnknownTermUse.objects.values_list(*columns))


def from_json(tmp_path: Path, **changes) -> list[str]:
    path = tmp_path / "cases.json"
    path.write_text(json.dumps(make_record(**{**STRANGE, **changes})), "utf-8")
    return [entry["outcome"] for entry in CollectionImport().take(path)]


SHEETS = {
    "cases": [["case", "title", "level_of_activity", "ecosystem"], ["a", "T", "Hamlet", "Lunar"]],
    "categories": [
        ["case", "category", "subcategory"],
        ["a", "Housing", "towers"],
        ["a", "Rivers", "banks"],
    ],
    "organisations": [
        ["case", "role", "organisation", "organisation_type", "support"],
        ["a", "contact", "Transport Office", "Guild", None],
        ["a", "partner", "Riders' Union", None, "Moral: much praise"],
    ],
}


def from_spreadsheet() -> list[dict]:
    return SpreadsheetImport().take("cases.xlsx", workbook(**SHEETS)).entries


PAGE = """Trams for All *Japan*

Categories: Housing:
- towers
Rivers:
- banks

Level of Activity: Hamlet
Ecosystem: Lunar

Summary

Riders own the trams.

Contact

Transport Office
Type of Organization: Guild

Partners

Riders' Union
Type of Support: Moral
"""


def from_page(tmp_path: Path, text: str = PAGE) -> dict:
    path = tmp_path / "page.txt"
    path.write_text(text, "utf-8")
    return FileImport().take(path)


def row_of(vocabulary: str, text: str) -> UnknownTerm:
    return UnknownTerm.objects.get(vocabulary=vocabulary, text=text)


def about(row: UnknownTerm, **changes) -> dict:
    cases = list(row.uses.values_list("practice", flat=True))
    return {"shown": state_of(row), "by": amina(), "cases": cases, **changes}


def test_a_record_leaves_each_unknown_term_with_its_place(tmp_path):
    assert from_json(tmp_path) == ["created"]
    assert met() == MET


def test_a_spreadsheet_does_too_and_is_not_refused_for_it():
    [entry] = from_spreadsheet()
    assert entry["outcome"] == "created"
    assert len(entry["problems"]) == len(MET)
    assert met() == MET


def test_a_saved_page_does_too_and_reports_each_once(tmp_path):
    entry = from_page(tmp_path)
    wordless = {found[:4] for found in MET}
    assert {found[:4] for found in met()} == wordless
    said = [problem["text"] for problem in entry["problems"]]
    assert sorted(said) == ["Guild", "Hamlet", "Lunar", "Moral", "Rivers", "banks", "towers"]
    assert entry["unmapped"] == sum(map(len, said))
    assert "level_of_activity" not in entry["record"]


def test_a_text_waits_once_however_often_and_however_written(tmp_path):
    from_json(tmp_path)
    make = {"id": None, "slug": None, "title": "Other", "ecosystem": "LUNAR"}
    write_record(make_record(**{**STRANGE, **make}))
    assert UnknownTerm.objects.count() == len(MET)
    assert row_of("ecosystem", "Lunar").uses.count() == 2


def test_a_dry_run_leaves_none(tmp_path):
    path = tmp_path / "cases.json"
    path.write_text(json.dumps(make_record(**STRANGE)), "utf-8")
    list(CollectionImport(dry_run=True).take(path))
    assert not UnknownTerm.objects.exists()


@pytest.mark.parametrize("text", ["x" * 201, "two\nlines", "bell \x07"])
def test_what_is_no_term_at_all_stays_a_problem(text):
    _practice, problems = write_record(make_record(ecosystem=text))
    assert len(problems) == 1
    assert not UnknownTerm.objects.exists()


def test_a_source_that_comes_again_without_the_term_takes_it_back(tmp_path):
    from_page(tmp_path)
    from_page(tmp_path, PAGE.replace("Lunar", "Coastal"))
    assert not row_of("ecosystem", "Lunar").uses.exists()
    assert row_of("level_of_activity", "Hamlet").uses.count() == 1


def test_the_terms_of_a_proposed_revision_wait_too(tmp_path):
    from_json(tmp_path, ecosystem="Coastal")
    Practice.objects.update(revision=99)
    assert from_json(tmp_path, id=str(Practice.objects.get().uid), summary="New.") == ["proposed"]
    assert ProposedRevision.objects.get().record.keys() == {"summary"}
    assert ("ecosystem", "", "Lunar", None, "") in met()
