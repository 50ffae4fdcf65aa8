"""Reviews: two people are asked about a submission, and each speaks to every criterion."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases import notices, roles
from cases.models import Criterion, NarrativeFormat, Practice, Review, ReviewRemark
from cases.timeline import Step, write_line

State = Practice.State
Place = Review.Place
Recommendation = Review.Recommendation


@dataclass(frozen=True)
class Opinion:
    """What a reviewer says: remarks by the key of their criterion, one in all, a recommendation."""

    recommendation: str = ""
    remark: str = ""
    remarks: Mapping[int, str] = field(default_factory=dict)


def criteria_of(practice: Practice) -> QuerySet:
    """Return the criteria of the practice's format, or of the usual one, in their order."""
    chosen = practice.narrative_format or NarrativeFormat.usual()
    return Criterion.objects.filter(format=chosen)


def with_reviews_given(number: int) -> QuerySet:
    """Return the cases in review for whose submission ``number`` reviews were given: 0, 1 or 2."""
    given = Review.objects.filter(current=True, given_at__isnull=False).order_by()
    counted = given.values("practice").annotate(number=Count("pk"))
    waiting = Practice.objects.in_review()
    if number == 0:
        return waiting.exclude(pk__in=given.values("practice"))
    return waiting.filter(pk__in=counted.filter(number=number).values("practice"))


def recommended() -> QuerySet:
    """Return the cases in review that both reviewers want published."""
    doubted = Review.objects.filter(current=True).exclude(recommendation=Recommendation.PUBLISH)
    return with_reviews_given(2).exclude(pk__in=doubted.values("practice"))


def waiting_for(user) -> QuerySet:
    """Return the reviews ``user`` was asked for and has not given."""
    return Review.objects.filter(
        reviewer=user, current=True, given_at=None, practice__state=State.IN_REVIEW
    )


def is_open_to(review: Review, user) -> bool:
    """Whether ``user`` was asked for ``review`` and can still write it."""
    asked = review.reviewer_id == user.pk and roles.may_review(user, review.practice)
    waits = review.current and not review.given_at and review.practice.state == State.IN_REVIEW
    return asked and waits


@transaction.atomic
def ask(practice: Practice, place: int, reviewer, by=None) -> Review | None:
    """Ask ``reviewer`` for the first or second review of a case in review.

    Whoever was asked before is released; a review given before stays in the timeline and counts no
    longer. Asking the same person who has not answered yet changes nothing and returns None.
    Raises ValidationError when the case waits for no review, or this person cannot review it.
    """
    practice = Practice.objects.select_for_update().get(pk=practice.pk)
    if by is not None and not roles.keeps_cases(by):
        raise _refusal(practice, _("you may not choose its reviewers."), "forbidden")
    if practice.state != State.IN_REVIEW:
        raise _refusal(practice, _("it is not in review."), "wrong_state")
    if not roles.may_review(reviewer, practice):
        raise _refusal(practice, _("%s cannot review it.") % reviewer, "not_a_reviewer")
    current = {review.place: review for review in practice.reviews_that_count()}
    before = current.pop(place, None)
    if any(other.reviewer_id == reviewer.pk for other in current.values()):
        raise _refusal(practice, _("%s reviews it already.") % reviewer, "twice")
    if before and before.reviewer_id == reviewer.pk and not before.given_at:
        return None
    if before:
        _set_aside(before, by)
    return _asked(practice, place, reviewer, by)


@transaction.atomic
def ask_anew(practice: Practice, by=None) -> None:
    """Ask those again who did not recommend the corrected case; who recommended it has done so."""
    for review in practice.reviews_that_count():
        if not review.given_at or review.recommendation == Recommendation.PUBLISH:
            continue
        _set_aside(review, by)
        if review.reviewer and roles.may_review(review.reviewer, practice):
            _asked(practice, review.place, review.reviewer, by, anew=True)


