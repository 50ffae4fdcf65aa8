"""What is suggested to somebody who types, and to whom."""

import pytest

from cases import workflow
from cases.access import Reader
from cases.models import Category, City, Practice
from cases.search import suggest
from partners.models import Organisation
from tests.cases.making import make_practice
from tests.cases.search.asking import ask

pytestmark = pytest.mark.django_db


def labels(text, reader=Reader.VISITOR, kind=None):
    return [name.label for name in suggest(text, reader) if kind in (None, name.kind)]


def test_cases_places_categories_and_organisations_are_suggested(publish):
    publish(complete=True, title="Harbours Kept by Ferries")
    assert [(name.kind, name.label) for name in suggest("har", Reader.VISITOR)] == [
        ("case", "Harbours Kept by Ferries"),
        ("organisation", "Harbour Bank"),
    ]
    assert labels("kita") == ["Kitakyushu, Japan"]
    assert labels("japa") == ["Japan"]
    assert labels("asia") == ["Asia and the Pacific"]
    assert labels("slum") == ["slum upgrading"]
    assert labels("housing") == ["Housing", "rental housing"]
    assert labels("transport off") == ["Transport Office"]


@pytest.mark.parametrize("typed", ["paulo", "São Pau", "sao p", "SAO  PAULO,", "saõ"])
def test_any_word_may_begin_it_with_accents_or_without(publish, typed):
    City.objects.filter(name="Kitakyushu").update(name="São Paulo")
    publish(cities=["São Paulo"])
    assert labels(typed) == ["São Paulo, Japan"]


@pytest.mark.parametrize(
    "typed", ["fav", "são fav", "fav sao", "Fávelas", "coop", "co-op", "co op"]
)
def test_a_title_is_suggested_by_any_of_its_words_in_any_order(publish, typed):
    publish(title="Favelas de São João in Co-operation")
    assert labels(typed, kind="case") == ["Favelas de São João in Co-operation"]


def test_all_words_must_be_in_the_title(publish):
    publish(title="Ferries of Oslo")
    assert labels("ferries ber") == []


def test_other_spellings_and_acronyms_lead_to_the_name(publish):
    City.objects.filter(name="Kitakyushu").update(alternate_names="Kita Kyūshū\n北九州市")
    publish(complete=True)
    for typed in ("kita ky", "kyushu", "北九州"):
        assert labels(typed) == ["Kitakyushu, Japan"]
    assert "Riders' Union" in labels("RU", kind="organisation")


@pytest.mark.parametrize(
    "typed", ["", " ", "k", "-", '"', "\x00", "\ud800", "k" * 5000, "a " * 5000]
)
def test_too_little_and_too_much_suggest_nothing(publish, typed):
    publish()
    assert suggest(typed, Reader.CURATOR) == []


@pytest.mark.parametrize("typed", ["..", "f.*es", "f.rries", "ferr|oslo", "[a-z]+"])
def test_marks_have_no_meaning(publish, typed):
    publish(title="Ferries")
    assert labels(typed) == []


def test_the_number_of_cases_is_what_choosing_it_shows(publish):
    publish(complete=True)
    publish()
    for typed in ("kita", "jap", "asia", "housing", "slum"):
        for name in suggest(typed, Reader.VISITOR):
            assert ask(**{name.kind: (name.value,)}).total == name.cases > 0


def test_the_names_with_most_cases_come_first_and_few_are_shown(publish):
    for number in range(5):
        publish(title=f"Ferry {number}", partners=[
            {"organisation": f"Ferry Office {n}", "organisation_type": "Media", "support": []}
            for n in range(number + 1)
        ])  # fmt: skip
    assert len(labels("ferry", kind="case")) == 3
    names = [name for name in suggest("ferry", Reader.VISITOR) if name.kind == "organisation"]
    assert [(name.label, name.cases) for name in names] == [
        ("Ferry Office 0", 5),
        ("Ferry Office 1", 4),
        ("Ferry Office 2", 3),
    ]


def test_the_highest_recognition_comes_first(publish):
    def label(level):
        return [{"level": level, "cycle": 2002, "body": None, "reasons": None}]

    for title, level in (("Ferry A", "good"), ("Ferry B", "award"), ("Ferry C", "best")):
        publish(title=title, recognitions=label(level))
    assert labels("ferry") == ["Ferry B", "Ferry C", "Ferry A"]


def test_what_is_not_in_the_collection_is_not_suggested(publish):
    publish(title="Ferries")
    make_practice(complete=True, title="Harbours")
    assert labels("har", Reader.CURATOR) == []
    assert labels("dalian", Reader.CURATOR) == []


# A canary as a word of each text and name of a case, and of what is around it, but not of its
# title, places, categories and organisations.
@pytest.mark.parametrize("reader", Reader)
def test_nothing_but_names_is_suggested(publish, reader):
    canary = "Zyzzyva"
    publish(
        complete=True,
        summary=f"The {canary}.",
        narrative=[{"heading": "Process", "text": f"{canary} came."}],
        key_dates=[{"date": "1965", "text": canary}],
        references=[{"kind": "press", "text": canary, "url": None}],
        claims=[{"section": "Process", "quote": f"{canary} came.", "evidence": "third party"}],
        contact={"organisation": "Office", "organisation_type": "Media", "person": f"A {canary}"},
    )
    assert ask(canary, Reader.SUBSCRIBER).total == 1
    assert labels("zyz", reader) == []


FUNDED = [
    {
        "year": 1996, "total": "8", "unit": "million", "currency": "USD",
        "shares": [{"label": "Zyzzyva Fund", "partner": None, "percent": "46"}],
    }
]  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "open_to"),
    [
        ({}, {Reader.SUBSCRIBER, Reader.CURATOR}),
        ({"finances": "visitor"}, set(Reader)),
        ({"finances": "curator"}, set()),
    ],
)
def test_funders_are_suggested_to_those_who_may_read_the_money(publish, settings, policy, open_to):
    settings.ACCESS_POLICY = policy
    publish(financials=FUNDED)
    for reader in Reader:
        assert labels("fund", reader) == (["Zyzzyva Fund"] if reader in open_to else [])


def test_while_there_is_no_index_nothing_is_suggested(publish, monkeypatch):
    publish(title="Ferries")
    monkeypatch.setattr("cases.search.suggestions.fresh_reading", lambda: None)
    assert labels("ferr") == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model, old", [(Category, "Housing"), (City, "Kitakyushu"),
                                        (Organisation, "Harbour Bank")])  # fmt: skip
def test_a_renamed_one_is_suggested_by_its_new_name_alone(publish, model, old):
    publish(complete=True)
    assert old in " ".join(labels(old))
    row = model.objects.get(name=old)
    row.name = "Zyzzyva"
    row.save()
    assert labels("zyzzyva") != []
    assert old not in labels(old)


@pytest.mark.django_db(transaction=True)
def test_names_of_a_case_that_left_are_not_suggested(publish):
    publish(title="Ferries", countries=["CN"], cities=["Dalian"])
    case = publish(complete=True, title="Harbours")
    assert labels("harb") == ["Harbours", "Harbour Bank"]
    workflow.archive(Practice.objects.get(pk=case.pk), reason="Gone.")
    assert labels("harb") == labels("kita") == []
    assert labels("dalian") == ["Dalian, China"]
