"""The steps of the workflow at the desk."""

import pytest
from django.urls import reverse

from cases import workflow
from cases.access import Reader
from cases.models import Practice
from tests.cases.making import make_practice
from tests.cast import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(vocabularies):
    return client_of(Reader.CURATOR)


def take(desk, name: str, practice: Practice, **data):
    address = reverse("admin:cases_practice_step", args=[name])
    assert desk.get(address, {"id": practice.pk}).status_code == 200
    seen = f"{practice.pk}-{practice.revision}"
    return desk.post(address, {"seen": seen, **data}, follow=True)


def state_of(practice) -> str:
    return Practice.objects.get(pk=practice.pk).state


def test_a_case_goes_from_draft_to_published_to_archived(desk):
    practice = make_practice(complete=True)
    take(desk, "submit", practice)
    assert state_of(practice) == "in_review"
    take(desk, "return", practice, reason="Who paid?")
    assert state_of(practice) == "returned"
    take(desk, "publish", practice, reason="")
    assert state_of(practice) == "published"
    take(desk, "archive", practice, reason="The line closed.")
    assert state_of(practice) == "archived"
    assert [event.by.username for event in practice.events.all()] == ["amina"] * 4


def test_what_is_missing_is_said_and_nothing_published(desk):
    practice = make_practice(summary="")
    page = take(desk, "publish", practice, reason="").content.decode()
    assert "cannot be published yet. Missing: a summary" in page
    assert state_of(practice) == "draft"


def test_a_required_reason_is_asked_for(desk):
    practice = make_practice()
    workflow.publish(practice)
    response = take(desk, "archive", practice, reason=" ")
    assert response.status_code == 200
    assert state_of(practice) == "published"


def test_a_case_that_changed_meanwhile_is_looked_at_again_first(desk):
    practice = make_practice()
    Practice.objects.update(revision=99)
    page = take(desk, "publish", practice, reason="").content.decode()
    assert "was changed after you opened this page" in page
    assert state_of(practice) == "draft"


def test_unknown_steps_and_cases_are_not_found(desk):
    assert desk.get(reverse("admin:cases_practice_step", args=["fly"])).status_code == 404
    assert desk.get("/admin/cases/practice/step/publish/?id=999999").status_code == 404
