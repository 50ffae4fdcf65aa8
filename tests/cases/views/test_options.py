import pytest
from django.urls import reverse

from cases.access import Reader
from cases.models import City, Location
from tests.cast import client_of
from tests.html import faults_of, parse, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("samples")]


def listed(response) -> dict[str, str]:
    """The options on a page, such as "Khulna, Bangladesh 1", with their addresses."""
    links = parse(response.content.decode()).findall(".//ul[@class='options']/li/a")
    return {" ".join("".join(link.itertext()).split()): link.get("href") for link in links}


def page(client, name="city", **query):
    return client.get(reverse("options", args=[name]), query)


def test_each_option_leads_to_its_cases(client):
    found = listed(page(client, q="water", region="africa"))
    assert len(found) == 2
    for text, address in found.items():
        assert address.startswith("/search/?q=water&region=africa&city=")
        assert client.get(address).context["result"].total == int(text.rpartition(" ")[2])


def test_all_values_are_there(client):
    cities = Location.objects.filter(practice__state="published").exclude(city=None)
    assert len(listed(page(client))) == cities.values("city").distinct().count()


def test_a_value_can_be_searched_for_and_the_rest_of_the_question_stays(client):
    response = page(client, q="leases", find="khul")
    assert list(listed(response)) == ["Khulna, Bangladesh 1"]
    hidden = parse(response.content.decode()).findall(".//input[@type='hidden']")
    assert [(e.get("name"), e.get("value")) for e in hidden] == [("q", "leases")]
    assert "1 option" in text_of(response.content.decode())
    response = page(client, find="<zzz>")
    assert "No case that you asked for has such an option." in text_of(response.content.decode())


def test_a_chosen_option_can_be_left_out(client):
    key = City.objects.get(name="Khulna").pk
    found = listed(page(client, city=key, find="khul"))
    assert found == {"Khulna, Bangladesh chosen; leave out 1": "/search/"}


def test_long_lists_have_pages(client, monkeypatch):
    monkeypatch.setattr("cases.views.facet_options.SIZE", 5)
    whole, seen = listed(page(client, sort="title")), {}
    response = page(client, sort="title")
    while True:
        assert faults_of(response.content.decode()) == []
        seen |= listed(response)
        following = parse(response.content.decode()).find(".//a[@rel='next']")
        if following is None:
            break
        assert "sort=title" in following.get("href")
        response = client.get(following.get("href"))
    assert len(seen) > 20 and set(whole) < set(seen)
    assert page(client, page="999").status_code == 404


@pytest.mark.parametrize("name, query", [("region", {}), ("none", {}), ("city", {"year_to": "x"})])
def test_what_is_no_long_list_is_not_found(client, name, query):
    assert page(client, name, **query).status_code == 404


def test_the_panel_gets_check_boxes(client):
    response = page(client, find="khul", **{"as": "boxes"})
    [box] = parse(response.content.decode()).findall(".//input")
    assert (box.get("name"), box.get("form")) == ("city", "search-form")
    assert "ETag" not in response


def test_funders_are_for_those_who_may_read_the_money():
    for reader in Reader:
        found = listed(page(client_of(reader), "funder"))
        assert bool(found) == reader.is_subscriber


def test_the_panel_leads_to_all_options_of_a_long_facet(client, monkeypatch):
    assert b"/search/options/" not in client.get("/search/?q=water").content
    monkeypatch.setattr("cases.views.facet_panel.MOST_OPTIONS", 5)
    response = client.get("/search/?q=water&sort=title")
    links = parse(response.content.decode()).findall(".//p[@class='all']/a")
    assert [link.get("href") for link in links] == ["/search/options/city/?q=water&sort=title"]
