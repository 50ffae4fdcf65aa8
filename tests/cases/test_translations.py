"""A case in several languages: the original, its translations, and when the original moved on."""

import copy

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import search, workflow
from cases.exports.columns import PARTS
from cases.exports.rows import record_of, rows_of
from cases.models import Practice
from cases.record import check_record, read_record, write_record
from cases.revert import revert
from cases.views.kept import CARDS
from tests.cases.making import make_practice
from tests.cast import amina, browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def original():
    return published(title="Buses Run by Their Riders")


@pytest.fixture
def french(original):
    return published(title="Des bus aux mains des passagers", **of(original, "fr", 1))


def of(original, language, version=None):
    return {
        "language": language,
        "translation_of": {"id": str(original.uid), "version": version},
    }


def published(**about):
    practice = make_practice(**about)
    workflow.publish(practice)
    return practice


def again(practice):
    practice.summary += " More."
    practice.save()
    workflow.revise(practice, reason="More is known.")


def page(client, practice, **headers):
    return client.get(practice.get_absolute_url(), **headers).text


def test_both_pages_name_the_other_and_say_which_is_the_original(client, original, french):
    here, there = page(client, original), page(client, french)
    assert '>English</strong> <span class="quiet">(original)</span>' in here
    link = '<a href="{}" hreflang="{}" lang="{}" dir="auto">{}</a>'
    assert link.format(french.get_absolute_url(), "fr", "fr", french.title) in here
    assert link.format(original.get_absolute_url(), "en", "en", original.title) in there
    for html in (here, there):
        for case in (original, french):
            address = f"http://localhost:8000{case.get_absolute_url()}"
            assert f'<link rel="alternate" hreflang="{case.language}" href="{address}">' in html
    assert "made from version 1 of the original" in there
    assert "moved on" not in there
    assert "translation" not in here


def test_a_translation_says_that_its_original_moved_on(client, original, french):
    again(original)
    html = page(client, french)
    assert "its current version is 2" in html
    assert f"{original.get_absolute_url()}versions/compare/?old=1&amp;new=2" in html
    assert list(Practice.objects.behind_their_original()) == [french]
    french.translated_version = 2
    french.save()
    assert "its current version is 2" in page(client, french)  # others still read the older text
    again(french)
    assert "moved on" not in page(client, french)
    assert list(Practice.objects.behind_their_original()) == []


def test_the_desk_has_a_queue_of_translations_behind(original, french):
    desk = browser_of(amina())
    address = "/admin/cases/practice/?queue=translations-behind"
    assert french.title not in desk.get(address).text
    again(original)
    assert french.title in desk.get(address).text
    assert "queue=translations-behind" in desk.get("/admin/").text


def test_a_case_in_one_language_alone_asks_for_no_other(client, original):
    page(client, original)
    with CaptureQueriesContext(connection) as queries:
        assert 'class="told"' not in page(client, original)
    assert [row for row in queries if 'AS "latest"' in row["sql"]] == []


def test_nobody_reads_of_a_translation_that_is_a_draft(client, original):
    make_practice(title="Autobuses de sus pasajeros", **of(original, "es", 1))
    assert "Autobuses" not in page(client, original)
    assert "Autobuses" in browser_of(amina()).get(original.get_absolute_url()).text


def test_the_version_is_the_current_one_unless_said(original):
    again(original)
    assert make_practice(title="T", **of(original, "es")).translated_version == 2


@pytest.mark.parametrize(
    ("about", "problem"),
    [
        ({"language": "en"}, "is in the same language"),
        ({"language": "es", "version": 9}, "no such version yet"),
        ({"language": "es", "id": "6b6f5d6e-0000-4000-8000-000000000000"}, "no case of this"),
    ],
)
def test_what_cannot_be_a_translation_is_a_problem(original, about, problem):
    language = about.pop("language")
    told = {"id": str(original.uid), "version": 1, **about}
    record = read_record(original) | {"id": None, "slug": None, "title": "T", "language": language}
    practice, problems = write_record(record | {"translation_of": told})
    assert practice.translation_of is None
    assert [each for each in problems if problem in each]


def test_translations_hang_on_one_original(original, french):
    spanish = make_practice(title="T", language="es")
    spanish.translation_of = french
    with pytest.raises(ValidationError, match="name its original"):
        spanish.clean()
    spanish.translation_of = None
    original.translation_of, original.language = spanish, "ar"
    with pytest.raises(ValidationError, match="original itself"):
        original.clean()


def test_the_record_keeps_it_on_every_way(original, french):
    record = read_record(french)
    assert record["translation_of"] == {"id": str(original.uid), "version": 1}
    check_record(record)
    again_, problems = write_record(copy.deepcopy(record), french)
    assert (again_.translation_of, again_.translated_version, problems) == (original, 1, [])
    rows = {part.name: rows_of(record, part) for part in PARTS}
    assert record_of(rows)["translation_of"] == record["translation_of"]


def test_going_back_to_a_version_from_before_the_link_keeps_it(original):
    french = published(title="Les bus", language="fr")
    first = french.versions.get()
    del first.record["translation_of"]
    first.save()
    french.translation_of, french.translated_version = original, 1
    french.save()
    again(french)
    revert(french, 1)
    french.refresh_from_db()
    assert french.translation_of == original


def test_the_api_lists_all_languages(client, original, french):
    found = client.get(f"/api/v1/practices/{french.slug}/").json()
    told = [(row["language"], row["original"], row["version"]) for row in found["translations"]]
    assert told == [("en", True, 1), ("fr", False, 1)]
    assert found["translation_of"] == {"id": str(original.uid), "version": 1}
    alone = published(title="Alone")
    assert client.get(f"/api/v1/practices/{alone.slug}/").json()["translations"] == []


def test_lists_say_the_language_of_a_case_in_another_one(client, french, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    search.sync()
    CARDS.clear()
    assert " · in French" in client.get("/search/").text
    assert " · in français" not in client.get("/search/", headers={"Accept-Language": "fr"}).text


def test_the_form_takes_the_original_by_its_title(original):
    desk, french = browser_of(amina()), make_practice(title="Les bus", language="fr")
    html = desk.get(f"/admin/cases/practice/{french.pk}/change/").text
    assert 'data-suggest="original"' in html
    assert 'name="translated_version"' in html


def test_when_the_original_goes_translations_stay(original, french):
    original.delete()
    french.refresh_from_db()
    assert french.translation_of is None
