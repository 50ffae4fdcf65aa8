"""Terms that no vocabulary has: found by every importer, decided once, followed ever after."""

import io
import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from cases import search, unknown_terms, workflow
from cases.access import Reader
from cases.criteria import Criteria
from cases.importers.collection import CollectionImport
from cases.importers.files import FileImport
from cases.importers.spreadsheet import SpreadsheetImport
from cases.merging import merge
from cases.models import (
    Category,
    Ecosystem,
    ImportLedger,
    LevelOfActivity,
    Practice,
    ProposedRevision,
    SupportType,
    UnknownTerm,
    UnknownTermUse,
)
from cases.record import write_record
from cases.timeline import timeline
from cases.unknown_terms import Decision, accept, decide, state_of
from partners.models import Organisation, OrganisationType
from tests.cases.importers.test_spreadsheet import workbook
from tests.cases.making import make_practice, make_record
from tests.cast import amina, kofi

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


def in_case(practice: Practice) -> dict:
    practice = Practice.objects.get(pk=practice.pk)
    return {
        "level_of_activity": practice.level_of_activity,
        "ecosystem": practice.ecosystem,
        "category": {str(row.category) for row in practice.classifications.all()},
        "organisation_type": Organisation.objects.get(name="Transport Office").type,
        "support_type": [str(row) for row in practice.partnerships.get().supports.all()],
    }


WHERE = [
    ("level_of_activity", "Hamlet", LevelOfActivity),
    ("ecosystem", "Lunar", Ecosystem),
    ("organisation_type", "Guild", OrganisationType),
]


@pytest.mark.parametrize(("vocabulary", "text", "model"), WHERE)
def test_an_accepted_term_is_made_and_put_into_its_place(tmp_path, vocabulary, text, model):
    from_json(tmp_path)
    row, practice = row_of(vocabulary, text), Practice.objects.get()
    assert accept(row, f"{text}s", **about(row)) == 1
    made = model.objects.get(name=f"{text}s", slug=f"{text.lower()}s")
    assert in_case(practice)[vocabulary] == made
    row.refresh_from_db()
    assert (row.decision, row.term, row.decided_by) == ("accepted", made, amina())


def test_categories_and_support_are_added_beside_what_is_there(tmp_path):
    from_json(tmp_path)
    practice = Practice.objects.get()
    row = row_of("category", "Rivers")
    accept(row, "Rivers", **about(row))
    row = row_of("category", "banks")
    accept(row, "River banks", Category.objects.get(name="Rivers"), **about(row))
    row = row_of("support_type", "Moral")
    decide(row, Decision.MAPPED, SupportType.objects.get(name="Other"), **about(row))
    found = in_case(practice)
    assert found["category"] == {"Housing", "Rivers", "Rivers: River banks"}
    assert found["support_type"] == ["Other: much praise"]


def test_what_is_stated_does_not_give_way(tmp_path):
    from_json(tmp_path)
    Practice.objects.update(level_of_activity=LevelOfActivity.objects.get(name="Village"))
    row, practice = row_of("level_of_activity", "Hamlet"), Practice.objects.get()
    assert accept(row, "Hamlet", **about(row)) == 0
    assert in_case(practice)["level_of_activity"].name == "Village"
    assert Practice.objects.get().revision == practice.revision


def test_the_revision_counts_the_timeline_tells_and_the_index_follows(tmp_path):
    from_json(tmp_path)
    practice = Practice.objects.get()
    workflow.publish(practice)
    row = row_of("ecosystem", "Lunar")
    accept(row, "Lunar", **about(row))
    after = Practice.objects.get()
    assert after.revision == practice.revision + 1
    last = timeline(after, amina())[-1]
    assert (last.step, last.version, last.why) == ("revise", 2, "“Lunar” means “Lunar”.")
    assert after.versions.first().record["ecosystem"] == "Lunar"
    assert search.search(Criteria(values={"ecosystem": ("lunar",)}), Reader.VISITOR).total == 1


def test_a_draft_tells_it_too_and_is_no_draft_somebody_worked_on(tmp_path):
    from_page(tmp_path)
    row = row_of("ecosystem", "Lunar")
    decide(row, Decision.MAPPED, Ecosystem.objects.get(name="Coastal"), **about(row))
    practice = Practice.objects.get()
    assert timeline(practice, amina())[-1].step == "term"
    assert ImportLedger.objects.get().revision == practice.revision
    entry = from_page(tmp_path, PAGE.replace("own the trams", "own all trams"))
    assert entry["outcome"] == "changed"
    assert Practice.objects.get().ecosystem.name == "Coastal"


