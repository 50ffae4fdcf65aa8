"""Each thing that readers type, and the case they find by it, by its name in docs/search.md.

The parts behind it have tests of their own: test_query, test_analysis, test_spelling, test_search.
"""

import pytest

from cases.access import Reader
from cases.models import City
from cases.search import sync
from tests.cases.search.asking import ask, titles

pytestmark = pytest.mark.django_db

OTHERS = ("Boats of the Delta", "Markets at Night")


@pytest.fixture
def collection(publish):
    """Publish a case under a title, and two others that must not be found with it."""

    def collection(title="Roads", **changes):
        for other in OTHERS:
            publish(title=other, summary="Nothing of that kind.", cities=[], countries=["CN"])
        publish(title=title, **{"summary": "Told in short.", **changes})
        sync()
        return title

    return collection


@pytest.mark.parametrize("typed", ["kiosk", "KIOSK", "Kiosk, water!", "water kiosk"])
def test_words(collection, typed):
    title = collection("Water Kiosk Run by Widows")
    assert titles(ask(typed)) == [title]


def test_exact_phrases(collection):
    title = collection("Public Transport by Night")
    assert titles(ask('"public transport"')) == [title]
    assert titles(ask("“public transport”")) == [title]
    assert ask('"transport public"').total == 0
    assert titles(ask('"transport by night"')) == [title]


@pytest.mark.parametrize("typed", ["night -transport", 'night -"public transport"'])
def test_exclusions(collection, typed):
    collection("Public Transport by Night")
    assert titles(ask(typed)) == ["Markets at Night"]


@pytest.mark.parametrize(
    "typed",
    [
        "savings shared leases settlements",
        "leases and savings in khulna settlements",
        "shared saving lease of settlement groups in bangladesh",
        "the settlements that shared their leases with saving groups",
    ],
)
def test_half_remembered_titles(collection, typed):
    title = collection("Savings Groups and Shared Leases in the Settlements of Khulna")
    assert titles(ask(typed))[0] == title


@pytest.mark.parametrize(
    ("language", "written", "typed"),
    [
        ("en", "Cities and Their Women", "city woman"),
        ("en", "A Child in Each Library", "children libraries"),
        ("fr", "Les chevaux et les journaux", "cheval journal"),
        ("es", "Viviendas para las ciudades", "vivienda ciudad"),
        ("pt", "Habitações e associações", "habitação associação"),
        ("ar", "مكتبات المدينة", "مكتبة مدينة"),
    ],
)
def test_plurals(collection, language, written, typed):
    collection(written, language=language)
    assert titles(ask(typed)) == [written]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Déchets à Thiès", "dechets thies"),
        ("Dechets a Thies", "déchets Thiès"),
        ("Łódź i Košice", "lodz kosice"),
        ("Gärten in Großstädten", "garten grossstadten"),
        ("Çatalhöyük", "catalhoyuk"),
        ("Cần Thơ", "can tho"),
        ("مَدِينَة", "مدينة"),
    ],
)
def test_accents_or_none(collection, written, typed):
    collection(written)
    assert titles(ask(typed)) == [written]


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("neighbourhood centres", "neighborhood centers"),
        ("organised labour", "organized labor"),
        ("urbanisation programme", "urbanization program"),
        ("ploughing with tyres", "plowing with tires"),
        ("defence of harbours", "defense of harbors"),
        ("travelling catalogues", "traveling catalogs"),
        ("analysing sulphur", "analyzing sulfur"),
    ],
)
def test_british_and_american_spelling(collection, british, american):
    title = collection(f"On {british}")
    assert titles(ask(american)) == [title]
    assert titles(ask(f'"{american}"')) == [title]


@pytest.mark.parametrize("written", ["Co-operation of Towns", "Cooperation of Towns"])
@pytest.mark.parametrize(
    "typed", ["co-operation", "cooperation", "co operation", '"co-operation"', "co\u2011operation"]
)
def test_hyphens(collection, written, typed):
    collection(written)
    assert titles(ask(typed)) == [written]


@pytest.mark.parametrize("typed", ["KITA", "kita", "K.I.T.A.", '"KITA"'])
def test_acronyms(collection, typed):
    partner = {
        "organisation": "Kitakyushu International Techno-cooperative Association",
        "acronym": "KITA",
        "organisation_type": "Media",
        "support": [],
    }
    title = collection(partners=[partner])
    found = ask(typed, Reader.VISITOR)
    assert titles(found) == [title]
    assert found.hits[0].found_in == ("partner",)


@pytest.mark.parametrize(
    "typed", ["Kitakyushu", "Kita-Kyushu", "Kitakyūshū", "北九州市", "Kita kyushu"]
)
def test_place_names_in_several_spellings(collection, typed):
    City.objects.filter(name="Kitakyushu").update(alternate_names="Kita-Kyūshū\n北九州市")
    title = collection()
    found = ask(typed, Reader.VISITOR)
    assert titles(found) == [title]
    assert set(found.hits[0].found_in) <= {"place", "another name of the place"}
    assert found.hits[0].found_in


@pytest.mark.parametrize(
    ("typed", "found_in"),
    [
        ("Japon", "place"),
        ("Japón", "place"),
        ("اليابان", "place"),
        ('"gestion de l’environnement"', "category"),
        ('"gestion ambiental"', "category"),
        ("الإدارة البيئية", "category"),
        ("Ciudad", "level of activity"),
        ("ساحلي", "ecosystem"),
    ],
)
def test_words_of_the_vocabularies_in_other_languages(collection, typed, found_in):
    title = collection(
        countries=["JP"],
        cities=["Kitakyushu"],
        categories=[{"category": "Environmental Management", "subcategories": ["urban greening"]}],
        level_of_activity="City/Town",
        ecosystem="Coastal",
    )
    found = ask(typed, Reader.VISITOR)
    assert titles(found) == [title]
    assert found.hits[0].found_in == (found_in,)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kioks", "kiosk"),
        ("watr kiosk", "water kiosk"),
        ("wiodws", "widows"),
        ("sanitaton", "sanitation"),
    ],
)
def test_typing_errors(collection, typed, meant):
    title = collection("Water Kiosk Run by Widows", summary="Sanitation too.")
    found = ask(typed, Reader.VISITOR)
    assert found.did_you_mean == meant
    assert titles(found) == [title]


@pytest.mark.parametrize("typed", ["kiosk submarine", "submarine", "kiosk boats"])
def test_all_words_are_required_for_one_or_two(collection, typed):
    collection("Water Kiosk Run by Widows")
    found = ask(typed)
    assert (found.total, found.loosened) == (0, False)


@pytest.mark.parametrize("typed", ["kiosk run by widows and submarines", "water kiosk submarine"])
def test_most_words_are_enough_for_longer_questions(collection, typed):
    title = collection("Water Kiosk Run by Widows")
    found = ask(typed)
    assert titles(found)[0] == title
    assert found.loosened


@pytest.mark.parametrize(
    ("language", "written", "typed"),
    [
        ("en", "Composting", "composted"),
        ("fr", "Recyclage des déchets urbains", "recyclages urbain"),
        ("es", "Gestión participativa", "gestion participativo"),
        ("pt", "Planejamento participativo", "planejamentos participativa"),
        ("ar", "التخطيط العمراني", "تخطيط عمراني"),
    ],
)
def test_stems_follow_the_language_of_the_case(collection, language, written, typed):
    collection(written, language=language)
    assert titles(ask(typed)) == [written]
