"""What vocabularies, countries and headings are called in the reader's language."""

import csv
import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cases import glossary, search, workflow
from cases.admin.names import NAMES
from cases.citations import citation_of
from cases.models import Category, Country, TranslatedName
from cases.models.translated_name import LANGUAGES
from cases.page_cache import PAGES
from cases.record import read_record
from cases.record.fields import fields_of
from cases.views.kept import CARDS
from fields.term import said
from tests.cases.making import make_practice
from tests.cast import amina, browser_of

DATA = settings.BASE_DIR / "cases" / "data"
CODES = [code for code, _name in LANGUAGES]


@pytest.fixture
def case(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    practice = make_practice(complete=True)
    workflow.publish(practice)
    search.sync()
    return practice


@pytest.fixture
def page(client):
    """Return a function that gets a page in a language."""
    return lambda address, code="fr": client.get(address, headers={"Accept-Language": code})


def shipped():
    with (DATA / "names.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


def words_of_vocabularies():
    data = json.loads((DATA / "vocabularies.json").read_text("utf-8"))
    flat = ("regions", "levels_of_activity", "ecosystems", "organisation_types", "support_types")
    found = {name for key in flat for name in data[key]}
    for top in data["categories"]:
        found |= {top["name"], *top["subcategories"]}
    for cycle in data["cycles"]:
        found |= {cycle["name"], *filter(None, [cycle.get("criteria")])}
    for form in data["narrative_formats"]:
        found.add(form["name"])
        for row in (*form["headings"], *form["criteria"]):
            found |= {row["name"], row["question"]}
    return found


@pytest.mark.once
def test_every_word_that_ships_is_there_once_in_every_language():
    rows = shipped()
    assert sorted(row["name"] for row in rows) == sorted(words_of_vocabularies())
    assert [row for row in rows if not all(row[code].strip() for code in CODES)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_every_country_is_named_in_every_language(code):
    named = TranslatedName.objects.filter(language=code).values("name")
    assert list(Country.objects.exclude(name__in=named)) == []


@pytest.mark.django_db
def test_loading_again_keeps_what_a_curator_wrote():
    TranslatedName.objects.filter(name="Housing", language="fr").update(translation="Habitat")
    before = TranslatedName.objects.count()
    call_command("load_names", stdout=StringIO())
    assert TranslatedName.objects.count() == before
    assert TranslatedName.objects.get(name="Housing", language="fr").translation == "Habitat"


@pytest.mark.django_db
def test_terms_say_their_name_in_the_language_that_is_spoken():
    housing = Category.objects.get(name="rental housing")
    with translation.override("en"):
        assert str(housing) == "Housing: rental housing"
    with translation.override("es"):
        assert str(housing) == "Vivienda: vivienda de alquiler"
        assert said("A name nobody translated") == "A name nobody translated"
    with translation.override("ar"):
        assert str(Country.objects.get(code="JP")) == "اليابان"


def test_the_page_of_a_case_names_its_terms_in_the_readers_language(case, page):
    html = page(case.get_absolute_url()).text
    for name in ("Japon", "Logement", "logement locatif", "Ville", "Côtier", "Résultats obtenus"):
        assert f">{name}<" in html
    assert ">Autorité locale<" in html
    assert "Autre: paint and seats" in html
    assert 'id="section-results-achieved"' in html  # addresses stay what they are
    assert ">Housing<" not in html


@pytest.mark.parametrize("address", ["/", "/search/", "/search/table/", "/browse/"])
def test_lists_name_terms_in_the_readers_language(case, page, address):
    html = page(address).text
    assert "Logement" in html
    assert "Japon" in html or (address == "/browse/" and "Asie et Pacifique" in html)
    assert "Housing" not in html
    assert "Japan" not in html


def test_addresses_and_names_in_the_api_stay(case, page):
    assert page("/browse/category/housing/").text.count("Logement") > 1
    assert "1 cas" in page("/search/?category=housing&country=JP").text
    record = page("/api/v1/practices/").json()["results"][0]
    assert record == page("/api/v1/practices/", "en").json()["results"][0]
    facets = {each["name"]: each for each in page("/api/v1/facets/").json()["facets"]}
    labels = {option["value"]: option["label"] for option in facets["country"]["options"]}
    assert labels["JP"] == "Japon"


def test_a_name_typed_in_the_readers_language_is_suggested(case, page):
    found = page("/suggest/?q=japo").json()["suggestions"]
    assert ("Japon", 1) in [(row["label"], row["cases"]) for row in found]
    assert page("/suggest/?q=kitak").json()["suggestions"][0]["label"] == "Kitakyushu, Japon"
    assert page("/suggest/?q=japo", "es").json()["suggestions"][0]["label"] == "Japón"


def test_names_are_asked_for_once_for_a_version_of_the_data(case, page):
    page("/search/")
    CARDS.clear()
    with CaptureQueriesContext(connection) as queries:
        assert "Logement" in page("/search/").text
    assert [row for row in queries if "translatedname" in row["sql"]] == []


@pytest.mark.django_db
def test_the_desk_understands_names_in_both_languages():
    with translation.override("fr"):
        assert str(NAMES["country"].find("japon")[0]) == "Japon"
        assert NAMES["country"].find("Japan") == NAMES["country"].find("Japon")
        assert str(NAMES["category"].find("Logement : logement locatif")[0]) == (
            "Logement: logement locatif"
        )
        assert NAMES["city"].find("Kitakyushu, Japon")[0].country_id == "JP"
        assert ("Japon") in [text for text, _row in NAMES["country"].suggestions("apo")]
    with translation.override("en"):
        assert NAMES["country"].find("Japon") == []


@pytest.mark.django_db
def test_the_form_of_a_case_offers_terms_in_the_curators_language():
    desk = browser_of(amina())
    case = make_practice(complete=True)
    headers = {"Accept-Language": "ar"}
    html = desk.get(f"/admin/cases/practice/{case.pk}/change/", headers=headers).text
    assert "النتائج المحققة" in html
    assert "اليابان" in html
    assert ">ساحلي</option>" in html
    assert "Results achieved" not in html


@pytest.mark.django_db(transaction=True)
def test_what_a_curator_writes_is_said_from_then_on(data_dir):
    row = TranslatedName.objects.create(name="Barges", language="fr", translation="Péniches")
    with translation.override("fr"):
        assert said("Barges") == "Péniches"
        row.translation = "Chalands"
        row.save()
        assert said("Barges") == "Chalands"
        row.delete()
        assert said("Barges") == "Barges"
    glossary.forget()


def test_a_country_has_one_name_everywhere(page, case):
    country = Country.objects.get(code="JP")
    country.name = "Nippon"
    country.save()
    glossary.forget()  # what it knows is known from the commit on, which no test comes to
    PAGES.clear()
    record = read_record(case)
    assert citation_of(record).place == "Kitakyushu, Nippon, China"
    assert dict(fields_of(record))["Place"] == "Kitakyushu, Nippon, China"
    first = case.get_absolute_url()
    oai = "/oai/?verb=ListRecords&metadataPrefix=oai_dc"
    for address in (first, f"{first}versions/1/cite.ris", "/search/table/", oai):
        html = page(address, "en").text
        assert "Nippon" in html, address
        assert "Japan" not in html, address


@pytest.mark.django_db
def test_the_desk_lists_the_names_to_be_written_in():
    html = browser_of(amina()).get("/admin/cases/translatedname/?q=Housing&language=es").text
    assert 'value="Vivienda"' in html
