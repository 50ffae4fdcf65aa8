import pytest
from django.urls import reverse

from cases.access import Reader
from tests.cast import client_of
from tests.html import faults_of, parse, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("samples")]


def search(client, **query):
    return client.get(reverse("search"), query)


def words(response) -> str:
    return text_of(response.content.decode())


def chips(response) -> dict[str, str]:
    document = parse(response.content.decode())
    links = document.findall(".//ul[@class='chips']/li/a")
    return {" ".join("".join(link.itertext()).split()): link.get("href") for link in links}


def test_all_cases_without_a_question(client):
    response = search(client)
    assert "All 30 cases of the collection" in words(response)
    assert len(response.context["cards"]) == 20
    assert len(search(client, page="2").context["cards"]) == 10


@pytest.mark.parametrize("name", ["city", "organisation", "country", "region", "cycle"])
@pytest.mark.parametrize("value", ["abc", "0", "-1", "9" * 30, "é", "1.5", "²"])
def test_a_value_that_nothing_can_have_finds_nothing(client, name, value):
    response = search(client, **{name: value})
    assert response.status_code == 200
    assert "No case has all of this." in words(response)


def test_archived_cases_are_not_listed(client):
    assert "One Street Map" not in words(search(client, q="Irbid"))


def test_a_card_says_what_is_needed_to_choose(client):
    text = words(search(client, q="Kitakyushu Dalian"))
    assert "Good Practice 2002" in text
    assert "Kitakyushu's International Environmental Cooperation Programme" in text
    assert "Kitakyushu, Japan" in text
    assert "Urban and Regional Planning · Environmental Management" in text
    assert "No follow-up yet" in text
    khulna = words(search(client, q="Khulna leases"))
    assert "Last heard of: " in khulna
    assert "Illustrative sample" in khulna


def test_the_words_are_marked(client):
    html = search(client, q="leases").content.decode()
    assert "<mark>lease" in html


def test_chosen_filters_are_chips_that_remove_themselves(client):
    response = search(client, q="water", region=["africa", "arab-states"], year_from="1990")
    found = chips(response)
    assert list(found) == [
        "Remove Region: Africa ×",
        "Remove Region: Arab States ×",
        "Remove From year: 1990 ×",
        "Remove all filters",
    ]
    assert found["Remove Region: Africa ×"] == "/search/?q=water&region=arab-states&year_from=1990"
    assert found["Remove From year: 1990 ×"] == "/search/?q=water&region=africa&region=arab-states"
    assert found["Remove all filters"] == "/search/?q=water"


def test_a_chosen_value_that_nobody_has_is_still_a_chip(client):
    response = search(client, country="XX", region="africa", category="housing")
    assert "Remove Country: XX ×" in chips(response)
    assert "Remove Region: Africa ×" in chips(response)
    inputs = parse(response.content.decode()).findall(".//input")
    kept = {e.get("value") for e in inputs if e.get("checked") is not None}
    assert kept == {"XX", "africa", "housing"}
    assert "No case has all of this." in words(response)


def test_the_form_holds_what_is_chosen(client):
    response = search(client, q='the "old" town', category="housing", sort="title", year_to="2001")
    document = parse(response.content.decode())
    inputs = document.findall(".//input")
    assert [e.get("value") for e in inputs if e.get("name") == "q"] == ['the "old" town']
    assert [e.get("value") for e in inputs if e.get("checked") is not None] == ["housing"]
    assert [e.get("value") for e in inputs if e.get("name") == "year_to"] == ["2001"]
    chosen = [e for e in document.findall(".//option") if e.get("selected") is not None]
    assert [e.get("value") for e in chosen] == ["title"]


def test_a_facet_counts_without_its_own_selection(client):
    alone = search(client).context["result"].facets["region"]
    chosen = search(client, region="africa").context["result"].facets["region"]
    assert {o.value: o.count for o in alone} == {o.value: o.count for o in chosen}
    assert [o.value for o in chosen if o.selected] == ["africa"]


def test_pages_lead_to_each_other_and_keep_the_question(client):
    response = search(client, language=["en", "fr", "es", "pt", "ar"], sort="title")
    document = parse(response.content.decode())
    following = document.find(".//a[@rel='next']").get("href")
    assert following.endswith("&sort=title&page=2")
    second = client.get(following)
    assert len(response.context["cards"]) == 20
    assert not set(response.context["cards"]) & set(second.context["cards"])
    previous = parse(second.content.decode()).find(".//a[@rel='prev']").get("href")
    assert previous == following.removesuffix("&page=2")


@pytest.mark.parametrize("page", ["0", "3", "-1", "x", "1.0", "", "٢", "1e3", "9" * 5000])
def test_a_page_that_is_not_there_is_not_found(client, page):
    assert search(client, page=page).status_code == 404


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ({"year_from": "abc"}, "From year"),
        ({"year_to": "99999"}, "To year"),
        ({"sort": "price"}, "Sort by"),
        ({"q": "x" * 501}, "Words"),
        ({"q": "a\0b"}, "Words"),
        ({"region": "a" * 501}, "Region"),
        ({"region": [str(n) for n in range(60)]}, "Region"),
    ],
)
def test_a_search_that_cannot_be_read_is_explained(client, query, label):
    response = search(client, **query)
    assert response.status_code == 400
    assert f"What is wrong {label}:" in words(response)
    assert faults_of(response.content.decode().replace("\0", "")) == []


@pytest.mark.parametrize(
    "typed",
    [
        "AND OR NOT NEAR(",
        '"never closed',
        "title:secret*",
        "-",
        "--",
        '""',
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "{{ 7|add:7 }}",
        "water\u202e\u200f",
        "\\",
        "🙂",
        "a " * 249,
    ],
)
def test_nothing_typed_is_an_error_or_a_tag(client, typed):
    response = search(client, q=typed)
    assert response.status_code == 200
    assert faults_of(response.content.decode()) == []
    assert "<script>alert" not in response.content.decode()


def test_half_a_character_is_read_as_well_as_can_be(client):
    assert client.get(reverse("search") + "?q=%ED%A0%80%FF").status_code == 200


def test_long_questions_say_that_not_all_words_were_required(client):
    response = search(client, q="women saving groups lease settlement elephants bicycles moon")
    assert response.context["result"].loosened
    assert "these have most of them" in words(response)


def test_only_who_reads_budgets_may_sort_by_them():
    for reader in Reader:
        html = search(client_of(reader), q="water").content.decode()
        assert ("size of budget" in html) == reader.is_subscriber


def test_orders_without_words_have_no_relevance(client):
    assert '<option value="relevance"' not in search(client).content.decode()
    assert '<option value="relevance" selected>' in search(client, q="water").content.decode()


def test_typing_errors_are_corrected_and_said(client):
    response = search(client, q="watr <suply>")
    assert "No case has “watr”, “suply”. Showing cases for “water supply”." in words(response)
    assert "cases for “water supply”" in words(response)
    document = parse(response.content.decode())
    links = [a.get("href") for a in document.findall(".//p[@class='notice']/a")]
    assert links == ["/search/?q=water+supply"]
    inputs = document.findall(".//input")
    assert [e.get("value") for e in inputs if e.get("name") == "q"] == ["watr <suply>"]
