"""Claims at the desk: flagged when their passage is lost, moved only when a curator says so."""

import pytest
from django.urls import reverse

from cases import workflow
from cases.access import Reader
from tests.cases.admin.forms import form_data
from tests.cases.making import make_practice
from tests.cast import client_of
from tests.html import text_of

pytestmark = pytest.mark.usefixtures("vocabularies")


@pytest.fixture
def case(db):
    practice = make_practice(complete=True)
    section = practice.sections.get(heading__name="Results achieved")
    section.text = "Waiting fell by some 40 %. Nobody walks now."
    section.save()
    return practice


def address(case) -> str:
    return reverse("admin:cases_practice_change", args=[case.pk])


def test_a_lost_claim_waits_in_its_queue(case):
    client = client_of(Reader.CURATOR)
    changelist = reverse("admin:cases_practice_changelist") + "?queue=claims-lost"
    assert case.title in client.get(changelist).content.decode()
    section = case.sections.get(heading__name="Results achieved")
    section.text = "Waiting fell by 40 %."
    section.save()
    assert case.title not in client.get(changelist).content.decode()


def test_the_form_offers_the_nearest_passage(case):
    client = client_of(Reader.CURATOR)
    response = client.get(address(case))
    text = text_of(response.content.decode())
    assert "Not found in the section since" in text
    assert "“Waiting fell by some 40 %.”" in text
    form = {**form_data(response), "claims-0-take": "on"}
    client.post(address(case), form)
    claim = case.claims.get()
    assert claim.quote == "Waiting fell by some 40 %."
    assert claim.lost_at is None and claim.before == ""


def test_a_passage_that_is_not_there_is_kept_and_said(case):
    client = client_of(Reader.CURATOR)
    form = form_data(client.get(address(case)))
    response = client.post(address(case), form, follow=True)
    assert "1 claims are not found in their section" in text_of(response.content.decode())
    assert case.claims.get().quote == "fell by 40 %."


def test_nothing_is_offered_where_nothing_is_lost(db):
    practice = make_practice(complete=True)
    workflow.publish(practice)
    html = client_of(Reader.CURATOR).get(address(practice)).content.decode()
    assert "Take the nearest passage" not in html
