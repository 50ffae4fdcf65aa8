import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from cases import workflow
from cases.models import Practice
from tests.cases.making import make_practice

pytestmark = pytest.mark.django_db

STEPS = {
    "submit": lambda practice, by: workflow.submit(practice, by),
    "return": lambda practice, by: workflow.return_(practice, by, "Say who paid."),
    "publish": lambda practice, by: workflow.publish(practice, by),
    "revise": lambda practice, by: workflow.revise(practice, by, "New figures."),
    "archive": lambda practice, by: workflow.archive(practice, by, "The line closed."),
}
OPEN = {
    ("draft", "submit"): "in_review",
    ("returned", "submit"): "in_review",
    ("in_review", "return"): "returned",
    ("draft", "publish"): "published",
    ("in_review", "publish"): "published",
    ("returned", "publish"): "published",
    ("archived", "publish"): "published",
    ("published", "revise"): "published",
    ("published", "archive"): "archived",
}


@pytest.fixture
def practice(vocabularies):
    return make_practice(complete=True)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", Practice.State.values)
def test_every_step_from_every_state(practice, state, step):
    Practice.objects.filter(pk=practice.pk).update(state=state)
    practice.refresh_from_db()
    by = User.objects.create_user("amina")
    if (state, step) not in OPEN:
        with pytest.raises(ValidationError, match="this step is not open"):
            STEPS[step](practice, by)
        assert not practice.events.exists()
        assert Practice.objects.get().state == state
        return
    STEPS[step](practice, by)
    assert Practice.objects.get().state == OPEN[state, step]
    event = practice.events.get()
    assert (event.from_state, event.to_state, event.by) == (state, OPEN[state, step], by)
    assert practice.versions.count() == (OPEN[state, step] == "published")


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
