"""The reviewer's screen, and the page on which reviewers are chosen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import reviews, workflow
from cases.models import Practice, Review
from tests import cast
from tests.cases.making import make_practice
from tests.cases.reviewing import asked, given
from tests.html import faults_of, text_of

pytestmark = pytest.mark.django_db

REVIEWERS = "/admin/cases/practice/reviewers/"


@pytest.fixture
def practice(vocabularies):
    practice = make_practice(complete=True)
    workflow.submit(practice)
    return practice


def screen(review) -> str:
    return reverse("admin:cases_review_change", args=[review.pk])


def filled_in(desk, review, **changes) -> dict:
    """What a browser would send with a remark under each criterion."""
    page = desk.get(screen(review)).content.decode()
    written = {f"criterion-{row.pk}": "Seen." for row in reviews.criteria_of(review.practice)}
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    return {**written, "recommendation": "publish", "remark": "", "seen": seen, **changes}


def test_the_case_stands_beside_the_remarks(practice):
    first, _second = asked(practice)
    page = cast.browser_of(cast.rosa()).get(screen(first)).content.decode()
    text = text_of(page)
    for words in ("Riders own the company.", "Ask the riders.", "What changed for the people"):
        assert words in text
    assert "Aiko" not in page
    assert [fault for fault in faults_of(page) if "admin" not in fault] == []


def test_a_review_is_kept_and_given(practice):
    first, _second = asked(practice)
    desk = cast.browser_of(cast.rosa())
    half = filled_in(desk, first, recommendation="", remark="Halfway.", keep="")
    assert desk.post(screen(first), half).headers["Location"] == screen(first)
    assert "Halfway." in desk.get(screen(first)).content.decode()
    answer = desk.post(screen(first), filled_in(desk, first, give=""), follow=True)
    assert "was given" in answer.content.decode()
    assert Review.objects.get(pk=first.pk).given_at
    shown = text_of(desk.get(screen(first)).content.decode())
    assert "Given on" in shown and "Seen." in shown


def test_what_is_left_to_say_is_named_and_what_was_typed_stays(practice):
    first, _second = asked(practice)
    desk = cast.browser_of(cast.rosa())
    typed = filled_in(desk, first, recommendation="", remark="All of it.", give="")
    page = desk.post(screen(first), typed).content.decode()
    assert "Something is left to say: your recommendation." in page
    assert "All of it." in page
    assert Review.objects.get(pk=first.pk).remark == ""


def test_a_change_of_the_case_is_said_and_the_review_given_after_looking_again(practice):
    first, _second = asked(practice)
    desk = cast.browser_of(cast.rosa())
    typed = filled_in(desk, first, remark="Typed before.", give="")
    Practice.objects.update(revision=99, summary="A new summary.")
    answer = desk.post(screen(first), typed)
    page = answer.content.decode()
    assert "the case was changed after you opened it" in page
    assert "Typed before." in page and "A new summary." in page
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    assert desk.post(screen(first), typed | {"seen": seen}).status_code == 302
    assert Review.objects.get(pk=first.pk).given_at


def test_of_two_windows_the_second_sees_what_the_first_kept(practice):
    first, _second = asked(practice)
    desk = cast.browser_of(cast.rosa())
    one = filled_in(desk, first, remark="From the first.", keep="")
    two = filled_in(desk, first, remark="From the second.", keep="")
    desk.post(screen(first), one)
    page = desk.post(screen(first), two).content.decode()
    assert "your review was saved from another window" in page
    assert "From the first." in page and "From the second." in page
    assert Review.objects.get(pk=first.pk).remark == "From the first."


def test_a_review_is_declined(practice):
    first, _second = asked(practice)
    address = reverse("admin:cases_review_decline", args=[first.pk])
    desk = cast.browser_of(cast.rosa())
    assert desk.get(address).status_code == 302
    assert Review.objects.get(pk=first.pk).current
    desk.post(address, {"reason": "I know them."})
    assert not Review.objects.get(pk=first.pk).current


def test_the_reviews_of_others_are_not_there_and_a_curator_reads_all(practice):
    first, second = asked(practice)
    given(first)
    desk = cast.browser_of(cast.wei())
    assert desk.get(screen(first)).status_code == 302
    assert [row.pk for row in desk.get("/admin/cases/review/").context["cl"].result_list] == [
        second.pk
    ]
    curator = cast.browser_of(cast.amina())
    page = curator.get(screen(first)).content.decode()
    assert "Worth reading." in page and 'name="give"' not in page
    curator.post(screen(second), {"recommendation": "refuse", "give": ""})
    assert Review.objects.get(pk=second.pk).given_at is None


def test_nobody_adds_or_deletes_reviews_by_hand(practice):
    first, _second = asked(practice)
    for person in (cast.ingrid(), cast.rosa()):
        desk = cast.browser_of(person)
        assert desk.get("/admin/cases/review/add/").status_code == 403
        assert desk.get(f"/admin/cases/review/{first.pk}/delete/").status_code == 403


def choose(desk, *practices, **chosen):
    address = f"{REVIEWERS}?" + "&".join(f"id={row.pk}" for row in practices)
    page = desk.get(address).content.decode()
    seen = [part.partition('"')[0] for part in page.split('name="seen" value="')[1:]]
    return desk.post(REVIEWERS, {"seen": seen, **chosen}, follow=True)


def reviewers_of(practice) -> list[str]:
    return [review.reviewer.username for review in practice.reviews_that_count()]


def test_reviewers_are_chosen_for_many_cases_at_once(practice):
    other = make_practice(title="Another")
    workflow.submit(other)
    desk = cast.browser_of(cast.amina())
    chosen = {"action": "ask_reviewers", "_selected_action": [practice.pk, other.pk]}
    page = desk.post("/admin/cases/practice/", chosen, follow=True)
    assert page.status_code == 200
    first, second = cast.rosa(), cast.wei()
    choose(desk, practice, other, first=first.pk, second=second.pk)
    assert reviewers_of(practice) == reviewers_of(other) == ["rosa", "wei"]


def test_one_reviewer_is_replaced_and_the_other_stays(practice):
    _first, second = asked(practice)
    desk = cast.browser_of(cast.amina())
    choose(desk, practice, first=cast.mateo().pk, second=cast.wei().pk)
    assert reviewers_of(practice) == ["mateo", "wei"]
    assert Review.objects.get(pk=second.pk).current


def test_a_given_review_is_not_asked_for_again_by_saving_the_page(practice):
    first, _second = asked(practice)
    given(first)
    desk = cast.browser_of(cast.amina())
    choose(desk, practice, first=cast.rosa().pk, second=cast.wei().pk)
    assert Review.objects.get(pk=first.pk).current


def test_who_entered_the_case_does_not_review_it_and_the_others_are_asked(practice):
    other = make_practice(title="Another")
    workflow.submit(other)
    Practice.objects.filter(pk=other.pk).update(entered_by=cast.rosa())
    desk = cast.browser_of(cast.amina())
    page = choose(desk, practice, other, first=cast.rosa().pk).content.decode()
    assert "cannot review it" in page
    assert (reviewers_of(practice), reviewers_of(other)) == (["rosa"], [])


def test_two_different_people_are_chosen(practice):
    desk, rosa = cast.browser_of(cast.amina()), cast.rosa()
    page = choose(desk, practice, first=rosa.pk, second=rosa.pk).content.decode()
    assert "Choose two different people." in page
    assert reviewers_of(practice) == []


def test_of_two_curators_who_choose_the_second_is_told(practice):
    desk, mateo = cast.browser_of(cast.amina()), cast.mateo()
    page = desk.get(f"{REVIEWERS}?id={practice.pk}").content.decode()
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    reviews.ask(practice, 1, cast.rosa())
    answer = desk.post(REVIEWERS, {"seen": seen, "first": mateo.pk}, follow=True)
    assert "were changed after you opened this page" in answer.content.decode()
    assert reviewers_of(practice) == ["rosa"]


def test_a_reviewer_without_a_name_is_told_by_user_name(practice):
    mateo = cast.mateo()
    type(mateo).objects.filter(pk=mateo.pk).update(first_name="", last_name="")
    answer = choose(cast.browser_of(cast.amina()), practice, first=mateo.pk)
    assert ">Mateo was asked about" in answer.content.decode()


@pytest.mark.parametrize("query", ["", "?id=x", "?id=999999"])
def test_no_case_is_not_found(vocabularies, query):
    assert cast.browser_of(cast.amina()).get(REVIEWERS + query).status_code == 404


def test_the_page_of_reviewers_costs_no_query_for_each_case(practice, django_assert_num_queries):
    desk, others = cast.browser_of(cast.amina()), [make_practice(), make_practice()]
    asked(practice)
    for other in others:
        workflow.submit(other)
        asked(other)
    desk.get(REVIEWERS, {"id": practice.pk})
    with CaptureQueriesContext(connection) as of_one:
        desk.get(REVIEWERS, {"id": practice.pk})
    with django_assert_num_queries(len(of_one)):
        desk.get(REVIEWERS, {"id": [practice.pk, *(other.pk for other in others)]})
