"""The index follows the database: nothing twice, nothing left behind."""

import shutil
from importlib import import_module
from io import StringIO

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

from cases import workflow
from cases.models import (
    Category,
    City,
    Country,
    Ecosystem,
    LevelOfActivity,
    Region,
    TranslatedName,
)
from cases.search import rebuild, sync
from cases.search.index import current, write_state
from partners.models import Organisation
from tests.cases.search.asking import ask, titles

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_changed_case_is_there_once_under_its_new_words(publish):
    publish(title="Trams")
    practice = publish(title="Buses")
    assert ask().total == 2
    for name in ("Ferries", "Cable cars", "Bicycles"):
        practice.title = name
        practice.save()
        assert (ask().total, titles(ask(name))) == (2, [name])
    assert ask("buses").total == 0


def test_an_archived_or_deleted_case_is_found_no_more(publish):
    trams, buses = publish(title="Trams"), publish(title="Buses")
    assert ask().total == 2
    workflow.archive(trams, reason="The rails are gone.")
    assert titles(ask()) == ["Buses"]
    buses.delete()
    assert ask().total == 0


VOCABULARIES = [
    lambda: Category.objects.get(slug="housing"),
    lambda: Category.objects.get(slug="housing-slum-upgrading"),
    lambda: Region.objects.get(slug="asia-and-the-pacific"),
    lambda: Country.objects.get(pk="JP"),
    lambda: LevelOfActivity.objects.get(name="City/Town"),
    lambda: Ecosystem.objects.get(name="Coastal"),
]


@pytest.mark.parametrize(
    "find",
    [
        *VOCABULARIES,
        lambda: City.objects.get(name="Kitakyushu"),
        lambda: Organisation.objects.get(name="Harbour Bank"),
    ],
)
def test_a_renamed_term_is_found_by_its_new_name_at_once(publish, find):
    publish(complete=True)
    assert ask("zyzzyva").total == 0
    row = find()
    row.name = "Zyzzyva"
    row.save()
    assert ask("zyzzyva").total == 1


@pytest.mark.parametrize("find", VOCABULARIES)
def test_a_term_that_is_said_in_another_language_is_found_by_it_at_once(publish, find):
    publish(complete=True)
    assert ask("zyzzyva").total == 0
    TranslatedName.objects.create(name=find().name, language="pt", translation="Zyzzyva")
    assert ask("zyzzyva").total == 1


def test_what_a_term_is_in_another_language_is_found_as_it_is_now(publish):
    publish(complete=True)
    assert ask("zyzzyva").total == 0
    row = TranslatedName.objects.create(name="Coastal", language="pt", translation="Zyzzyva")
    assert ask("zyzzyva").total == 1
    row.translation = "Quagga"
    row.save()
    assert (ask("zyzzyva").total, ask("quagga").total) == (0, 1)
    row.name = "Mountain"
    row.save()
    assert ask("quagga").total == 0
    row.name = "Coastal"
    row.save()
    assert ask("quagga").total == 1
    row.delete()
    assert ask("quagga").total == 0


def test_names_that_are_loaded_are_found(publish):
    TranslatedName.objects.filter(name="Coastal").delete()
    publish(complete=True)
    assert ask("ساحلي").total == 0
    call_command("load_names", verbosity=0, stdout=StringIO())
    assert ask("ساحلي").total == 1


def test_a_deleted_folder_heals_itself(publish):
    publish(title="Trams")
    assert ask("trams").total == 1
    shutil.rmtree(django_settings.DATA_DIR / "index")
    assert ask("trams").total == 1


def test_a_change_is_found_by_the_next_search_of_another_node(publish, settings, tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
        settings.DATA_DIR = folder
        assert ask("ferries").total == 0
    settings.DATA_DIR = here
    ferries = publish(title="Ferries")
    assert titles(ask("ferries")) == ["Ferries"]
    settings.DATA_DIR = there
    assert titles(ask("ferries")) == ["Ferries"]
    workflow.archive(ferries, reason="Gone.")
    assert ask("ferries").total == 0
    settings.DATA_DIR = here
    assert ask("ferries").total == 0


def test_a_rebuild_gives_the_same_and_tells_its_progress(publish):
    for number in range(3):
        publish(title=f"Trams {number}")
    before = ask("trams")
    told = []
    rebuild(lambda done, total: told.append((done, total)))
    assert told[-1] == (3, 3)
    after = ask("trams")
    assert (after.hits, after.total, after.facets) == (before.hits, before.total, before.facets)
    sync()
    assert ask("trams") == after


def test_a_rebuild_by_several_processes_gives_the_same(publish, monkeypatch):
    for number in range(5):
        publish(title=f"Trams {number}", complete=number == 2)
    rebuild()
    before = ask("trams")
    monkeypatch.setattr("cases.search.preparing.FEW", 0)
    monkeypatch.setattr("cases.search.preparing.BATCH", 1)
    told = []
    rebuild(lambda done, total: told.append(done), processes=2)
    after = ask("trams")
    assert (after.hits, after.total, after.facets) == (before.hits, before.total, before.facets)
    assert told == [1, 2, 3, 4, 5]


def test_a_rebuild_that_was_stopped_goes_on_and_adds_nothing_twice(publish, monkeypatch):
    practices = [publish(title=f"Trams {number}") for number in range(4)]
    monkeypatch.setattr("cases.search.preparing.BATCH", 1)
    writing = import_module("cases.search.sync")
    monkeypatch.setattr(writing, "COMMIT_EVERY", 1)
    noted = []
    monkeypatch.setattr(writing, "write_state", lambda *_, **state: noted.append(state))

    def stop(done, total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(stop)
    monkeypatch.undo()
    told = []
    write_state(current().unfinished, **noted[0])  # as if killed before the second was noted
    rebuild(lambda done, total: told.append(done))
    assert told == [4]
    assert sorted(hit.practice_id for hit in ask().hits) == [practice.pk for practice in practices]
