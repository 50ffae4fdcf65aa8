"""From a file to a draft: the command as a curator runs it."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from cases.importers.proposals import Proposal, decide
from cases.models import ImportLedger, Practice, ProposedRevision
from cases.record import read_record
from partners.models import ContactPerson, Organisation
from tests.cases.making import make_practice, make_record
from tests.cast import amina

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).parent / "fixtures"
SEED = Path(__file__).parents[4] / "shared" / "seed" / "kitakyushu.txt"
PAGES = [next(FIXTURES.glob("*.txt")), SEED]


@pytest.fixture(params=PAGES, ids=["own page", "real page"])
def page(request, tmp_path):
    """A copy of a page, so that a test may change it."""
    if not request.param.exists():
        pytest.skip(f"the real page is not there: {request.param}")
    copy = tmp_path / "page.txt"
    copy.write_bytes(request.param.read_bytes())
    return copy


def imported(*paths, **options) -> tuple[str, list[dict]]:
    report, output = paths[0].parent / "report.json", StringIO()
    call_command("import_cases", *map(str, paths), report=report, stdout=output, **options)
    return output.getvalue(), json.loads(report.read_text("utf-8"))


def test_a_page_becomes_a_draft_with_all_its_parts(page):
    _, [entry] = imported(page)
    practice = Practice.objects.get()
    assert (entry["outcome"], entry["practice"], entry["problems"]) == (
        "created",
        practice.slug,
        [],
    )
    assert practice.state == "draft"
    assert practice.source_kind == "saved page"
    written, read = entry["record"], read_record(practice, with_persons=True)
    for key in ("title", "countries", "cities", "categories", "ecosystem", "summary", "key_dates"):
        assert read[key] == written.get(key, []), key
    texts = [(row["heading"], row["text"]) for row in written["narrative"]]
    assert [(row["heading"], row["text"]) for row in read["narrative"]] == texts
    assert [row["organisation"] for row in read["partners"]] == [
        row["organisation"] for row in written["partners"]
    ]
    assert [row["total"] for row in read["financials"]] == [
        row["total"] for row in written["financials"]
    ]
    assert [row["shares"] for row in read["financials"]] == [
        row["shares"] for row in written["financials"]
    ]


def test_the_ledger_accounts_for_every_character(page):
    _, [entry] = imported(page)
    ledger = ImportLedger.objects.get()
    assert entry["mapped"] + entry["furniture"] + entry["unmapped"] == entry["characters"]
    assert (entry["unmapped"], entry["characters"]) == (0, len(ledger.text))
    assert [span for span in ledger.spans if span[0] >= span[1]] == []


def test_a_second_time_changes_nothing(page):
    imported(page)
    before = read_record(Practice.objects.get(), with_persons=True), Organisation.objects.count()
    _, [entry] = imported(page)
    assert entry["outcome"] == "unchanged"
    assert (
        read_record(Practice.objects.get(), with_persons=True),
        Organisation.objects.count(),
    ) == before


def test_a_dry_run_says_the_same_and_stores_nothing(page):
    said, [entry] = imported(page, dry_run=True)
    assert "Dry run: nothing was stored." in said
    assert entry["outcome"] == "created"
    assert not Practice.objects.exists()
    assert not Organisation.objects.exists()
    assert not ContactPerson.objects.exists()
    _, [real] = imported(page)
    assert real == entry


def test_a_complete_page_can_be_published_at_once(page):
    imported(page, publish=True)
    assert Practice.objects.get().versions.count() == 1


def test_a_changed_page_replaces_its_untouched_draft_only(page):
    imported(page)
    slug = Practice.objects.get().slug
    page.write_bytes(page.read_bytes() + b"\nA stray line nobody asked for\n")
    _, [entry] = imported(page)
    assert (entry["outcome"], Practice.objects.get().slug) == ("changed", slug)
    assert [problem["text"] for problem in entry["problems"]] == ["A stray line nobody asked for"]
    Practice.objects.update(revision=99)
    page.write_bytes(page.read_bytes() + b"\nAnother\n")
    _, [entry] = imported(page)
    assert (entry["outcome"], Practice.objects.get().revision) == ("unchanged", 99)


def test_a_changed_page_of_a_case_that_was_worked_on_is_proposed(page):
    imported(page)
    practice = Practice.objects.get()
    practice.summary = "A curator's words."
    practice.revision += 1
    practice.save()
    text = page.read_text("utf-8")
    page.write_text(text.replace("Global", "National").replace("City/Town", "National"), "utf-8")
    for outcome in ("proposed", "unchanged"):
        _, [entry] = imported(page)
        assert (entry["outcome"], Practice.objects.get().summary) == (outcome, practice.summary)
    proposal = Proposal(ProposedRevision.objects.get())
    assert {"level_of_activity", "summary"} <= set(proposal.changes())
    decide(proposal.row, ["level_of_activity"], practice.revision, amina())
    practice = Practice.objects.get()
    assert (practice.level_of_activity.name, practice.summary) == ("National", "A curator's words.")
    assert ProposedRevision.objects.get().accepted == ["level_of_activity"]
    _, [entry] = imported(page)
    assert entry["outcome"] == "unchanged"


def test_a_changed_page_of_a_published_case_is_proposed(page):
    imported(page, publish=True)
    text = page.read_text("utf-8")
    page.write_text(text.replace("Global", "National").replace("City/Town", "National"), "utf-8")
    _, [entry] = imported(page)
    assert (entry["outcome"], Practice.objects.get().state) == ("proposed", "published")


def test_taking_over_a_field_leaves_all_others_as_they_are(page):
    imported(page)
    practice = Practice.objects.for_page().get()
    before = read_record(practice, with_persons=True)
    row = ProposedRevision.objects.create(
        practice=practice, name="x", digest="d", record={"ecosystem": "Island"}
    )
    decide(row, ["ecosystem"], practice.revision, None)
    after = read_record(Practice.objects.for_page().get(), with_persons=True)
    assert after == {**before, "ecosystem": "Island"}
    with pytest.raises(ValidationError, match="decided meanwhile"):
        decide(row, [], practice.revision, None)


def test_a_published_case_gets_a_new_version_when_a_field_is_taken_over(page):
    imported(page, publish=True)
    practice = Practice.objects.get()
    row = ProposedRevision.objects.create(
        practice=practice, name="x", digest="d", record={"ecosystem": "Island"}
    )
    with pytest.raises(ValidationError, match="changed meanwhile"):
        decide(row, ["ecosystem"], practice.revision - 1, None)
    decide(row, ["ecosystem"], practice.revision, None)
    assert [version.number for version in practice.versions.all()] == [2, 1]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\x00\x01\x02" * 100, ""),
        (b"a" * 5_000_001, "larger than 5,000,000 bytes"),
        (b"", ""),
        (b"Just a line.", ""),
    ],
)
def test_a_file_that_is_no_page_is_refused_and_the_others_are_taken(tmp_path, content, why):
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_bytes(content)
    good.write_bytes(PAGES[0].read_bytes())
    with pytest.raises(CommandError, match="1 of 2 files were refused"):
        imported(bad, good)
    entries = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert [entry["outcome"] for entry in entries] == ["refused", "created"]
    assert entries[0]["problems"][-1]["why"]
    assert why in entries[0]["problems"][-1]["why"]
    assert ImportLedger.objects.get().name == "good.txt"


def test_a_web_address_that_cannot_be_stored_is_a_problem_not_a_refusal(tmp_path):
    text = PAGES[0].read_text("utf-8")
    page = tmp_path / "page.txt"
    page.write_text(text.replace("<http", "<http://" + "x" * 1100 + "http", 1), "utf-8")
    assert page.read_text("utf-8") != text
    _, [entry] = imported(page)
    assert entry["outcome"] == "created"
    assert any("web address" in problem["why"] for problem in entry["problems"])


KEYS = {
    *("file", "outcome", "practice", "record", "characters", "mapped", "furniture", "unmapped"),
    *("title", "fields", "problems"),
}


def test_an_entry_of_the_report_has_the_same_keys_whatever_the_source(vocabularies, tmp_path):
    (tmp_path / "a.txt").write_bytes(PAGES[0].read_bytes())
    (tmp_path / "b.json").write_text(json.dumps(make_record()), "utf-8")
    (tmp_path / "c.csv").write_text("case,title,ecosystem\nc,Trams,Lunar\n", "utf-8")
    (tmp_path / "d.csv").write_text("case,title\nc,\n", "utf-8")
    (tmp_path / "e.csv").write_text("nothing of ours\n", "utf-8")
    (tmp_path / "f.json").write_text("{", "utf-8")
    files = sorted(tmp_path.iterdir())
    with pytest.raises(CommandError, match="3 of 6 files were refused"):
        imported(*files)
    entries = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert [Path(entry["file"]).name for entry in entries] == [file.name for file in files]
    for entry in entries:
        assert entry.keys() == KEYS
        counts = (entry["mapped"], entry["furniture"], entry["unmapped"])
        assert sum(counts) == entry["characters"]
        assert all(problem.keys() == {"line", "text", "why"} for problem in entry["problems"])
    _page, record, sheet = entries[:3]
    assert record["fields"]["countries.0"] == "JP"
    assert (sheet["fields"]["title"], sheet["practice"]) == ("Trams", "trams")


@pytest.mark.parametrize("text", ['[{"id": "a", "type": "webpage"}, {"id": "b"}, 5]', "[]", "{}"])
def test_json_of_others_is_refused_once(tmp_path, text):
    file = tmp_path / "references.csl.json"
    file.write_text(text, "utf-8")
    with pytest.raises(CommandError, match="1 of 1 files were refused"):
        imported(file)
    [entry] = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert "no cases" in entry["problems"][0]["why"]


def test_a_table_without_cases_is_refused_and_gets_no_remarks(tmp_path):
    (tmp_path / "empty.csv").write_text("case,title\n", "utf-8")
    with pytest.raises(CommandError, match="1 of 1 files were refused"):
        imported(tmp_path / "empty.csv")
    assert not list(tmp_path.glob("*.remarks.*"))


def test_the_report_names_cases_by_their_addresses(vocabularies, tmp_path):
    practice, file = make_practice(), tmp_path / "all.json"
    call_command("export_cases", format="json", output=file, stdout=StringIO())
    for outcome in ("unchanged", "created"):
        _, [entry] = imported(file)
        told = (entry["outcome"], entry["practice"], entry["title"])
        assert told == (outcome, practice.slug, practice.title)
        Practice.objects.all().delete()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match="There is no file or folder"):
        call_command("import_cases", str(tmp_path / "nowhere.txt"))


def test_a_file_of_another_kind_is_refused_unread(tmp_path):
    file = tmp_path / "page.pdf"
    file.write_bytes(PAGES[0].read_bytes())
    with pytest.raises(CommandError, match="1 of 1 files were refused"):
        imported(file)
    (entry,) = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert [found["why"] for found in entry["problems"]] == [
        "Files are known by their ending; those read are .csv, .htm, .html, .json, .txt, .xlsx."
    ]
    assert not Practice.objects.exists()
