"""Whatever the description allows, and much that it does not, is answered as described."""

import random
from itertools import islice

import pytest
from django.test import Client

from cases import workflow
from cases.api.parameters import cursor_at
from subscribers.tokens import make_token
from tests.cases.api.generated import Request, fault_of, requests
from tests.cases.making import make_practice
from tests.cast import sven

pytestmark = pytest.mark.django_db


def names(case) -> dict[str, list]:
    """Return values that exist, by the name of a parameter."""
    return {
        "practice": [case.slug, case.uid, "water-in-wells"],
        "number": [1, 2],
        "key": [case.contact_organisation_id, case.contact_organisation_id + 1],
        "name": ["bib", "ris", "csl.json"],
        "country": ["JP", "CN"],
        "category": ["housing", "urban-governance"],
        "cycle": ["2002", "2004"],
        "cursor": ["", cursor_at(("practice", 1)), cursor_at(("title", "a"))],
    }


def test_generated_requests_are_answered_as_described(case, settings, figure):
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, (10**9, 60))
    workflow.publish(make_practice(title="Water in Wells"))
    client = Client(raise_request_exception=False)
    tokens = [make_token(sven(), "Script", "read"), "bp_none"]
    faults, statuses = [], set()
    for request in islice(requests(random.Random(31), names(case), tokens), 300):
        answer = client.get(request.address, headers=request.headers)
        statuses.add(answer.status_code)
        if fault := fault_of(request, answer):
            faults.append((request, fault))
    figure(f"generated requests to the API: 300, {len(faults)} not answered as described")
    assert faults == []
    assert {200, 304, 400, 401, 404, 406} <= statuses


class _Answer:
    status_code, content = 200, b'{"total": "one"}'

    def __getitem__(self, name):
        return "application/json"


def test_the_judge_notices():
    answer = _Answer()
    request = Request("/api/v1/practices/", "/api/v1/practices/")
    assert fault_of(request, answer)
    answer.status_code = 418
    assert fault_of(request, answer) == "418 is not described"
