"""A harvest is complete whatever changes meanwhile, and the next one sees each change."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from sickle import Sickle

from cases import workflow
from cases.doors.oai import answers
from cases.models import Category, HarvestedCase, Practice
from tests.cases.doors.harvesting import OAI, Harvester, ask
from tests.cases.making import load_vocabularies, make_practice

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class Clock:
    """Time stands still until it is told to go on; what was changed by then is committed."""

    def __init__(self, traveller):
        self._traveller = traveller

    def shift(self, seconds):
        connection.run_on_commit.clear()
        self._traveller.shift(seconds)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield Clock(traveller)


@pytest.fixture
def cases(vocabularies, clock, monkeypatch, settings):
    settings.CONTACT_MAIL = "office@example.org"
    monkeypatch.setattr(answers, "PAGE", 2)
    made = [make_practice(title=f"Trams {number}") for number in range(5)]
    for practice in made:
        workflow.publish(practice)
    ask(verb="Identify")
    clock.shift(60)
    return made


def harvest(start="", prefix="oai_dc", method="GET", **more):
    """Return the headers by identifier, and when the harvest began."""
    began = ask(verb="Identify").findtext(f"{OAI}responseDate")
    span = {"from": start} if start else {}
    records = Harvester(method).ListRecords(metadataPrefix=prefix, **span, **more)
    return {record.header.identifier: record.header for record in records}, began


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("prefix", ["oai_dc", "practice"])
def test_all_of_it(cases, method, prefix):
    found, _began = harvest(prefix=prefix, method=method)
    assert set(found) == {practice.uid.urn for practice in cases}


@pytest.mark.django_db
def test_nothing_is_left_out_while_cases_change(cases, clock):
    records = Harvester().ListRecords(metadataPrefix="oai_dc")
    seen = {next(records).header.identifier}
    for practice in (cases[1], cases[4], cases[3]):
        clock.shift(1)
        practice.summary = f"{practice.summary} Later."
        practice.save()
        workflow.revise(practice, reason="New figures")
        seen.add(next(records).header.identifier)
    workflow.publish(added := make_practice(title="New trams"))
    seen |= {record.header.identifier for record in records}
    assert seen == {practice.uid.urn for practice in (*cases, added)}


@pytest.mark.django_db
def test_the_next_harvest_sees_each_change_and_nothing_else(cases, clock):
    _found, began = harvest()
    clock.shift(60)
    cases[0].summary = "They bought the sheds."
    cases[0].save()
    workflow.revise(cases[0], reason="Sheds")
    workflow.archive(cases[1], reason="Superseded.")
    gone = cases[2].uid.urn
    cases[2].delete()
    workflow.publish(added := make_practice(title="New trams"))
    cases[3].classifications.all().delete()  # it leaves its sets
    found, began = harvest(start=began)
    assert {identifier: header.deleted for identifier, header in found.items()} == {
        cases[0].uid.urn: False,
        cases[1].uid.urn: True,
        gone: True,
        added.uid.urn: False,
        cases[3].uid.urn: False,
    }
    assert "category" not in found[cases[3].uid.urn].setSpecs
    clock.shift(60)
    cases[4].summary = "Not revised yet."
    cases[4].save()  # the public record stays as it was
    found, _began = harvest(start=began)
    assert cases[4].uid.urn not in found


@pytest.mark.django_db
def test_a_change_in_the_second_of_the_last_answer_is_seen(cases, clock):
    _found, began = harvest()
    clock.shift(0)
    workflow.archive(cases[1], reason="Superseded.")
    found, _began = harvest(start=began)
    assert found[cases[1].uid.urn].deleted


@pytest.mark.django_db
def test_an_archived_case_that_is_published_again_comes_back(cases, clock):
    workflow.archive(cases[1], reason="Superseded.")
    _found, began = harvest()
    clock.shift(60)
    workflow.publish(Practice.objects.get(pk=cases[1].pk))
    found, _began = harvest(start=began)
    assert [header.deleted for header in found.values()] == [False]


@pytest.mark.django_db
def test_a_new_policy_is_a_change_of_every_record(cases, clock, settings):
    _found, began = harvest()
    clock.shift(60)
    settings.OPEN_ACCESS = True
    found, _began = harvest(start=began, prefix="practice")
    assert len(found) == len(cases)


@pytest.mark.django_db
def test_days_and_seconds(cases, clock):
    assert len(harvest(start="2026-03-01", until="2026-03-01")[0]) == 5
    assert len(harvest(start="2026-03-01T12:00:00Z", until="2026-03-01T12:00:00Z")[0]) == 5
    nothing = ask(verb="ListRecords", metadataPrefix="oai_dc", until="2026-02-28")
    assert nothing.find(f"{OAI}error").get("code") == "noRecordsMatch"


@pytest.mark.django_db
def test_a_clock_that_runs_behind_turns_no_datestamp_back(cases, clock):
    ahead = datetime(2026, 3, 2, tzinfo=UTC)
    HarvestedCase.objects.filter(uid=cases[0].uid).update(datestamp=ahead)
    workflow.archive(cases[1], reason="Superseded.")
    ask(verb="Identify")
    assert HarvestedCase.objects.get(uid=cases[1].uid).datestamp == ahead


@pytest.mark.django_db
def test_a_renamed_category_changes_no_set(cases, clock):
    harvest()
    clock.shift(60)
    category = Category.objects.get(slug="housing")
    category.name = "Homes"
    category.save()
    answer = ask(verb="ListRecords", metadataPrefix="oai_dc", from_="2026-03-01T12:02:00Z")
    assert answer.find(f"{OAI}error").get("code") == "noRecordsMatch"


@pytest.mark.django_db(transaction=True)
def test_over_the_network(live_server, monkeypatch):
    load_vocabularies()
    monkeypatch.setattr(answers, "PAGE", 2)
    for number in range(3):
        workflow.publish(make_practice(title=f"Trams {number}"))
    for method in ("GET", "POST"):
        records = Sickle(f"{live_server.url}/oai/", http_method=method).ListRecords(
            metadataPrefix="oai_dc"
        )
        assert sorted(record.metadata["title"][0] for record in records) == [
            "Trams 0",
            "Trams 1",
            "Trams 2",
        ]
