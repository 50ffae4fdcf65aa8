"""Closed text is searched only for those who may read it."""

from dataclasses import replace

import pytest

from cases.access import Reader
from cases.criteria import Sort
from cases.models import NarrativeSection
from tests.cases.making import COMPLETE
from tests.cases.search.asking import ask, titles

pytestmark = pytest.mark.django_db

CANARY = "zyzzyva"


def narrative(text):
    return [{"heading": "Process", "text": text}]


def test_a_word_of_a_closed_part_is_found_by_subscribers_alone(publish):
    publish(narrative=narrative(f"The {CANARY} helped."))
    assert ask(CANARY, Reader.SUBSCRIBER).total == 1
    assert ask(CANARY, Reader.CURATOR).total == 1
    assert ask(CANARY, Reader.VISITOR).total == 0


def test_open_access_opens_the_narrative_to_the_search_of_visitors(publish, settings):
    settings.OPEN_ACCESS = True
    publish(narrative=narrative(f"The {CANARY} helped."))
    assert ask(CANARY, Reader.VISITOR).total == 1


def test_a_part_for_curators_alone_is_not_searched(publish, settings):
    settings.ACCESS_POLICY = {"narrative": "curator"}
    publish(narrative=narrative(f"The {CANARY} helped."))
    assert ask(CANARY, Reader.SUBSCRIBER).total == 0


@pytest.mark.django_db(transaction=True)
def test_closed_text_changes_nothing_for_a_visitor(publish):
    for number in range(4):
        publish(title=f"Trams {number}", summary="Riders pay. " * (number + 1),
                narrative=narrative("Nothing."))  # fmt: skip
    before = replace(ask("trams riders", Reader.VISITOR), data_version=0)
    section = NarrativeSection.objects.order_by("pk").last()
    section.text = "Trams and riders. " * 50 + CANARY
    section.save()
    assert replace(ask("trams riders", Reader.VISITOR), data_version=0) == before
    assert titles(ask(CANARY)) == ["Trams 3"]


def test_a_snippet_comes_from_parts_the_reader_may_see(publish):
    publish(narrative=narrative(f"At dusk the {CANARY} helped."), summary=f"Of {CANARY}.")
    assert "Of" in ask(CANARY, Reader.VISITOR).hits[0].snippet
    assert "dusk" not in ask(CANARY, Reader.VISITOR).hits[0].snippet
    assert "dusk" in ask(f"{CANARY} dusk", Reader.SUBSCRIBER).hits[0].snippet


def test_contact_persons_and_addresses_are_in_no_index(publish):
    publish(complete=True)
    for text in ("Aiko", "aiko@example.org", '"Harbour Road"'):
        assert ask(text, Reader.CURATOR).total == 0


def test_funders_and_years_of_money_are_closed_to_visitors(publish):
    publish(**{key: COMPLETE[key] for key in ("financials", "partners", "key_dates")})
    publish(title="Other")
    visitor, subscriber = ask(reader=Reader.VISITOR), ask(reader=Reader.SUBSCRIBER)
    assert {option.value for option in subscriber.facets["funder"]} == {"Riders' Union", "State"}
    assert visitor.facets["funder"] == []
    assert ask(reader=Reader.VISITOR, funder=("State",)).total == 2
    assert dict(subscriber.years) == {1965: 1, 1980: 1, 1996: 1, 1997: 1}
    assert dict(visitor.years) == {1965: 1, 1980: 1, 1997: 1}
    assert ask(reader=Reader.VISITOR, year_from=1996, year_to=1996).total == 0
    assert ask(reader=Reader.SUBSCRIBER, year_from=1996, year_to=1996).total == 1
    assert ask("State", Reader.VISITOR).total == 0


def test_the_order_by_budget_is_closed_to_visitors(publish):
    def money(total):
        return [{"year": 2000, "total": total, "unit": "one", "currency": "USD", "shares": []}]

    publish(title="Cheap", financials=money("100"), first_published="2002-01-01")
    publish(title="Dear", financials=money("90000"), first_published="2001-01-01")
    assert titles(ask(sort=Sort.BUDGET)) == ["Dear", "Cheap"]
    assert titles(ask(reader=Reader.VISITOR, sort=Sort.BUDGET)) == ["Cheap", "Dear"]
