"""Mail to those whom a step of a case concerns. It goes out after the commit (see ``web.mail``)."""

from collections.abc import Iterable

from django.urls import reverse

from cases import roles
from cases.models import Nomination, Practice, Review
from web.addresses import on_this_site
from web.mail import write_mail


def tell_submitted(practice: Practice, by) -> None:
    """Tell the curators that a case waits, and who entered it that it arrived."""
    _tell("submitted", _curators(), practice, by)
    _tell("received", [practice.entered_by], practice, None)


def tell_nominated(practice: Practice) -> None:
    """Tell the curators that a nomination has arrived."""
    _tell("nominated", _curators(), practice, None)


def tell_begun(nomination: Nomination) -> None:
    """Mail the link by which a nomination is filled in, kept and submitted."""
    _write_to_nominator("link", nomination)


def tell_nominator(template: str, practice: Practice, **about) -> None:
    """Tell who nominated the case, if somebody did, where it stands."""
    nomination = Nomination.objects.filter(practice=practice).select_related("cycle").first()
    if nomination:
        _write_to_nominator(template, nomination, title=practice.title, **about)


def tell_asked(review: Review, by, anew: bool = False) -> None:
    """Ask a reviewer; ``anew`` when the case came back corrected."""
    address = reverse("admin:cases_review_change", args=[review.pk])
    _tell("review_asked", [review.reviewer], review.practice, by, address, anew=anew)


def tell_released(review: Review, by) -> None:
    """Tell a reviewer who was asked, and has given nothing yet, that no review is needed."""
    _tell("review_released", [review.reviewer], review.practice, by)


def tell_declined(review: Review, reason: str) -> None:
    """Tell the curators that a case needs another reviewer."""
    _tell("review_declined", _curators(), review.practice, review.reviewer, reason=reason)


def tell_reviewed(practice: Practice, by) -> None:
    """Tell the curators that both reviews are there and the case waits for a decision."""
    _tell("reviewed", _curators(), practice, by, reviews=list(practice.reviews_that_count()))


def tell_returned(practice: Practice, by, reason: str) -> None:
    """Tell who entered the case what has to be corrected."""
    _tell("returned", [practice.entered_by], practice, by, reason=reason)
    tell_nominator("returned", practice, reason=reason)


def tell_refused(practice: Practice, reason: str) -> None:
    """Tell the nominator why the case is not taken."""
    tell_nominator("refused", practice, reason=reason)


def tell_published(practice: Practice, by, reviewers: list) -> None:
    """Tell who entered the case, and those who reviewed it, that everybody can read it."""
    page = practice.get_absolute_url()
    _tell("published", [practice.entered_by, *reviewers], practice, by, page)
    tell_nominator("published", practice, page=on_this_site(page))


def tell_revised(practice: Practice, by, reason: str) -> None:
    """Tell who entered the case what was changed in it."""
    page = practice.get_absolute_url()
    _tell("revised", [practice.entered_by], practice, by, page, reason=reason)


def tell_archived(practice: Practice, by, reason: str) -> None:
    """Tell who entered the case why it left the lists, and which case follows it."""
    page = practice.get_absolute_url()
    _tell("archived", [practice.entered_by], practice, by, page, reason=reason)


def _curators() -> Iterable:
    return roles.people_with(roles.PUBLISH)


def _tell(template: str, people: Iterable, practice: Practice, by, page: str = "", **about) -> None:
    """Write to ``people`` with an address, but not to ``by``, who did it.

    ``page`` is what the mail leads to, by default the case at the desk.
    """
    to = [one.email for one in people if one and one.is_active and one.email and one != by]
    page = page or reverse("admin:cases_practice_change", args=[practice.pk])
    if to:
        context = {"practice": practice, "address": on_this_site(page), **about}
        write_mail(f"cases/{template}", to, context)


def _write_to_nominator(template: str, nomination: Nomination, **about) -> None:
    if nomination.email:
        context = {"nomination": nomination, "address": on_this_site(nomination.address), **about}
        write_mail(f"nominations/{template}", [nomination.email], context)
