"""The steps of the workflow at the desk."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import workflow
from cases.models import Practice
from tests.cases.admin.forms import form_data
from tests.cases.making import make_practice
from tests.cases.reviewing import asked, given
from tests.cast import amina, browser_of, ingrid
from tests.html import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(vocabularies):
    """The browser of the chief curator, who may take every step."""
    return browser_of(ingrid())


def take(desk, name: str, practice: Practice, **data):
    address = reverse("admin:cases_practice_step", args=[name])
    assert desk.get(address, {"id": practice.pk}).status_code == 200
    seen = f"{practice.pk}-{Practice.objects.get(pk=practice.pk).revision}"
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
    assert [event.by.username for event in practice.events.all()] == ["ingrid"] * 4


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


CHANGE = "admin:cases_practice_change"


def shown(practice) -> str:
    return f"{practice.pk}-{Practice.objects.get(pk=practice.pk).revision}"


def test_a_step_is_not_taken_with_a_case_that_somebody_saved_meanwhile(desk):
    practice = make_practice()
    seen = shown(practice)
    form = reverse(CHANGE, args=[practice.pk])
    typed = form_data(desk.get(form)) | {"title": "Renamed"}
    assert desk.post(form, typed).status_code == 302
    address = reverse("admin:cases_practice_step", args=["publish"])
    page = desk.post(address, {"seen": seen, "reason": ""}, follow=True).content.decode()
    assert "was changed after you opened this page" in page
    assert state_of(practice) == "draft"


def test_a_step_is_not_taken_after_another_step(desk):
    """The first curator returns the case; the second, who still sees it submitted, publishes."""
    practice = make_practice()
    workflow.submit(practice)
    seen = shown(practice)
    take(desk, "return", practice, reason="Who paid?")
    address = reverse("admin:cases_practice_step", args=["publish"])
    page = desk.post(address, {"seen": seen, "reason": ""}, follow=True).content.decode()
    assert "was changed after you opened this page" in page
    assert state_of(practice) == "returned"


@pytest.mark.parametrize("step", ["submit", "publish"])
def test_a_form_is_not_saved_over_a_step_and_keeps_what_was_typed(desk, step):
    practice = make_practice()
    form = reverse(CHANGE, args=[practice.pk])
    typed = form_data(desk.get(form)) | {"title": "Renamed meanwhile"}
    take(desk, step, practice)
    page = desk.post(form, typed).content.decode()
    assert "Somebody else changed this case" in page
    assert "Renamed meanwhile" in page
    assert Practice.objects.get(pk=practice.pk).title == practice.title


def test_of_many_cases_each_is_guarded_alone(desk):
    first, second = make_practice(title="First"), make_practice(title="Second")
    seen = [shown(first), shown(second)]
    Practice.objects.filter(pk=second.pk).update(revision=99)
    chosen = {"action": "submit", "_selected_action": [first.pk, second.pk]}
    asked_for = desk.post(reverse("admin:cases_practice_changelist"), chosen, follow=True)
    assert asked_for.content.decode().count('name="seen"') == 2
    address = reverse("admin:cases_practice_step", args=["submit"])
    page = desk.post(address, {"seen": seen}, follow=True).content.decode()
    assert "“Second” was changed after you opened this page" in page
    assert (state_of(first), state_of(second)) == ("in_review", "draft")


def test_the_remarks_of_the_reviewers_are_offered_as_the_reason_without_names(desk):
    practice = make_practice()
    workflow.submit(practice)
    for review in asked(practice):
        given(review, "correct")
    address = reverse("admin:cases_practice_step", args=["return"])
    page = desk.get(address, {"id": practice.pk}).content.decode()
    assert "First review, Impact: Impact: seen." in page
    assert "Second review, In all: Worth reading." in page
    assert "Rosa" not in page


def test_a_case_is_archived_with_a_pointer_to_its_successor(desk, client):
    practice, other = make_practice(title="Old Line"), make_practice(title="New Line")
    for each in (practice, other):
        workflow.publish(each)
    take(desk, "archive", practice, reason="The line closed.", successor="new line")
    page = client.get(practice.get_absolute_url())
    assert page.status_code == 200
    text = text_of(page.content.decode())
    assert "Archived as outdated." in text
    assert "The line closed." in text
    assert "It is followed by New Line" in text
    assert f'href="{other.get_absolute_url()}"' in page.content.decode()


def test_two_reviews_are_missing_for_a_curator(vocabularies):
    practice = make_practice()
    workflow.submit(practice)
    desk = browser_of(amina())
    page = take(desk, "publish", practice, reason="").content.decode()
    assert "two reviews are missing" in page
    assert state_of(practice) == "in_review"
    for review in asked(practice):
        given(review)
    take(desk, "publish", practice, reason="")
    assert state_of(practice) == "published"


def test_unknown_steps_and_cases_are_not_found(desk):
    assert desk.get(reverse("admin:cases_practice_step", args=["fly"])).status_code == 404
    assert desk.get("/admin/cases/practice/step/publish/?id=999999").status_code == 404


def test_the_page_of_a_step_costs_no_query_for_each_case(desk, django_assert_num_queries):
    keys = [make_practice(summary="").pk for _number in range(3)]
    address = reverse("admin:cases_practice_step", args=["publish"])
    desk.get(address, {"id": keys[0]})
    with CaptureQueriesContext(connection) as of_one:
        desk.get(address, {"id": keys[0]})
    with django_assert_num_queries(len(of_one)):
        page = desk.get(address, {"id": keys}).content.decode()
    assert page.count("Missing: a summary") == 3
