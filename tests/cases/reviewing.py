"""What reviewers of the tests say."""

from cases import reviews
from cases.models import Practice, Review
from tests import cast


def opinion_on(practice: Practice, recommendation: str = "publish") -> reviews.Opinion:
    """Return an opinion with a remark for each criterion."""
    remarks = {row.pk: f"{row}: seen." for row in reviews.criteria_of(practice)}
    return reviews.Opinion(recommendation, "Worth reading.", remarks)


def asked(practice: Practice) -> tuple[Review, Review]:
    """Ask Rosa for the first review and Wei for the second."""
    return reviews.ask(practice, 1, cast.rosa()), reviews.ask(practice, 2, cast.wei())


def given(review: Review, recommendation: str = "publish") -> Review:
    """Give ``review`` as whoever was asked for it."""
    practice = Practice.objects.get(pk=review.practice_id)
    opinion = opinion_on(practice, recommendation)
    return reviews.give(review, opinion, review.reviewer, (practice.revision, review.revision))