def test_cases_that_were_not_chosen_stay_as_they_are(tmp_path):
    from_json(tmp_path)
    row = row_of("ecosystem", "Lunar")
    assert accept(row, "Lunar", **about(row, cases=[])) == 0
    assert Practice.objects.get().ecosystem is None


def test_later_imports_follow_the_decision(tmp_path):
    from_json(tmp_path)
    meant = {
        ("level_of_activity", "Hamlet"): LevelOfActivity.objects.get(name="Village"),
        ("category", "towers"): Category.objects.get(name="rental housing"),
        ("category", "Rivers"): Category.objects.get(name="Environmental Management"),
        ("organisation_type", "Guild"): OrganisationType.objects.get(name="Foundation"),
        ("support_type", "Moral"): SupportType.objects.get(name="Political"),
    }
    for (vocabulary, text), term in meant.items():
        row = row_of(vocabulary, text)
        decide(row, Decision.MAPPED, term, **about(row, cases=[]))
    for text in ("Lunar", "banks"):
        row = UnknownTerm.objects.get(text=text)
        decide(row, Decision.REFUSED, **about(row))
    Practice.objects.all().delete()
    Organisation.objects.all().delete()
    [sheet] = from_spreadsheet()
    page = from_page(tmp_path)
    assert (sheet["outcome"], page["outcome"]) == ("created", "created")
    for practice in Practice.objects.all():
        found = in_case(practice)
        assert found["level_of_activity"].name == "Village"
        tops = {"Housing: rental housing", "Environmental Management"}
        assert found["category"] == tops
        assert found["organisation_type"].name == "Foundation"
        assert found["ecosystem"] is None
    new = {"category": ("Environmental Management", "banks")}
    waiting = UnknownTerm.objects.filter(decision="").values_list("vocabulary", "parent", "text")
    assert list(waiting) == [(name, *told) for name, told in new.items()]
    assert [p["text"] for p in page["problems"]] == ["banks", "Lunar"]


def test_a_decision_on_what_has_changed_is_refused(tmp_path):
    from_json(tmp_path)
    row = row_of("ecosystem", "Lunar")
    shown = state_of(row)
    make_practice()
    write_record(make_record(**{**STRANGE, "title": "Other"}))
    with pytest.raises(ValidationError, match="meanwhile"):
        accept(row, "Lunar", **about(row, shown=shown))
    assert not Ecosystem.objects.filter(name="Lunar").exists()
    with pytest.raises(ValidationError, match="not yours"):
        accept(row, "Lunar", **about(row, by=kofi()))
    assert not Ecosystem.objects.filter(name="Lunar").exists()


def test_a_term_that_exists_is_not_made_twice(tmp_path):
    from_json(tmp_path)
    row = row_of("ecosystem", "Lunar")
    with pytest.raises(ValidationError, match="exists already"):
        accept(row, "COASTAL", **about(row))


def test_nothing_points_to_a_term_that_is_gone(tmp_path):
    from_json(tmp_path)
    row = row_of("ecosystem", "Lunar")
    accept(row, "Lunar", **about(row))
    lunar, coastal = Ecosystem.objects.get(name="Lunar"), Ecosystem.objects.get(name="Coastal")
    merge(lunar, coastal)
    row.refresh_from_db()
    assert row.term == coastal
    Practice.objects.all().delete()
    assert not UnknownTermUse.objects.exists()
    coastal.delete()
    assert not UnknownTerm.objects.filter(text="Lunar").exists()


def test_a_case_of_the_dump_comes_back_with_what_waits(tmp_path):
    from_json(tmp_path)
    row = row_of("ecosystem", "Lunar")
    decide(row, Decision.MAPPED, Ecosystem.objects.get(name="Coastal"), **about(row))
    before, silent = met(), io.StringIO()
    call_command("dump_collection", str(tmp_path / "dump"), stdout=silent)
    Practice.objects.all().delete()
    UnknownTerm.objects.all().delete()
    call_command("load_collection", str(tmp_path / "dump"), stdout=silent)
    assert met() == before
    assert row_of("ecosystem", "Lunar").term.name == "Coastal"


def test_the_uses_of_merged_organisations_are_joined(tmp_path):
    from_json(tmp_path)
    office = Organisation.objects.get(name="Transport Office")
    bureau = Organisation.objects.create(name="Transport Bureau")
    row = row_of("organisation_type", "Guild")
    row.uses.create(practice=Practice.objects.get(), organisation=bureau)
    merge(office, bureau)
    assert [use.organisation for use in unknown_terms.uses(row)] == [bureau]
