"""When it is asked what became of a practice."""

import datetime

import pytest

from cases import workflow
from cases.models import Practice
from tests.cases.making import make_practice

pytestmark = pytest.mark.django_db

NOTHING_KNOWN = {"recognitions": [], "key_dates": [], "follow_ups": []}


def known(*dates: str) -> dict:
    return {"key_dates": [{"date": date, "text": "Something"} for date in dates]}


def asked(*answers: tuple[str, str]) -> dict:
    return {"follow_ups": [{"date": date, "state": state} for date, state in answers]}


def due(day: str, **record) -> str | None:
    """Return the check that is due on ``day`` of a published case with ``record``."""
    practice = make_practice(complete=True, **{**NOTHING_KNOWN, **record})
    workflow.publish(practice)
    today = datetime.date.fromisoformat(day)
    clock = Practice.objects.with_check_due(today).get(pk=practice.pk)
    listed = Practice.objects.due_for_follow_up(today).filter(pk=practice.pk)
    assert listed.exists() == (clock.check_due is not None)
    return clock.check_due


@pytest.mark.parametrize(
    ("day", "check"),
    [
        ("2000-06-15", None),
        ("2001-06-14", None),
        ("2001-06-15", "2001-06-15"),
        ("2003-06-14", "2001-06-15"),
        ("2003-06-15", "2003-06-15"),
        ("2005-06-15", "2005-06-15"),
        ("2010-06-14", "2005-06-15"),
        ("2010-06-15", "2010-06-15"),
        ("2040-01-01", "2010-06-15"),
    ],
)
def test_checks_are_due_1_3_5_and_10_years_after_the_last_known_date(vocabularies, day, check):
    assert due(day, **known("1965", "2000-06-15")) == check


@pytest.mark.parametrize(
    ("date", "before", "on", "check"),
    [
        ("2000", "2000-12-31", "2001-01-01", "2001"),
        ("2000-06", "2001-05-31", "2001-06-01", "2001-06"),
        ("2000-02-29", "2001-02-28", "2001-03-01", "2001-03-01"),
    ],
)
def test_a_check_is_as_precise_as_the_last_known_date(vocabularies, date, before, on, check):
    assert due(before, **known(date)) is None
    assert due(on, **known(date)) == check


def test_no_answer_settles_the_check_that_was_due_and_no_later_one(vocabularies):
    silence = {**known("2000"), **asked(("2001-03", "no answer"))}
    assert due("2002-12-31", **silence) is None
    assert due("2003-01-01", **silence) == "2003"


def test_no_answer_in_a_year_counts_for_all_of_it(vocabularies):
    assert due("2001-12-31", **known("2000-06-15"), **asked(("2001", "no answer"))) is None


def test_an_answer_starts_the_clock_anew(vocabularies):
    answered = {**known("2000"), **asked(("2004-05-01", "continuing"), ("2005-06", "no answer"))}
    assert due("2006-12-31", **answered) is None
    assert due("2007-05-01", **answered) == "2007-05-01"


def test_what_has_ended_is_not_asked_again(vocabularies):
    over = {**known("2000"), **asked(("2004", "ended"), ("2009", "no answer"))}
    assert due("2030-01-01", **over) is None


def test_plans_for_the_future_are_not_known_dates(vocabularies):
    assert due("2002-01-01", **known("2000", "2050")) == "2001"


def test_recognitions_count_by_their_date_or_the_year_of_the_cycle(vocabularies):
    row = {"level": "good", "cycle": 2002, "body": None, "reasons": None}
    assert due("2003-06-30", recognitions=[{**row, "date": "2002-06"}]) == "2003-06"
    assert due("2003-05-31", recognitions=[{**row, "date": "2002-06"}]) is None
    assert due("2003-01-01", recognitions=[{**row, "date": None}]) == "2003"


def test_the_first_publication_counts_when_nothing_else_is_known(vocabularies):
    assert due("2003-10-01", first_published="2002-10-01") == "2003-10-01"
    assert due("2030-01-01", **known("1990"), first_published="2002-10-01") == "2000"


def test_only_cases_in_the_collection_are_asked_about(vocabularies):
    day = datetime.date(2030, 1, 1)
    practice = make_practice(complete=True)
    assert not Practice.objects.due_for_follow_up(day).exists()
    workflow.publish(practice)
    assert Practice.objects.due_for_follow_up(day).exists()
    workflow.archive(practice, reason="Old.")
    assert not Practice.objects.due_for_follow_up(day).exists()
