import pytest
from django.urls import reverse

from cases.access import Reader
from tests.cast import client_of, sven
from tests.html import faults_of, text_of

pytestmark = pytest.mark.django_db


def words(client, name) -> str:
    return text_of(client.get(reverse(name)).content.decode())


@pytest.mark.parametrize("name", ["home", "search"])
def test_an_empty_collection_says_so(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert faults_of(response.content.decode()) == []
    assert "There is no published case yet." in text_of(response.content.decode())


def test_the_head_says_who_reads():
    head = "Subscriber: Sven Lindqvist Subscription expires: 31 December 2099 Log out"
    assert head in words(client_of(Reader.SUBSCRIBER), "about")
    assert "Curator: Amina Diallo Desk Log out" in words(client_of(Reader.CURATOR), "about")
    visitors = words(client_of(Reader.VISITOR), "about")
    assert "Log in" in visitors and "Log out" not in visitors


def test_the_head_says_no_more_of_somebody_without_a_subscription(client):
    reader = sven()
    reader.subscriptions.all().delete()
    client.force_login(reader)
    assert "Logged in: Sven Lindqvist" in words(client, "about")


@pytest.mark.parametrize("name", ["home", "search", "sponsors", "order", "about", "account_login"])
def test_every_page_is_named_after_the_database(client, settings, name):
    settings.SITE_NAME = "Reading Room"
    html = client.get(reverse(name)).content.decode()
    assert "· Reading Room</title>" in html
    assert text_of(html).startswith("Skip to the content Reading Room")


@pytest.mark.parametrize("name", ["home", "search", "sponsors", "order", "about"])
def test_the_five_places_are_in_the_head_and_the_present_one_is_marked(client, name):
    html = client.get(reverse(name)).content.decode()
    head = html.partition("</header>")[0]
    for place in ("home", "search", "sponsors", "order", "about"):
        marked = f'href="{reverse(place)}" aria-current="page"' in head
        assert f'<a href="{reverse(place)}"' in head
        assert marked == (place == name)


def test_the_order_page_follows_the_policy(client, settings):
    before = words(client, "order")
    assert "Narrative in nine sections first sentences, number of words yes" in before
    settings.OPEN_ACCESS = True
    assert "Narrative in nine sections yes yes" in words(client_of(Reader.SUBSCRIBER), "order")


def test_about_credits_the_places(client):
    html = client.get(reverse("about")).content.decode()
    assert 'href="https://www.geonames.org/"' in html
    assert "CC BY 4.0" in html


def test_an_expired_form_is_explained(client):
    client.handler.enforce_csrf_checks = True
    response = client.post(reverse("account_login"), {})
    assert response.status_code == 403
    assert "The form has expired" in text_of(response.content.decode())
