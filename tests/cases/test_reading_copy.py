"""What is closed to a reader is not in the reading copy, so no template can show it."""

import json

import pytest

from cases.access import Part, Reader
from cases.record import read_record
from cases.record.reading_copy import reading_copy
from tests.cases.making import make_practice

CANARY = "canary-7391"
FACTS = ("quote", "value", "unit", "place", "period", "baseline", "measured_by", "source")


@pytest.fixture
def record(db):
    """A record with the canary in each field that is closed to visitors."""
    contact = {
        "organisation": "Open Office",
        "organisation_type": "Local Authority",
        "address": CANARY,
        "phones": [CANARY],
        "faxes": [CANARY],
        "emails": [f"{CANARY}@example.org"],
        "url": f"https://example.org/{CANARY}",
    }
    practice = make_practice(
        complete=True,
        narrative=[
            {"heading": "Process", "text": f"Open sentence. {CANARY}"},
            {"heading": "Results achieved", "text": f"- Open point. {CANARY}\n- {CANARY}"},
        ],
        contact=contact,
        nominating={**contact, "organisation": "Open Nominator"},
        partners=[{**contact, "organisation": "Open Partner", "support": []}],
        financials=[
            {
                "year": 1996,
                "total": "73.91",
                "unit": "million",
                "currency": "CHF",
                "shares": [{"label": CANARY, "partner": None, "percent": "73.91"}],
            }
        ],
        claims=[
            {
                "section": "Process",
                **dict.fromkeys(FACTS, CANARY),
                "evidence": "third party",
            }
        ],
    )
    return read_record(practice)


def test_a_visitor_gets_nothing_closed(record):
    copy = json.dumps(reading_copy(record, Reader.VISITOR))
    for closed in (CANARY, "73.91", "CHF", "1996", "third party"):
        assert closed not in copy
    for left in ("Open sentence.", "Open point.", "Open Office", "Open Nominator", "Open Partner"):
        assert left in copy


def test_a_subscriber_gets_all_of_a_record_without_persons(record):
    assert reading_copy(record, Reader.SUBSCRIBER) == record


def test_the_record_itself_stays_as_it_was(record):
    before = json.dumps(record)
    reading_copy(record, Reader.VISITOR)
    assert json.dumps(record) == before


@pytest.mark.parametrize(
    ("part", "found"),
    [
        (Part.NARRATIVE, "Open sentence. canary"),
        (Part.FINANCES, "73.91"),
        (Part.CLAIMS, "third party"),
        (Part.CONTACT_DETAILS, "@example.org"),
    ],
)
def test_each_part_is_opened_by_the_policy_alone(record, settings, part, found):
    settings.ACCESS_POLICY = {part.value: "visitor"}
    assert found in json.dumps(reading_copy(record, Reader.VISITOR))
    settings.ACCESS_POLICY = {part.value: "curator"}
    assert found not in json.dumps(reading_copy(record, Reader.SUBSCRIBER))


def test_a_teaser_of_a_list_is_its_first_point_without_the_mark(record):
    teasers = [section["teaser"] for section in reading_copy(record, Reader.VISITOR)["narrative"]]
    assert teasers == ["Open sentence.", "Open point."]
