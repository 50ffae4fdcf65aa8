"""What people at the desk may do with which case, by the permissions that their groups grant.

Contributors enter cases and keep their own drafts; reviewers speak to cases of others; curators
keep all cases; chief curators also publish without two reviews.
"""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from cases.models import Practice

CONTRIBUTE = "cases.contribute_practice"
REVIEW = "cases.review_practice"
CHANGE = "cases.change_practice"
PUBLISH = "cases.publish_practice"
PUBLISH_UNREVIEWED = "cases.publish_unreviewed_practice"

State = Practice.State
OPEN_TO_THEIR_CONTRIBUTOR = {State.DRAFT, State.RETURNED}


def enters_cases(user) -> bool:
    return user.has_perm(CONTRIBUTE)


def keeps_or_enters(user) -> bool:
    """Whether ``user`` finds cases at the desk at all."""
    return user.has_perm(CHANGE) or enters_cases(user)


def keeps_cases(user, practice: Practice | None = None) -> bool:
    """Whether ``user`` decides on cases: returns, publishes, revises and archives them."""
    return user.has_perm(PUBLISH)


def cases_of(user, cases: QuerySet | None = None) -> QuerySet:
    """Return which of ``cases``, of all unless said, ``user`` finds at the desk.

    Who may change any case finds all, who enters cases their own.
    """
    cases = Practice.objects.all() if cases is None else cases
    if user.has_perm(CHANGE):
        return cases
    return cases.filter(entered_by=user) if enters_cases(user) else cases.none()


def follows(user, practice: Practice) -> bool:
    """Whether ``user`` may see where ``practice`` stands."""
    return user.has_perm(CHANGE) or (enters_cases(user) and practice.entered_by_id == user.pk)


def edits_all(user) -> bool:
    """Whether ``user`` may change the text of every case, whatever its state."""
    return user.has_perm(CHANGE) and keeps_cases(user)


def may_edit(user, practice: Practice) -> bool:
    """Whether ``user`` may change the text of ``practice`` as it stands now.

    What is published is changed only by who may publish; a contributor changes only own cases
    that nobody judges.
    """
    if user.has_perm(CHANGE):
        return practice.state != State.PUBLISHED or keeps_cases(user)
    return follows(user, practice) and practice.state in OPEN_TO_THEIR_CONTRIBUTOR


def may_publish(user, practice: Practice) -> bool:
    """Whether ``user`` may publish ``practice``: with two reviews, or with the right to do without.

    Only reviews of the submission that now waits count.
    """
    if not keeps_cases(user):
        return False
    return user.has_perm(PUBLISH_UNREVIEWED) or practice.is_reviewed


def may_refuse(user, practice: Practice) -> bool:
    """Whether ``user`` may decide that a nominated case is not taken."""
    return keeps_cases(user) and hasattr(practice, "nomination")


def may_review(user, practice: Practice) -> bool:
    """Whether ``user`` may be asked to review ``practice``: nobody reviews an own case."""
    return user.is_active and user.has_perm(REVIEW) and practice.entered_by_id != user.pk


def reads_reviews(user) -> bool:
    """Whether ``user`` finds reviews at the desk: who keeps cases all, a reviewer the own ones."""
    return user.has_perm(REVIEW) or keeps_cases(user)


def people_with(permission: str) -> QuerySet:
    """Return the active people to whom a group, or they themselves, were granted ``permission``.

    Administrators who hold every right without being granted this one are not among them.
    """
    app, _dot, codename = permission.partition(".")
    granted = Permission.objects.filter(content_type__app_label=app, codename=codename)
    holders = Q(groups__permissions__in=granted) | Q(user_permissions__in=granted)
    return get_user_model().objects.filter(holders, is_active=True).distinct()


def name_of(person) -> str:
    """Return what ``person`` is called at the desk; of None, of nobody, an empty text."""
    return (person.get_full_name() or person.get_username()) if person else ""
