"""No label without a dossier, and what history lost is said to be lost."""

import pytest
from django.urls import reverse

from cases import workflow
from cases.access import Reader
from cases.models import Cycle
from tests.cases.making import make_practice
from tests.cast import client_of
from tests.html import faults_of, text_of

pytestmark = pytest.mark.django_db


def words(address, reader=Reader.VISITOR) -> str:
    response = client_of(reader).get(address)
    html = response.content.decode()
    assert response.status_code == 200 and faults_of(html) == []
    return text_of(html)


def dossier(practice) -> str:
    return reverse("dossier", args=[practice.slug])


def test_each_label_says_who_when_why_and_what_came_later(published):
    text = words(dossier(published))
    first, _mark, second = text.partition("Best Practice 2004 Cycle")
    assert "Good Practice 2002" in first and "Date June 2002" in first
    assert "Judged among 544 submissions; best practices: 106; short-listed: 40" in first
    assert "Criteria Impact, partnership" in first and "Written reasons Well kept." in first
    assert "Later cycles Best Practice 2004" in first
    assert "Body Another Body" in second and "Later cycles none recorded" in second
    assert "Sources that disagree The yearbook says: good." in second
    assert second.count("not recorded") == 4


def test_labels_lead_to_their_dossier(published, client):
    address = f'href="{dossier(published)}#cycle-2002"'
    assert address in client.get(published.get_absolute_url()).content.decode()
    assert address in client.get(reverse("search")).content.decode()


def test_a_case_without_a_label_says_so(db):
    practice = make_practice()
    workflow.publish(practice)
    assert "No recognition recorded" in words(dossier(practice))


def test_a_draft_has_no_public_dossier(db):
    practice = make_practice(complete=True)
    assert client_of(Reader.VISITOR).get(dossier(practice)).status_code == 404
    assert "Good Practice 2002" in words(dossier(practice), Reader.CURATOR)


def test_a_cycle_has_its_page(published):
    text = words(reverse("cycle", args=[2002]))
    assert "Cycle of 2002" in text and "Received 544" in text and "Awards 10" in text
    assert "Good Practice 1 case here Buses Run by Their Riders" in text
    assert "Awarding body not recorded" in text


def test_the_bodies_of_a_year_are_kept_apart(published):
    Cycle.objects.create(year=2002, body="Third Body", name="Prize of 2002")
    text = words(reverse("cycle", args=[2002]))
    assert "Prize of 2002, Third Body" in text
    assert "No case of this cycle is in the collection." in text


def test_a_year_without_a_cycle(db):
    assert client_of(Reader.VISITOR).get(reverse("cycle", args=[1901])).status_code == 404


def test_a_cycle_shows_published_cases_alone(published):
    workflow.archive(published, reason="Old.")
    assert "Buses" not in words(reverse("cycle", args=[2002]))
