"""What went out comes back: equal by a checksum over every table of the record."""

import io
import json

import pytest
from django.apps import apps
from django.core.management import call_command

from cases.access import Reader
from cases.archive import checksums, tables
from cases.archive.graph import APPS, DERIVED
from cases.exports import FORMATS, export, make_head
from cases.importers.collection import CollectionImport
from cases.models import Change, City, Claim, Country, Practice, PracticeVersion, ProposedRevision
from cases.record import read_record
from partners.models import Organisation
from tests.cases.archive.everything import make_everything, wipe
from tests.cases.making import make_practice, make_record

pytestmark = pytest.mark.django_db

# What is no part of the record: who may log in, and what only this site does.
NOT_OF_THE_RECORD = {
    "admin", "auth", "contenttypes", "sessions", "web", "subscribers", "account", "mfa",
    "socialaccount", "usersessions", "operation",
}  # fmt: skip


@pytest.fixture
def everything(vocabularies):
    City.objects.exclude(name__in=["Kitakyushu", "Dalian"])._raw_delete("default")
    make_everything()


@pytest.fixture
def file(everything, tmp_path):
    return written(tmp_path / "all.json")


def written(path):
    keys = list(Practice.objects.order_by("pk").values_list("pk", flat=True))
    reader = Reader.CURATOR
    pieces = export(FORMATS["json"], make_head("all", keys, reader), keys, reader)
    path.write_bytes(b"".join(pieces))
    return path


def outcomes(entries) -> list[str]:
    return [entry["outcome"] for entry in entries]


def test_every_table_has_its_place():
    """A table of a new app belongs to the record or is named above."""
    labels = {model._meta.app_label for model in apps.get_models()}
    assert labels <= NOT_OF_THE_RECORD | set(APPS)
    found = tables()
    placed = {table.model for table in (*found.shared, *found.case, *found.following)}
    members = {model for model in apps.get_models() if model._meta.app_label in APPS}
    assert members - placed == set(DERIVED)


def test_every_table_of_the_test_has_rows(everything):
    assert [label for label, (rows, _digest) in checksums().items() if not rows] == []


def test_export_wipe_import_is_equal(file):
    before = checksums()
    wipe()
    assert {rows for rows, _digest in checksums().values()} == {0}
    assert set(outcomes(CollectionImport().take(file))) == {"created"}
    assert checksums() == before


def test_the_export_of_what_came_in_is_the_same_file(file, tmp_path):
    before = json.loads(file.read_text("utf-8"))
    wipe()
    list(CollectionImport().take(file))
    again = json.loads(written(tmp_path / "again.json").read_text("utf-8"))
    for data in (before, again):
        data.pop("exported")
        data.pop("data_version")
    assert again == before


def test_a_second_time_changes_nothing(file):
    before = checksums()
    assert set(outcomes(CollectionImport().take(file))) == {"unchanged"}
    assert checksums() == before


def test_into_a_collection_of_others_everything_gets_its_own_number(file):
    wanted = list(Practice.objects.order_by("uid").values_list("title", flat=True))
    partners = sorted(Organisation.objects.values_list("name", "country"))
    wipe()
    call_command("load_vocabularies", stdout=io.StringIO())
    Organisation.objects.create(name="Somebody Else")
    Country.objects.create(code="JP", name="Japan", region_id=tables_region())
    City.objects.create(name="Elsewhere", country_id="JP")
    entries = list(CollectionImport().take(file))
    assert outcomes(entries)[:3] == ["created"] * 3
    assert list(Practice.objects.order_by("uid").values_list("title", flat=True)) == wanted
    found = sorted(Organisation.objects.values_list("name", "country"))
    assert found == sorted([*partners, ("Somebody Else", "")])
    assert set(outcomes(CollectionImport().take(file))) == {"unchanged"}


def tables_region():
    from cases.models import Region

    return Region.objects.get(slug="asia-and-the-pacific").pk


def test_a_case_that_was_worked_on_is_left_alone(file):
    practice = Practice.objects.earliest("pk")
    practice.claims.all().delete()
    before = checksums()
    assert outcomes(CollectionImport().take(file)) == ["proposed", "unchanged", "unchanged"]
    assert not Claim.objects.filter(practice=practice).exists()
    proposal = ProposedRevision.objects.get(practice=practice, name__startswith="all.json")
    assert list(proposal.record) == ["claims"]
    ProposedRevision.objects.filter(pk=proposal.pk).delete()
    assert checksums() == before


def test_a_difference_that_no_record_tells_is_only_reported(file):
    Practice.objects.filter(pk=Practice.objects.earliest("pk").pk).update(revision=77)
    assert outcomes(CollectionImport().take(file)) == ["differs", "unchanged", "unchanged"]


