"""The collection as plain files: the same collection, the same files, and back."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cases.archive import checksums
from cases.models import Category, City, Practice
from tests.cases.archive.everything import make_everything, wipe
from tests.cases.making import make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(vocabularies, settings, tmp_path) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = tmp_path / "data" / "media"
    (settings.MEDIA_ROOT / "maps").mkdir(parents=True)
    (settings.MEDIA_ROOT / "maps" / "riders.png").write_bytes(b"a picture")
    City.objects.exclude(name__in=["Kitakyushu", "Dalian"])._raw_delete("default")
    make_everything()
    run("dump_collection", tmp_path / "dump")
    return tmp_path / "dump"


def run(*command) -> str:
    said = io.StringIO()
    call_command(*map(str, command), stdout=said)
    return said.getvalue()


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_dump_wipe_load_is_equal_and_dumps_the_same_files(folder, settings, tmp_path):
    before, written = checksums(), files(folder)
    wipe()
    (settings.MEDIA_ROOT / "maps" / "riders.png").unlink()
    assert "3 cases: 3 created." in run("load_collection", folder)
    assert checksums() == before
    assert (settings.MEDIA_ROOT / "maps" / "riders.png").read_bytes() == b"a picture"
    run("dump_collection", tmp_path / "again")
    assert files(tmp_path / "again") == written


def test_accounts_that_are_missing_are_named(folder):
    path = next((folder / "cases").glob("*.json"))
    case = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**case, "entered_by": "somebody@example.org"}), "utf-8")
    wipe()
    assert "no account “somebody@example.org”" in run("load_collection", folder)
    assert Practice.objects.get(uid=case["uid"]).entered_by is None


def test_a_file_that_was_copied_half_is_copied_again(folder, settings, monkeypatch):
    picture = settings.MEDIA_ROOT / "maps" / "riders.png"
    picture.unlink()

    def killed(source, target):
        target.write_bytes(source.read_bytes()[:3])
        raise KeyboardInterrupt

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr("cases.archive.folder.shutil.copy2", killed)
        run("load_collection", folder)
    run("load_collection", folder)
    assert picture.read_bytes() == b"a picture"


def test_a_change_of_a_case_changes_one_file(folder):
    before = files(folder)
    practice = Practice.objects.earliest("pk")
    practice.summary = "Riders own it all."
    practice.save()
    run("dump_collection", folder)
    after = files(folder)
    changed = [name for name in after if after[name] != before.get(name)]
    assert changed == [f"cases/{practice.uid}.json"]


def test_a_deleted_case_leaves_no_file(folder):
    Practice.objects.earliest("pk").delete()
    run("dump_collection", folder)
    assert len(list((folder / "cases").iterdir())) == 2
    assert json.loads((folder / "collection.json").read_text())["cases"] == 2


def test_terms_are_made_as_in_the_folder_and_cases_left_alone(folder):
    Category.objects.filter(slug="housing").update(name="Dwellings")
    practice = Practice.objects.earliest("pk")
    Practice.objects.filter(pk=practice.pk).update(title="Worked On")
    said = run("load_collection", folder)
    assert "differs from the case that is here" in said
    assert Category.objects.get(slug="housing").name == "Housing"
    assert Practice.objects.get(pk=practice.pk).title == "Worked On"


def test_a_folder_with_other_things_is_not_touched(tmp_path, db):
    (tmp_path / "letter.txt").write_text("Dear")
    with pytest.raises(CommandError, match="holds no collection"):
        run("dump_collection", tmp_path)
    with pytest.raises(CommandError, match=r"collection\.json"):
        run("load_collection", tmp_path)


def test_a_broken_case_is_refused_and_the_others_are_taken(folder):
    wipe()
    first, second, _third = sorted((folder / "cases").iterdir())
    first.write_text('{"title": ')
    second.write_text('{"title": "No identifier", "colour": 1}')
    with pytest.raises(CommandError, match="2 of 3 cases were refused"):
        run("load_collection", folder)
    assert Practice.objects.count() == 1


def test_a_broken_table_stops_before_any_case(folder):
    wipe()
    (folder / "tables" / "cases.region.json").write_text("[{]")
    with pytest.raises(CommandError, match=r"cases\.region\.json"):
        run("load_collection", folder)
    assert not Practice.objects.exists()


def test_equal_collections_print_equal_checksums(vocabularies):
    make_practice(complete=True)
    before = json.loads(run("check_collection"))
    assert before["cases.practice"]["rows"] == 1
    Practice.objects.update(title="Other")
    after = json.loads(run("check_collection"))
    assert {label for label in after if after[label] != before[label]} >= {"cases.practice"}
