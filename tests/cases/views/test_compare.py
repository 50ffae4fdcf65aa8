"""Cases side by side, and cases like a case with the reason said."""

import pytest
from django.urls import reverse

from cases import search, workflow
from cases.access import Reader
from tests.cases.making import make_practice, make_record
from tests.cast import client_of
from tests.html import faults_of, parse, text_of

pytestmark = pytest.mark.django_db

S, V = Reader.SUBSCRIBER, Reader.VISITOR


@pytest.fixture
def other(published):
    record = make_record(
        complete=True,
        title="Trams Run by Nobody",
        summary="Riders wait for a tram.",
        countries=["JP"],
        key_dates=[{"date": "1980-08", "text": "A tram"}],
        claims=[],
    )
    record["financials"] = record["financials"][1:]
    practice = make_practice(**record)
    workflow.publish(practice)
    search.sync()
    return practice


def page(*cases, reader=S, more="") -> str:
    query = "&".join(f"case={case.slug}" for case in cases)
    response = client_of(reader).get(f"{reverse('compare')}?{query}{more}")
    html = response.content.decode()
    assert response.status_code == 200 and faults_of(html) == []
    return html


def rows(html) -> dict[str, list[str]]:
    table = parse(html).find(".//table[@class='cases-beside']")
    cells = [[" ".join("".join(c.itertext()).split()) for c in row] for row in table.iter("tr")]
    return {row[0]: row[1:] for row in cells}


def test_fields_dates_and_money_are_aligned(published, other):
    found = rows(page(published, other))
    assert found["Place"] == ["Kitakyushu, Japan, China", "Kitakyushu, Japan"]
    assert found["Summary"][1] == "Riders wait for a tram."
    assert found["Categories"][0].startswith("Housing: rental housing, slum upgrading")
    assert "<br>Urban Governance" in page(published, other)
    assert found["1980"] == ["Second line", "A tram"]
    assert found["1965"] == ["First line", "–"]
    assert found["1996"] == ["8.40 million USDabout 12,300,000", "–"]
    assert found["1997"][0] == found["1997"][1] == "9 million USDabout 13,000,000"
    assert found["Claims"][1] == "Not recorded"


def test_the_order_is_that_of_the_address(published, other):
    assert rows(page(other, published))["Summary"][0] == "Riders wait for a tram."


def test_a_visitor_compares_what_is_open(published, other):
    text = text_of(page(published, other, reader=V))
    assert "8.40" not in text and "Nobody walks" not in text
    assert "Only what is open to you is compared." in text


def test_a_case_is_found_and_added(published, other):
    html = page(published, more="&add=tram")
    assert f"?case={published.slug}&amp;case={other.slug}" in html
    assert "Find a case above" in text_of(page())


def test_what_cannot_be_compared_is_told_above_what_can(published, client):
    address, draft = f"{reverse('compare')}?case={published.slug}", make_practice(title="Draft")
    answer = client.get(f"{address}&case=no%3Cbody&case={draft.slug}")
    html = answer.content.decode()
    assert answer.status_code == 404 and faults_of(html) == []
    assert "no cases at the addresses “no<body”, “draft”" in text_of(html)
    assert rows(html)["Summary"][0] and "Draft" not in text_of(html)


def test_a_fifth_case_is_left_out_by_name(published, client):
    more = [make_practice(title=f"Trams {number}") for number in range(4)]
    for case in more:
        workflow.publish(case)
    query = "&".join(f"case={case.slug}" for case in (published, *more))
    answer = client.get(f"{reverse('compare')}?{query}")
    html = answer.content.decode()
    assert answer.status_code == 400 and faults_of(html) == []
    assert "At most four cases stand side by side. Left out: Trams 3." in text_of(html)
    assert len(rows(html)["Summary"]) == 4


def test_cases_beyond_the_twentieth_are_told_by_number(published, client):
    query = "&".join(f"case={slug}" for slug in (published.slug, *map(str, range(22))))
    text = text_of(client.get(f"{reverse('compare')}?{query}").content.decode())
    assert "“17”, “18”; they may be mistyped" in text
    assert "names 3 more cases, which were not looked for: only the first 20 are." in text
    same = f"{reverse('compare')}?" + "&".join([f"case={published.slug}"] * 30)
    assert client.get(same).status_code == 200


def test_a_curator_compares_what_the_page_of_a_case_shows_a_curator(published, other):
    published.summary = "Riders own the sheds as well."
    published.save()
    changed = "The record has changed since version 1 was published"
    curators, public = page(published, other, reader=Reader.CURATOR), page(published, other)
    assert rows(curators)["Summary"][0] == published.summary
    assert text_of(curators).count(changed) == 1
    assert rows(public)["Summary"][0] != published.summary
    assert changed not in public
    case = client_of(Reader.CURATOR).get(published.get_absolute_url()).content.decode()
    assert published.summary in case and changed in text_of(case)


def test_related_cases_say_why(published, other):
    text = text_of(client_of(V).get(published.get_absolute_url()).content.decode())
    said = text.partition("Related cases Trams Run by Nobody")[2]
    assert said.startswith(" Same category Housing: rental housing; same country Japan; shares")
    assert "riders" in said.partition("Compare")[0]


def test_related_cases_share_no_closed_words(published, other):
    found = search.related(published.pk)
    assert [kin.practice_id for kin in found] == [other.pk]
    assert "walks" not in found[0].words and "nobody" not in found[0].words


def test_a_case_alone_has_no_related_ones(published):
    search.sync()
    text = text_of(client_of(V).get(published.get_absolute_url()).content.decode())
    assert "Related cases" not in text
