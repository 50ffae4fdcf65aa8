import pytest
from django.urls import reverse

from cases import workflow
from cases.access import Reader
from tests.cases.making import make_practice
from tests.cast import client_of
from tests.html import text_of

pytestmark = pytest.mark.usefixtures("vocabularies")


@pytest.fixture
def case(db):
    practice = make_practice(complete=True)
    workflow.publish(practice)
    practice.summary = "Riders run the company."
    practice.save()
    workflow.revise(practice)
    return practice


def address(case, number=1) -> str:
    return reverse("admin:cases_practice_revert", args=[case.pk, number])


def test_the_history_leads_to_the_page_that_shows_what_changes(case):
    client = client_of(Reader.CURATOR)
    history = client.get(reverse("admin:cases_practice_history", args=[case.pk])).content.decode()
    assert address(case, 1) in history and address(case, 2) not in history
    html = client.get(address(case)).content.decode()
    assert "Riders <del>run</del> the company." in html
    assert "<ins>own</ins> the company." in html


def test_going_back_publishes_and_says_so(case):
    client = client_of(Reader.CURATOR)
    form = {"reason": "Too hasty.", "revision": case.revision}
    response = client.post(address(case), form, follow=True)
    assert "Version 3 is published, with the content of version 1." in text_of(
        response.content.decode()
    )
    case.refresh_from_db()
    assert case.summary.startswith("Riders own") and case.versions.first().number == 3


@pytest.mark.parametrize("form", [{"reason": ""}, {"reason": "Why not", "revision": 99}])
def test_nothing_happens_without_a_reason_or_after_another_change(case, form):
    client = client_of(Reader.CURATOR)
    response = client.post(address(case), {"revision": case.revision, **form})
    assert response.status_code == 200 and "errorlist" in response.content.decode()
    assert form["reason"] in response.content.decode()
    assert case.versions.count() == 2


def test_it_is_for_who_may_publish(case):
    assert client_of(Reader.SUBSCRIBER).post(address(case), {}).status_code == 302
    assert client_of(Reader.CURATOR).get(address(case, 9)).status_code == 404
    workflow.archive(case, reason="Old.")
    assert client_of(Reader.CURATOR).get(address(case)).status_code == 404
