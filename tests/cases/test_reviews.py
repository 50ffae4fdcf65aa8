"""Two reviews of a submission: asked, written, given, declined, asked anew."""

import pytest
from django.core.exceptions import ValidationError

from cases import reviews, workflow
from cases.models import Practice, Review
from tests import cast
from tests.cases.making import make_practice
from tests.cases.reviewing import asked, given, opinion_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(vocabularies):
    practice = make_practice(complete=True)
    workflow.submit(practice)
    return practice


def shown(review: Review) -> tuple[int, int]:
    review = Review.objects.select_related("practice").get(pk=review.pk)
    return review.practice.revision, review.revision


def steps(practice) -> list[str]:
    return [event.step for event in practice.events.all()]


def test_a_format_brings_its_criteria(practice):
    names = [criterion.name for criterion in reviews.criteria_of(practice)]
    assert names[:3] == ["Impact", "Partnership", "Sustainability"]
    assert len(names) == 7
    practice.narrative_format = None
    assert [criterion.name for criterion in reviews.criteria_of(practice)] == names


def test_a_submission_waits_for_its_first_review_its_second_and_a_decision(practice):
    def waits_for() -> list[int]:
        return [number for number in (0, 1, 2) if practice in reviews.with_reviews_given(number)]

    first, second = asked(practice)
    assert waits_for() == [0]
    given(second)
    assert waits_for() == [1]
    assert not practice.is_reviewed
    given(first, "correct")
    assert waits_for() == [2]
    assert practice.is_reviewed
    assert practice not in reviews.recommended()
    assert steps(practice) == ["submit", "assign", "assign", "review", "review"]


def test_a_case_both_recommend_is_recommended(practice):
    for review in asked(practice):
        given(review)
    assert list(reviews.recommended()) == [practice]


def test_what_was_written_is_kept_before_it_is_given(practice):
    first, _second = asked(practice)
    criterion = reviews.criteria_of(practice).first()
    opinion = reviews.Opinion("", "Halfway.", {criterion.pk: "Measured.", 10**9: "Nowhere."})
    kept = reviews.keep(first, opinion, cast.rosa(), shown(first))
    assert (kept.remark, kept.given_at, kept.revision) == ("Halfway.", None, 1)
    assert [(row.criterion, row.text) for row in kept.remarks.all()] == [(criterion, "Measured.")]
    assert list(reviews.waiting_for(cast.rosa())) == [first]


def test_a_review_is_given_with_a_remark_for_each_criterion_and_a_recommendation(practice):
    first, _second = asked(practice)
    criterion = reviews.criteria_of(practice).first()
    opinion = reviews.Opinion("", "", {criterion.pk: "Measured."})
    with pytest.raises(ValidationError) as refused:
        reviews.give(first, opinion, cast.rosa(), shown(first))
    message = refused.value.messages[0]
    assert "Partnership" in message and "your recommendation" in message
    assert "Impact" not in message
    assert Review.objects.get(pk=first.pk).given_at is None


def test_a_review_that_was_given_is_not_changed(practice):
    first, _second = asked(practice)
    given(first)
    with pytest.raises(ValidationError, match="closed"):
        reviews.keep(first, opinion_on(practice), cast.rosa(), shown(first))
    with pytest.raises(ValidationError, match="closed"):
        reviews.decline(first, cast.rosa())


def test_of_two_windows_the_second_is_told(practice):
    first, _second = asked(practice)
    seen = shown(first)
    reviews.keep(first, opinion_on(practice), cast.rosa(), seen)
    with pytest.raises(ValidationError, match="another window"):
        reviews.keep(first, reviews.Opinion(), cast.rosa(), seen)
    assert Review.objects.get(pk=first.pk).remark == "Worth reading."


def test_a_reviewer_is_told_that_the_case_was_changed(practice):
    first, _second = asked(practice)
    seen = shown(first)
    Practice.objects.update(revision=99)
    with pytest.raises(ValidationError, match="the case was changed"):
        reviews.give(first, opinion_on(practice), cast.rosa(), seen)


def test_two_different_people_are_asked(practice):
    reviews.ask(practice, 1, cast.rosa())
    with pytest.raises(ValidationError, match="reviews it already"):
        reviews.ask(practice, 2, cast.rosa())
    assert reviews.ask(practice, 1, cast.rosa()) is None
    assert practice.reviews.count() == 1


def test_somebody_else_is_asked_instead(practice):
    first, _second = asked(practice)
    reviews.ask(practice, 1, cast.mateo())
    assert [row.reviewer.username for row in practice.reviews_that_count()] == ["mateo", "wei"]
    assert not reviews.waiting_for(cast.rosa()).exists()
    with pytest.raises(ValidationError, match="closed"):
        given(first)


def test_a_reviewer_may_decline(practice):
    first, _second = asked(practice)
    reviews.decline(first, cast.rosa(), "I know them too well.")
    assert [row.reviewer.username for row in practice.reviews_that_count()] == ["wei"]
    assert practice.events.last().reason == "I know them too well."


def test_a_corrected_case_goes_back_to_who_did_not_recommend_it(practice):
    first, second = asked(practice)
    given(first, "correct")
    given(second)
    workflow.return_(practice, reason="Who paid?")
    workflow.submit(practice)
    now = list(practice.reviews_that_count())
    assert [(row.reviewer.username, bool(row.given_at)) for row in now] == [
        ("rosa", False),
        ("wei", True),
    ]
    assert Review.objects.get(pk=first.pk).given_at is not None
    given(now[0])
    assert practice.is_reviewed


def test_who_has_not_answered_is_released_when_the_case_is_published(practice):
    first, second = asked(practice)
    given(first)
    workflow.publish(practice)
    assert list(practice.reviews_that_count()) == [first]
    with pytest.raises(ValidationError, match="closed"):
        given(second)
