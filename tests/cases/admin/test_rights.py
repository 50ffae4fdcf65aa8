"""Who sees and changes which case at the desk, row by row."""

import pytest
from django.urls import reverse

from cases import workflow
from cases.models import Practice
from tests import cast
from tests.cases.admin.forms import form_data
from tests.cases.making import make_practice
from tests.cases.reviewing import asked

pytestmark = pytest.mark.django_db

LIST = "/admin/cases/practice/"


@pytest.fixture
def own(vocabularies):
    practice = make_practice(title="Own")
    Practice.objects.filter(pk=practice.pk).update(entered_by=cast.kofi())
    return practice


@pytest.fixture
def other(vocabularies):
    return make_practice(title="Of Somebody Else")


def form(practice) -> str:
    return reverse("admin:cases_practice_change", args=[practice.pk])


def test_a_contributor_lists_own_cases_alone(own, other):
    page = cast.browser_of(cast.kofi()).get(LIST)
    assert [row.title for row in page.context["cl"].result_list] == ["Own"]
    assert "Of Somebody Else" not in page.content.decode()


def test_a_contributor_enters_a_case_and_changes_it(own):
    desk = cast.browser_of(cast.kofi())
    added = desk.post(LIST + "add/", form_data(desk.get(LIST + "add/")) | {"title": "New"})
    assert added.status_code == 302
    assert Practice.objects.get(title="New").entered_by == cast.kofi()
    typed = form_data(desk.get(form(own))) | {"title": "Renamed", "key_dates-TOTAL_FORMS": "1"}
    typed |= {"key_dates-0-date": "1965", "key_dates-0-text": "First line"}
    assert desk.post(form(own), typed).status_code == 302
    own.refresh_from_db()
    assert own.title == "Renamed"
    assert own.key_dates.get().text == "First line"


@pytest.mark.parametrize("page", ["change", "history"])
def test_the_cases_of_others_are_not_there_for_a_contributor(other, page):
    address = reverse(f"admin:cases_practice_{page}", args=[other.pk])
    answer = cast.browser_of(cast.kofi()).get(address)
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/admin/")


def test_a_contributor_takes_no_step_with_the_case_of_another(other):
    address = reverse("admin:cases_practice_step", args=["submit"])
    desk = cast.browser_of(cast.kofi())
    assert desk.get(address, {"id": other.pk}).status_code == 404
    desk.post(address, {"seen": f"{other.pk}-{other.revision}"})
    assert Practice.objects.get(pk=other.pk).state == "draft"


@pytest.mark.parametrize("step", ["publish", "return", "archive"])
def test_a_contributor_decides_nothing(own, step):
    desk = cast.browser_of(cast.kofi())
    address = reverse("admin:cases_practice_step", args=[step])
    assert desk.get(address, {"id": own.pk}).status_code == 403
    assert desk.get(reverse("admin:cases_practice_reviewers"), {"id": own.pk}).status_code == 403


def test_a_submitted_case_leads_its_contributor_to_the_timeline(own):
    workflow.submit(own)
    page = cast.browser_of(cast.kofi()).get(form(own), follow=True)
    assert page.redirect_chain == [(reverse("admin:cases_practice_history", args=[own.pk]), 302)]
    assert "is in review: this is its timeline" in page.content.decode()


def test_what_a_contributor_typed_is_kept_when_the_case_was_submitted_meanwhile(own):
    desk = cast.browser_of(cast.kofi())
    typed = form_data(desk.get(form(own))) | {"title": "Typed too late"}
    workflow.submit(own)
    answer = desk.post(form(own), typed | {"shown_state": "in_review"})
    assert answer.status_code == 200
    assert "Somebody else changed this case" in answer.content.decode()
    assert "Typed too late" in answer.content.decode()
    assert Practice.objects.get(pk=own.pk).title == "Own"


def test_a_reviewer_reads_the_case_and_cannot_edit_it(own):
    workflow.submit(own)
    first, _second = asked(own)
    desk = cast.browser_of(cast.rosa())
    assert desk.get(LIST).status_code == 403
    assert desk.get(form(own)).status_code in (302, 403)
    assert desk.post(form(own), {"title": "Hers"}).status_code in (302, 403)
    assert Practice.objects.get(pk=own.pk).title == "Own"
    screen = desk.get(reverse("admin:cases_review_change", args=[first.pk]))
    assert "Riders own the company." in screen.content.decode()


def test_only_chief_curators_delete_a_case_and_none_that_was_published(own, other):
    workflow.publish(other)
    address = reverse("admin:cases_practice_delete", args=[own.pk])
    for person in (cast.kofi(), cast.amina()):
        assert cast.browser_of(person).get(address).status_code == 403
    chief = cast.browser_of(cast.ingrid())
    assert chief.get(address).status_code == 200
    kept = reverse("admin:cases_practice_delete", args=[other.pk])
    assert chief.post(kept, {"post": "yes"}).status_code == 403
    assert Practice.objects.filter(pk=other.pk).exists()
    assert chief.post(address, {"post": "yes"}).status_code == 302
    assert not Practice.objects.filter(pk=own.pk).exists()
