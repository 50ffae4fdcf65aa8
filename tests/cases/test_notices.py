"""Mail of the workflow: who hears of what, and nobody of their own deed."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from cases import reviews, workflow
from cases.models import Practice
from tests import cast
from tests.cases.making import load_vocabularies, make_practice
from tests.cases.reviewing import asked, given
from web.models import OutgoingMail

pytestmark = pytest.mark.django_db

KOFI, AMINA, INGRID = "kofi@example.org", "amina@example.org", "ingrid@example.org"
ROSA, WEI = "rosa@example.org", "wei@example.org"
TITLE = "Riders' <b>own</b> & fares"


@pytest.fixture
def practice(vocabularies, settings):
    """Kofi's case; Amina and Ingrid keep the cases."""
    settings.SITE_URL = "https://cases.example.org/"
    cast.amina(), cast.ingrid()
    practice = make_practice(title=TITLE)
    Practice.objects.update(entered_by=cast.kofi())
    practice.refresh_from_db()
    return practice


def written() -> dict[str, list[str]]:
    """Return who is written to under each kind of subject, and forget the mails."""
    found: dict[str, list[str]] = {}
    for row in OutgoingMail.objects.order_by("to"):
        kind, _colon, title = row.subject.partition(": ")
        assert title == TITLE
        found.setdefault(kind, []).append(row.to)
    return found


def forget():
    OutgoingMail.objects.all().delete()


def body() -> str:
    return OutgoingMail.objects.get().body


def test_a_submission_is_told_to_the_curators_and_received(practice):
    workflow.submit(practice, cast.kofi())
    assert written() == {"Submitted": [AMINA, INGRID], "Received": [KOFI]}
    told = OutgoingMail.objects.filter(to=AMINA).get().body
    assert f"https://cases.example.org/admin/cases/practice/{practice.pk}/change/" in told


def test_a_reviewer_is_asked(practice):
    workflow.submit(practice)
    forget()
    review = reviews.ask(practice, 1, cast.rosa(), cast.amina())
    assert written() == {"Please review": [ROSA]}
    assert f"https://cases.example.org/admin/cases/review/{review.pk}/change/" in body()


def test_a_reviewer_is_released(practice):
    workflow.submit(practice)
    asked(practice)
    forget()
    reviews.ask(practice, 1, cast.mateo())
    assert written() == {"Please review": ["mateo@example.org"], "No review needed": [ROSA]}


def test_a_declined_review_is_told_to_the_curators(practice):
    workflow.submit(practice)
    first, _second = asked(practice)
    forget()
    reviews.decline(first, cast.rosa(), "I know them too well.")
    assert written() == {"Another reviewer needed": [AMINA, INGRID]}
    assert "I know them too well." in OutgoingMail.objects.first().body


def test_the_curators_hear_of_the_second_review_alone(practice):
    workflow.submit(practice)
    first, second = asked(practice)
    forget()
    given(second)
    assert written() == {}
    given(first, "correct")
    assert written() == {"Both reviews are there": [AMINA, INGRID]}
    told = OutgoingMail.objects.first().body
    assert "First review: return for correction\nSecond review: publish" in told
    assert "rosa" not in told.lower()


def test_the_reason_of_a_return_is_told_to_the_contributor(practice):
    workflow.submit(practice)
    forget()
    workflow.return_(practice, cast.amina(), "Who paid?\nAnd <when>?")
    assert written() == {"Returned": [KOFI]}
    assert "Who paid?\nAnd <when>?" in body()


def test_a_corrected_case_is_told_to_who_has_to_read_it_again(practice):
    workflow.submit(practice)
    first, second = asked(practice)
    given(first, "correct")
    given(second)
    workflow.return_(practice, reason="Who paid?")
    forget()
    workflow.submit(practice, cast.kofi())
    assert written()["Corrected, please review again"] == [ROSA]


def test_a_publication_is_told_to_contributor_and_reviewers(practice):
    workflow.submit(practice)
    first, _second = asked(practice)
    given(first)
    forget()
    workflow.publish(practice, cast.ingrid())
    assert written() == {"Published": [KOFI, ROSA], "No review needed": [WEI]}
    told = OutgoingMail.objects.get(to=KOFI).body
    assert f"https://cases.example.org{practice.get_absolute_url()}" in told


def test_a_revision_is_told_to_the_contributor(practice):
    workflow.publish(practice)
    forget()
    workflow.revise(practice, cast.amina(), "New figures.")
    assert written() == {"Revised": [KOFI]}
    assert "New figures." in body()


def test_an_archived_case_is_told_with_its_successor(practice):
    other = make_practice(title="The Next Line")
    workflow.publish(other)
    workflow.publish(practice)
    forget()
    workflow.archive(practice, cast.amina(), "The line closed.", other)
    assert written() == {"Archived as outdated": [KOFI]}
    assert "The line closed." in body()
    assert "It is followed by “The Next Line”." in body()


def test_nobody_is_told_of_their_own_deed(practice):
    workflow.submit(practice, cast.amina())
    assert written()["Submitted"] == [INGRID]
    forget()
    Practice.objects.update(entered_by=cast.amina())
    practice.refresh_from_db()
    workflow.return_(practice, cast.amina(), "My mistake.")
    assert written() == {}


def test_who_left_or_has_no_address_is_not_written_to(practice):
    kofi, amina = cast.kofi(), cast.amina()
    kofi.is_active, amina.email = False, ""
    kofi.save()
    amina.save()
    practice.refresh_from_db()
    workflow.submit(practice)
    assert written() == {"Submitted": [INGRID]}


def test_a_refused_step_writes_to_nobody(practice):
    with pytest.raises(ValidationError):
        workflow.return_(practice, cast.kofi(), "Mine.")
    assert written() == {}


@pytest.mark.django_db(transaction=True)
def test_mail_goes_out_after_the_commit():
    load_vocabularies()
    practice = make_practice()
    Practice.objects.update(entered_by=cast.kofi())
    practice.refresh_from_db()
    workflow.publish(practice)
    assert [row.to for row in mail.outbox] == [[KOFI]]
    assert not OutgoingMail.objects.exists()
