import pytest
from django.urls import reverse

from cases.models import Practice
from tests.html import parse, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    return client.get(reverse("home"))


def test_the_collection_is_counted(samples, page):
    practices = Practice.objects.published()
    countries = practices.values("locations__country").distinct().count()
    words = text_of(page.content.decode())
    assert f"Cases {practices.count()} Countries {countries} Award cycles" in words


def test_each_count_is_that_of_the_page_it_leads_to(samples, client, page):
    links = parse(page.content.decode()).findall(".//section[@class='index']//a")
    assert len(links) > 100
    for link in links[::9]:
        number = link.find("span[@class='count']").text
        results = text_of(client.get(link.get("href")).content.decode())
        assert f" {number} case with these filters" in results or (
            f" {number} cases with these filters" in results
        ), link.get("href")


def test_winners_and_newest_cases_are_shown(samples, page):
    winners = page.context["winners"]
    assert len(winners) == 5
    assert all("award" in dict(card.recognitions) for card in winners)
    assert len(page.context["newest"]) == 5
