"""Who may take which step with a case in which state: every cell of the table is tried."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction

from cases import reviews, roles, workflow
from cases.models import Nomination, Practice, Review, WorkflowEvent
from tests import cast
from tests.cases.making import make_practice
from tests.cases.nominating import open_cycle
from tests.cases.reviewing import opinion_on

pytestmark = pytest.mark.django_db

# The states of a case; a case in review is "reviewed" when both reviews were given.
STATES = ("draft", "in review", "reviewed", "returned", "published", "archived")

# The groups each role is made of, and whether the person entered the case.
ROLES = {
    "author": (cast.kofi, "Contributors", True),
    "other contributor": (cast.kofi, "Contributors", False),
    "asked reviewer": (cast.rosa, "Reviewers", False),
    "other reviewer": (cast.mateo, "Reviewers", False),
    "curator": (cast.amina, "Curators", False),
    "curator of an own case": (cast.amina, "Curators", True),
    "chief curator": (cast.ingrid, "Chief curators", False),
    "subscriber": (cast.sven, None, False),
}

NEVER = ()
ALWAYS = STATES
WRITING = ("draft", "returned")
JUDGED = ("in review", "reviewed")
NOT_PUBLISHED = ("draft", "in review", "reviewed", "returned", "archived")


def row(author=NEVER, asked=NEVER, curator=NEVER, chief=None) -> dict:
    """A row of the table; who is not named here may never take the step."""
    return {
        **dict.fromkeys(ROLES, NEVER),
        "author": author,
        "asked reviewer": asked,
        "curator": curator,
        "curator of an own case": curator,
        "chief curator": curator if chief is None else chief,
    }


TABLE = {
    "edit": row(author=WRITING, curator=ALWAYS),
    "follow": row(author=ALWAYS, curator=ALWAYS),
    "submit": row(author=WRITING, curator=WRITING),
    "ask": row(curator=JUDGED),
    "give": row(asked=("in review",)),
    "decline": row(asked=("in review",)),
    "return": row(curator=JUDGED),
    "refuse": row(curator=("draft", "in review", "reviewed", "returned")),
    "publish": row(curator=("reviewed",), chief=NOT_PUBLISHED),
    "revise": row(curator=("published",)),
    "archive": row(curator=("published",)),
}


def as_answer(allowed: bool) -> None:
    if not allowed:
        raise ValidationError("no", code="forbidden")


def asked_of(practice, person) -> Review:
    review = practice.reviews.filter(reviewer=person).first()
    return review or practice.reviews.first() or Review(practice=practice, reviewer=cast.rosa())


def give(practice, by) -> None:
    review = asked_of(practice, by)
    if review.pk is None:
        raise ValidationError("nobody was asked", code="closed")
    reviews.give(review, opinion_on(practice), by, (practice.revision, review.revision))


def decline(practice, by) -> None:
    review = asked_of(practice, by)
    if review.pk is None:
        raise ValidationError("nobody was asked", code="closed")
    reviews.decline(review, by)


TRIED = {
    "edit": lambda practice, by: as_answer(roles.may_edit(by, practice)),
    "follow": lambda practice, by: as_answer(roles.follows(by, practice)),
    "submit": workflow.submit,
    "ask": lambda practice, by: reviews.ask(practice, 1, cast.mateo(), by),
    "give": give,
    "decline": decline,
    "return": lambda practice, by: workflow.return_(practice, by, "Say who paid."),
    "refuse": lambda practice, by: workflow.refuse(practice, by, "Nothing was done yet."),
    "publish": workflow.publish,
    "revise": lambda practice, by: workflow.revise(practice, by, "New figures."),
    "archive": lambda practice, by: workflow.archive(practice, by, "The line closed."),
}
REFUSED = {"forbidden", "wrong_state", "closed"}


def case_in(state: str) -> Practice:
    """Make a nominated case by the steps that lead to its state; Rosa and Wei are asked of it."""
    practice = make_practice()
    Nomination.objects.create(practice=practice, cycle=open_cycle(), email="noor@example.net")
    if state in ("in review", "reviewed", "returned"):
        workflow.submit(practice)
        for place, reviewer in ((1, cast.rosa()), (2, cast.wei())):
            review = reviews.ask(practice, place, reviewer)
            if state == "reviewed":
                seen = (practice.revision, 0)
                reviews.give(review, opinion_on(practice), reviewer, seen)
    if state == "returned":
        workflow.return_(practice, reason="Who paid?")
    if state in ("published", "archived"):
        workflow.publish(practice)
    if state == "archived":
        workflow.archive(practice, reason="The line closed.")
    return practice


def test_the_table_has_a_row_for_each_step_and_a_column_for_each_group(db):
    assert set(TABLE) == set(TRIED) >= set(workflow.STEPS)
    groups = {group for _person, group, _own in ROLES.values()} - {None}
    with_rights = Group.objects.filter(permissions__content_type__app_label="cases")
    assert groups == set(with_rights.values_list("name", flat=True))
    assert {state for cells in TABLE.values() for cell in cells.values() for state in cell} == set(
        STATES
    )


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("step", TABLE)
def test_every_role_at_a_step_from_a_state(vocabularies, step, state):
    case = case_in(state)
    cells = {role: can_take(step, role, case.pk) for role in ROLES}
    assert cells == {role: state in TABLE[step][role] for role in ROLES}


def can_take(step: str, role: str, key: int) -> bool:
    """Try the step and undo it. A refusal must have changed nothing, and the desk must agree."""
    person, group, is_author = ROLES[role]
    by = person()
    assert [each.name for each in by.groups.all()] == ([group] if group else [])
    with transaction.atomic():
        if is_author:
            Practice.objects.filter(pk=key).update(entered_by=by)
        practice = Practice.objects.get(pk=key)
        offered = workflow.may_take(step, by, practice) if step in workflow.STEPS else None
        try:
            TRIED[step](practice, by)
        except ValidationError as refused:
            assert refused.code in REFUSED
            assert not WorkflowEvent.objects.filter(practice=key, by=by, step=step).exists()
            assert Practice.objects.get(pk=key).revision == practice.revision
            taken = False
        else:
            taken = True
        transaction.set_rollback(True)
    assert offered in (None, taken)
    return taken


def test_the_cases_somebody_finds_at_the_desk(vocabularies):
    own, other = make_practice(title="Own"), make_practice(title="Other")
    Practice.objects.filter(pk=own.pk).update(entered_by=cast.kofi())
    for person in (cast.amina(), cast.ingrid()):
        assert set(roles.cases_of(person)) == {own, other}
    assert list(roles.cases_of(cast.kofi())) == [own]
    for person in (cast.rosa(), cast.sven()):
        assert not roles.cases_of(person).exists()


def test_nobody_reviews_an_own_case(vocabularies):
    practice = make_practice()
    workflow.submit(practice)
    Practice.objects.update(entered_by=cast.rosa())
    with pytest.raises(ValidationError, match="cannot review it"):
        reviews.ask(practice, 1, cast.rosa())