def test_a_readers_export_comes_in_as_drafts_and_as_proposals(everything, tmp_path):
    keys = list(Practice.objects.published().values_list("pk", flat=True))
    reader, path = Reader.SUBSCRIBER, tmp_path / "mine.json"
    pieces = list(export(FORMATS["json"], make_head("all", keys, reader), keys, reader))
    path.write_bytes(b"".join(pieces))
    assert outcomes(CollectionImport().take(path)) == ["unchanged"] * len(keys)
    practice = Practice.objects.published().earliest("pk")
    practice.summary = "Somebody's words."
    practice.save()
    assert outcomes(CollectionImport().take(path))[0] == "proposed"
    before = read_record(practice)
    Practice.objects.all().delete()
    assert outcomes(CollectionImport().take(path)) == ["created"] * len(keys)
    after = read_record(Practice.objects.get(uid=practice.uid))
    assert after["state"] == "draft" and after["id"] == before["id"]
    assert after["partners"] == before["partners"]


@pytest.mark.parametrize("item", [{"record": 5}, 5, {"record": {"format": "practice/1"}}, {}])
def test_an_item_that_is_no_record_is_refused_alone(everything, tmp_path, item):
    path = tmp_path / "odd.json"
    path.write_text(json.dumps({"practices": [item, make_record(title="Right")]}), "utf-8")
    assert sorted(outcomes(CollectionImport().take(path))) == ["created", "refused"]


def test_a_dry_run_says_the_same_and_stores_nothing(file):
    wipe()
    said = list(CollectionImport(dry_run=True).take(file))
    assert {rows for rows, _digest in checksums().values()} == {0}
    assert said == list(CollectionImport().take(file))


def test_new_cases_are_in_the_change_log(file):
    wipe()
    Change.objects.all().delete()
    list(CollectionImport().take(file))
    found = set(Change.objects.values_list("practice_id", flat=True))
    assert found == set(Practice.objects.values_list("pk", flat=True))


def test_new_rows_get_numbers_above_those_that_came(file):
    wipe()
    list(CollectionImport().take(file))
    last = Organisation.objects.latest("pk").pk
    assert Organisation.objects.create(name="A New One").pk > last
    assert make_practice(title="New").versions.count() == 0


def broken(file, change) -> list[dict]:
    data = json.loads(file.read_text("utf-8"))
    change(data)
    file.write_text(json.dumps(data), "utf-8")
    wipe()
    return list(CollectionImport().take(file))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: rows.update(colour="red"), "there is no column “colour”"),
        (lambda rows: rows.update(title="x" * 301), "cases.practice.title: Ensure this value"),
        (lambda rows: rows.update(title="bell \x07"), "cases.practice.title: Character U+0007"),
        (lambda rows: rows.update(language="xx"), "cases.practice.language"),
        (lambda rows: rows.update(state="secret"), "cases_practice_state_known"),
        (lambda rows: rows.update(ecosystem="lunar"), "cases.practice.ecosystem"),
        (lambda rows: rows.update(ecosystem={}), "cases.practice.ecosystem"),
        (lambda rows: rows.update(uid="zero"), "uid"),
        (lambda rows: rows.update(sections={}), "sections: is not a list"),
        (lambda rows: rows.update(sections=["x"]), "a row is not an object"),
        (lambda rows: rows["financial_years"][0].update(year=10**30), "cases.financialyear"),
        (lambda rows: rows["financial_years"][0]["shares"][0].update(funder=9), "has this place"),
        (lambda rows: rows["locations"].append(rows["locations"][0]), "cases.practice: "),
        (lambda rows: rows["key_dates"][0].update(date="1997-13"), "cases.keydate.date"),
    ],
)
def test_a_case_that_cannot_be_is_refused_alone(file, change, said):
    entries = broken(file, lambda data: change(data["practices"][1]["rows"]))
    assert outcomes(entries)[:3] == ["created", "refused", "created"]
    assert said in entries[1]["problems"][0]["why"]
    assert Practice.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data["shared"].append(["auth.user", {}]), "there is no table “auth.user”"),
        (lambda data: data["shared"].append("x"), "not a table and a row"),
        (lambda data: data["shared"][0].append(1), "not a table and a row"),
        (lambda data: data["shared"].append(["cases.region", []]), "a row is not an object"),
    ],
)
def test_a_file_that_is_no_collection_is_refused(file, change, said):
    entries = broken(file, change)
    assert outcomes(entries) == ["refused"]
    assert said in entries[0]["problems"][0]["why"]
    assert not PracticeVersion.objects.exists()
