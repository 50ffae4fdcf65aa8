"""The timeline of a case: who, what, when and why, in one list."""

import pytest

from cases import reviews, workflow
from cases.models import Practice
from cases.timeline import timeline
from tests import cast
from tests.cases.making import make_practice
from tests.cases.reviewing import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(vocabularies):
    """A case that went through everything once."""
    practice = make_practice()
    Practice.objects.update(entered_by=cast.kofi())
    practice.refresh_from_db()
    workflow.submit(practice, cast.kofi())
    first = reviews.ask(practice, 1, cast.rosa(), cast.amina())
    second = reviews.ask(practice, 2, cast.wei(), cast.amina())
    given(first, "correct")
    reviews.decline(second, cast.wei(), "No time.")
    workflow.return_(practice, cast.amina(), "Who paid?")
    workflow.publish(practice, cast.ingrid(), "Good work.")
    workflow.archive(practice, cast.amina(), "It ended.")
    return practice


TOLD = [
    ("entered", "Kofi Mensah", "", None),
    ("submitted", "Kofi Mensah", "", None),
    ("reviewer asked: Rosa Quispe, first review", "Amina Diallo", "", None),
    ("reviewer asked: Wei Zhang, second review", "Amina Diallo", "", None),
    ("review given: first review", "Rosa Quispe", "", None),
    ("reviewer released: Wei Zhang, second review", "Wei Zhang", "No time.", None),
    ("returned", "Amina Diallo", "Who paid?", None),
    ("published", "Ingrid Berg", "Good work.", 1),
    ("archived as outdated", "Amina Diallo", "It ended.", None),
]


def test_a_curator_reads_who_did_what_when_and_why(practice):
    lines = timeline(practice, cast.amina())
    assert [(line.what, line.who, line.why, line.version) for line in lines] == TOLD
    assert [line.at for line in lines] == sorted(line.at for line in lines)


def test_a_contributor_reads_it_without_the_names_of_reviewers(practice):
    text = str([(line.what, line.who) for line in timeline(practice, cast.kofi())])
    assert "review given: first review" in text
    for name in ("Rosa", "Quispe", "Wei", "Zhang"):
        assert name not in text


def test_it_costs_one_query_however_long(practice, django_assert_num_queries):
    viewer = cast.amina()
    viewer.has_perm("cases.publish_practice")
    assert practice.entered_by == cast.kofi()
    with django_assert_num_queries(1):
        timeline(practice, viewer)


def test_the_page_shows_it(practice):
    address = f"/admin/cases/practice/{practice.pk}/history/"
    page = cast.browser_of(cast.amina()).get(address).content.decode()
    for what, _who, why, _version in TOLD:
        assert what.capitalize()[:12] in page
        assert why in page
    theirs = cast.browser_of(cast.kofi()).get(address)
    assert theirs.status_code == 200
    assert "Rosa" not in theirs.content.decode()