@transaction.atomic
def close(practice: Practice, by=None) -> list:
    """Release who has not answered; return who gave a review that counts."""
    given = []
    for review in practice.reviews_that_count():
        if review.given_at:
            given.append(review.reviewer)
        else:
            _set_aside(review, by)
    return given


@transaction.atomic
def keep(review: Review, opinion: Opinion, by, shown: tuple[int, int]) -> Review:
    """Keep what a reviewer has written so far; nobody else is told.

    ``shown`` are the revisions of the case and of the review that the writer saw.
    Raises ValidationError when either moved on, or the review is not this person's to write.
    """
    review = _open_to(review, by, shown)
    known = set(criteria_of(review.practice).values_list("pk", flat=True))
    review.recommendation, review.remark = opinion.recommendation, opinion.remark
    review.revision = F("revision") + 1
    review.save()
    review.remarks.all().delete()
    for key, text in opinion.remarks.items():
        if key in known and text.strip():
            ReviewRemark.objects.create(review=review, criterion_id=key, text=text)
    review.refresh_from_db()
    return review


@transaction.atomic
def give(review: Review, opinion: Opinion, by, shown: tuple[int, int]) -> Review:
    """Give the review: it counts from now on and is not changed again.

    Raises ValidationError as ``keep`` does, and naming each criterion without a remark.
    """
    review = keep(review, opinion, by, shown)
    _refuse_unfinished(review)
    review.given_at = timezone.now()
    review.save(update_fields=["given_at"])
    practice = review.practice
    write_line(practice, Step.REVIEW, by, review=review)
    if practice.is_reviewed:
        notices.tell_reviewed(practice, by)
    return review


@transaction.atomic
def decline(review: Review, by, reason: str = "") -> None:
    """Give the request back; the curators are told to ask somebody else."""
    review = _open_to(review, by)
    review.current = False
    review.save(update_fields=["current"])
    write_line(review.practice, Step.RELEASE, by, reason, review=review)
    notices.tell_declined(review, reason)


def _asked(practice: Practice, place: int, reviewer, by, anew: bool = False) -> Review:
    review = Review.objects.create(practice=practice, place=place, reviewer=reviewer, asked_by=by)
    write_line(practice, Step.ASSIGN, by, review=review)
    notices.tell_asked(review, by, anew)
    return review


def _set_aside(review: Review, by) -> None:
    review.current = False
    review.save(update_fields=["current"])
    if not review.given_at:
        write_line(review.practice, Step.RELEASE, by, review=review)
        notices.tell_released(review, by)


def _open_to(review: Review, by, shown: tuple[int, int] | None = None) -> Review:
    practice = Practice.objects.select_for_update().get(pk=review.practice_id)
    review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if review.reviewer_id != by.pk or not roles.may_review(by, practice):
        raise _refusal(practice, _("this review was asked of somebody else."), "forbidden")
    if review.given_at or not review.current or practice.state != State.IN_REVIEW:
        raise _refusal(practice, _("this review is closed."), "closed")
    if shown and shown[1] != review.revision:
        raise _refusal(practice, _("your review was saved from another window."), "overtaken")
    if shown and shown[0] != practice.revision:
        raise _refusal(practice, _("the case was changed after you opened it."), "overtaken")
    review.practice = practice
    return review


def _refuse_unfinished(review: Review) -> None:
    spoken = review.remarks.values("criterion")
    silent = criteria_of(review.practice).exclude(pk__in=spoken)
    missing = [str(criterion) for criterion in silent]
    if not review.recommendation:
        missing.append(str(_("your recommendation")))
    if missing:
        raise ValidationError(
            _("Something is left to say: %(missing)s."),
            code="unfinished",
            params={"missing": ", ".join(missing)},
        )


def _refusal(practice: Practice, why: str, code: str) -> ValidationError:
    return ValidationError(
        _("“%(title)s”: %(why)s"), code=code, params={"title": practice, "why": why}
    )
