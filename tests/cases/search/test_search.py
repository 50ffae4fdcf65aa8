"""What readers type and what they find."""

import pytest

from cases.access import Reader
from cases.criteria import Sort
from tests.cases.search.asking import ask, titles

pytestmark = pytest.mark.django_db

HOSTILE = [
    "",
    " ",
    "*",
    "\x00",
    "title:x AND (",
    '"',
    '""',
    "-",
    "--",
    "- -",
    '-"" ""-',
    "a" * 100_000,
    "wort " * 50_000,
    "\ud800 lone",
    "+practice:1",
    "[1 TO *]",
    "field:*~2^9",
    "NOT NOT",
    "😀",
    "’",
    "/(a+)+$/",
]


def test_a_word_finds_the_case_and_its_total(publish):
    publish(title="Buses of Oslo")
    publish(title="Trams of Bergen")
    result = ask("tram")
    assert (titles(result), result.total) == (["Trams of Bergen"], 1)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("reader", [Reader.VISITOR, Reader.CURATOR])
def test_nothing_typed_is_an_error(publish, text, reader):
    publish()
    assert ask(text, reader).total in (0, 1)


def test_without_words_all_published_cases_are_there(publish):
    publish(title="One")
    publish(title="Two")
    assert ask().total == 2


def test_drafts_are_not_found(publish):
    from tests.cases.making import make_practice

    publish(title="Published trams")
    make_practice(title="Drafted trams")
    assert titles(ask("trams")) == ["Published trams"]


@pytest.mark.parametrize("typed", ["co-operation", "cooperation", "co operation"])
@pytest.mark.parametrize("written", ["Co-operation of towns", "Cooperation of towns"])
def test_hyphens_do_not_matter(publish, typed, written):
    publish(title=written)
    publish(title="Other")
    assert titles(ask(typed)) == [written]


def test_both_of_two_words_are_required(publish):
    publish(title="Green roofs")
    publish(title="Green roads")
    assert titles(ask("green roofs")) == ["Green roofs"]
    assert ask("green submarine").total == 0


def test_most_of_several_words_are_enough_and_that_is_said(publish):
    publish(title="Green roofs for market halls")
    publish(title="Something else")
    result = ask("green roofs submarine market halls")
    assert titles(result)[0] == "Green roofs for market halls"
    assert result.loosened
    assert not ask("green roofs").loosened


def test_phrases_are_exact_and_exclusions_exclude(publish):
    publish(title="Public transport by boat")
    publish(title="Transport of public goods")
    assert titles(ask('"public transport"')) == ["Public transport by boat"]
    assert titles(ask("transport -boat")) == ["Transport of public goods"]
    assert titles(ask('transport -"public transport"')) == ["Transport of public goods"]
    assert ask("-boat").total == 1


def test_accents_and_spelling_are_folded(publish):
    publish(title="Neighbourhood programme of São Paulo")
    assert ask("neighborhood program sao paulo").total == 1


def test_each_case_is_read_in_its_own_language(publish):
    publish(title="Gestion des déchets dans les villages", language="fr")
    publish(title="Waste in villages")
    assert titles(ask("déchet")) == ["Gestion des déchets dans les villages"]
    assert titles(ask("gestion de dechets")) == ["Gestion des déchets dans les villages"]


def test_places_partners_and_acronyms_are_words_of_a_case(publish):
    publish(complete=True, title="With partners")
    publish(title="Without", cities=[], countries=["CN"])
    assert titles(ask("Riders' Union")) == ["With partners"]
    assert titles(ask("RU")) == ["With partners"]
    assert titles(ask("Kitakyushu")) == ["With partners"]
    assert ask("Kitakyushu", Reader.VISITOR).hits[0].found_in == ("place",)


def test_title_words_count_more_than_others(publish):
    publish(title="Something", summary="Ferries. " + "Riders own the company. " * 3)
    publish(title="Ferries", summary="Something. " + "Riders own the company. " * 3)
    assert titles(ask("ferries"))[0] == "Ferries"


def test_neighbours_count_more_than_scattered_words(publish):
    filler = "Riders own the company and set the fares."
    publish(title="A", summary=f"Light is cheap. {filler} Rail is dear.")
    publish(title="B", summary=f"Light rail. {filler} It is cheap and dear.")
    assert titles(ask("light rail"))[0] == "B"


@pytest.mark.parametrize("q", ["tram rail cheap", "tram rail cheap clean quiet", "zzz tram rail"])
def test_most_words_mean_the_same_however_they_are_asked_for(publish, monkeypatch, q):
    for words in ("tram rail", "tram cheap", "cheap clean quiet", "rail", "quiet tram rail clean"):
        publish(title=words, summary="Riders own the company.")
    found = []
    for most in (0, 5):
        monkeypatch.setattr("cases.search.matching.MOST_COMBINED", most)
        result = ask(q)
        found.append((titles(result), result.total, result.loosened))
    assert found[0] == found[1]
    assert found[0][1] > 1


def test_equal_scores_are_ordered_by_key(publish):
    for _number in range(5):
        publish(title="Same words")
    ids = [hit.practice_id for hit in ask("same").hits]
    assert ids == sorted(ids)


def test_pages_follow_each_other(publish):
    for number in range(7):
        publish(title=f"Tram number {number}")
    pages = [ask("tram", page=page, size=3) for page in (1, 2, 3)]
    found = [hit.practice_id for page in pages for hit in page.hits]
    assert len(found) == len(set(found)) == 7
    assert {page.total for page in pages} == {7}
    for sort in Sort:
        assert ask("tram", page=10**6, size=20, sort=sort).hits == []


def test_a_page_beyond_the_last_is_not_looked_for(publish, monkeypatch):
    publish(title="Tram")
    asked = []
    monkeypatch.setattr("cases.search.engine.unscored", lambda query: asked.append(query) or query)
    assert ask("tram", page=10**6, sort=Sort.TITLE).total == 1
    assert asked == []


@pytest.mark.parametrize(
    "sort, expected",
    [
        (Sort.TITLE, ["Alpha", "Beta", "Émile", "Gamma"]),
        (Sort.NEWEST, ["Gamma", "Beta", "Émile", "Alpha"]),
        (Sort.RECOGNITION, ["Beta", "Alpha", "Gamma", "Émile"]),
        (Sort.BUDGET, ["Émile", "Alpha", "Gamma", "Beta"]),
        (Sort.PLACE, ["Gamma", "Alpha", "Beta", "Émile"]),
    ],
)
def test_sorts(publish, sort, expected):
    def money(total, unit="one"):
        return [{"year": 2000, "total": total, "unit": unit, "currency": "USD", "shares": []}]

    def label(level, year):
        return [{"level": level, "cycle": year, "body": None, "reasons": None}]

    publish(
        title="Alpha", first_published="2001-01-01", recognitions=label("good", 2002),
        financials=money("900"),
    )  # fmt: skip
    publish(title="Beta", first_published="2003-01-01", recognitions=label("best", 2000))
    publish(title="Émile", first_published="2002-01-01", financials=money("2", "million"))
    publish(
        title="Gamma", first_published="2004-01-01", countries=["CN"], cities=[],
        recognitions=label("good", 2000), financials=money("500"),
    )  # fmt: skip
    assert titles(ask(sort=sort)) == expected
