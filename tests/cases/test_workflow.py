"""The steps of a case: what they do, what they need, and what they refuse."""

import pytest
from django.core.exceptions import ValidationError

from cases import workflow
from cases.models import Practice
from tests.cases.making import make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(vocabularies):
    return make_practice(complete=True)


def test_each_publication_freezes_a_numbered_version(practice):
    first = workflow.publish(practice)
    practice.title = "Renamed"
    practice.save()
    second = workflow.revise(practice, reason="New name")
    assert (first.number, second.number) == (1, 2)
    assert [row.record["title"] for row in practice.versions.order_by("number")] == [
        "Buses Run by Their Riders",
        "Renamed",
    ]
    assert [row.record["version"] for row in practice.versions.order_by("number")] == [1, 2]


def test_a_version_holds_no_personal_data(practice):
    workflow.publish(practice)
    assert "Aiko" not in str(practice.versions.get().record)


def test_the_first_publication_is_dated_once(vocabularies):
    practice = make_practice()
    workflow.publish(practice)
    first = practice.first_published
    assert first is not None
    known = make_practice(title="Known", first_published="2002-10-01")
    workflow.publish(known)
    assert known.first_published.isoformat() == "2002-10-01"


def test_what_is_missing_is_named_before_publication(vocabularies):
    practice = make_practice(summary=" ", countries=[], cities=[], categories=[])
    with pytest.raises(ValidationError) as refused:
        workflow.publish(practice)
    assert "a summary, a country, a category" in refused.value.messages[0]
    assert Practice.objects.get().state == "draft"


@pytest.mark.parametrize("step", [workflow.return_, workflow.archive])
def test_returning_and_archiving_need_a_reason(practice, step):
    with pytest.raises(ValidationError, match="Say why"):
        step(practice, reason="  ")


def test_each_step_counts_the_revision_up_and_writes_one_line(practice):
    before = practice.revision
    workflow.submit(practice)
    workflow.publish(practice, reason="Good work.")
    stored = Practice.objects.get(pk=practice.pk)
    assert stored.revision == practice.revision == before + 2
    lines = [(row.step, row.from_state, row.to_state, row.reason) for row in practice.events.all()]
    assert lines == [
        ("submit", "draft", "in_review", ""),
        ("publish", "in_review", "published", "Good work."),
    ]
    assert practice.events.last().version == practice.versions.get()


def test_an_archived_case_points_to_its_successor_until_it_is_published_again(practice):
    other = make_practice(title="The Next Line")
    with pytest.raises(ValidationError, match="another one that is published"):
        workflow.archive(practice, reason="The line closed.", successor=other)
    workflow.publish(other)
    workflow.publish(practice)
    with pytest.raises(ValidationError, match="another one that is published"):
        workflow.archive(practice, reason="The line closed.", successor=practice)
    workflow.archive(practice, reason="The line closed.", successor=other)
    assert Practice.objects.get(pk=practice.pk).successor == other
    workflow.publish(practice)
    assert Practice.objects.get(pk=practice.pk).successor is None


def test_a_refused_step_changes_nothing(practice):
    before = practice.revision
    with pytest.raises(ValidationError):
        workflow.return_(practice, reason="Who paid?")
    assert Practice.objects.get(pk=practice.pk).revision == practice.revision == before
    assert practice.state == "draft"
    assert not practice.events.exists()
