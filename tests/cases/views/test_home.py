import pytest
from django.urls import reverse
from django.utils import timezone

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
    document = parse(page.content.decode())
    links = document.findall(".//section[@class='index']//a[span]")
    links += document.findall(".//section[@class='glance']//li/a")
    assert len(links) > 40
    for link in links[::3]:
        number = link.find("span[@class='count']").text
        response = client.get(link.get("href"))
        if "cycles" in response.context:
            recognised = (
                cards for _cycle, levels in response.context["cycles"] for cards in levels
            )
            assert str(sum(len(cards) for _level, cards in recognised)) == number
        else:
            assert str(response.context["result"].total) == number, link.get("href")


def test_every_city_is_a_dot_and_the_map_leads_to_the_map(samples, page):
    [link] = parse(page.content.decode()).findall(".//a[@class='to-map']")
    assert link.get("href") == reverse("search_map")
    assert len(link.findall(".//{*}circle")) > 30


def test_it_says_whom_nobody_has_asked(samples, page):
    due = Practice.objects.due_for_follow_up(timezone.localdate())
    assert page.context["due"].number == due.count() > 5
    assert f"Of {due.count()} cases nobody has asked" in text_of(page.content.decode())
    dates = [date for *_case, date in page.context["due"].first]
    assert dates == sorted(dates)
    assert len(dates) == 5


def test_winners_and_newest_cases_are_shown(samples, page):
    winners = page.context["winners"]
    assert len(winners) == 5
    assert all("award" in dict(card.recognitions) for card in winners)
    assert len(page.context["newest"]) == 5
