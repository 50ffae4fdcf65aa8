"""Typing errors: which word is offered instead, and to whom."""

import pytest

from cases.access import Reader
from cases.criteria import Criteria
from cases.models import Practice
from cases.search import matching_ids
from cases.search.spelling import distance
from tests.cases.search.asking import ask, titles

pytestmark = pytest.mark.django_db


def narrative(text):
    return [{"heading": "Process", "text": text}]


@pytest.mark.parametrize(
    ("typed", "meant", "edits"),
    [
        ("water", "water", 0),
        ("watr", "water", 1),
        ("waater", "water", 1),
        ("wafer", "water", 1),
        ("wtaer", "water", 1),
        ("awter", "water", 1),
        ("ater", "water", 1),
        ("wate", "water", 1),
        ("waetr", "water", 1),
        ("wtear", "water", 2),
        ("sanitaton", "sanitation", 1),
        ("sanittoin", "sanitation", 2),
        ("sntaton", "sanitation", 3),
        ("", "abc", 3),
    ],
)
def test_edits_are_counted_as_far_as_they_are_asked(typed, meant, edits):
    for most in (1, 2):
        assert distance(typed, meant, most) == min(edits, most + 1)
        assert distance(meant, typed, most) == min(edits, most + 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("watr", "water"),
        ("ater", "water"),
        ("wtaer", "water"),
        ("sanittoin", "sanitation"),
        ("kiosk watr", "kiosk water"),
        ("  Watr, kiosk", "  water kiosk"),
        ('"watr kiosk" -tram', '"water kiosk" -tram'),
        ("kiosk-watr", "kiosk-water"),
        ("watr kiosk sanitaton", "water kiosk sanitation"),
    ],
)
def test_a_word_no_case_has_is_read_as_the_nearest(publish, typed, meant):
    publish(title="Water kiosks", summary="Sanitation by the kiosk. A kiosk-water pump.")
    publish(title="Trams", summary="Riders.")
    result = ask(typed, Reader.VISITOR)
    assert result.did_you_mean == meant
    assert titles(result) == ["Water kiosks"]
    assert "<mark>" in result.hits[0].snippet


def test_all_doors_find_what_was_meant(publish):
    case = publish(title="Water kiosks")
    assert matching_ids(Criteria(q="watr"), Reader.VISITOR) == [case.pk]
    assert ask("watr").facets == ask("water").facets


def test_of_two_words_equally_near_that_of_more_cases_is_taken(publish):
    publish(title="Pots of clay", summary="Pots.")
    publish(title="Ports", summary="Ports.")
    publish(title="Ports again", summary="Ports.")
    assert ask("posts").did_you_mean == "ports"
    publish(title="Pots", summary="Pots.")
    publish(title="Pots again", summary="Pots.")
    assert ask("posts").did_you_mean == "pots"


@pytest.mark.parametrize("typed", ["water", "kiosks", "xyzzy", "wat", "wtr", "w4ter", "-watr", ""])
def test_known_short_and_far_words_stay_as_they_are(publish, typed):
    publish(title="Water kiosks")
    result = ask(typed)
    assert (result.did_you_mean, result.misspelt) == ("", ())


def test_two_words_that_are_one_are_no_error(publish):
    publish(title="Microfinance for macro ends")
    assert ask("micro finance").did_you_mean == ""


def test_only_a_few_words_of_a_long_text_are_corrected(publish):
    publish(title="Water for all towns and all villages", summary="Kiosks, pumps, pipes, meters.")
    result = ask("watr twons vilages kioks pums pippes metres")
    assert result.misspelt == ("watr", "twons", "vilages", "kioks")


def test_a_visitor_is_never_offered_a_word_of_closed_text(publish):
    publish(title="Trams", narrative=narrative("The zyzzyva and the zyzzyvas helped."))
    assert ask("zyzzyvb", Reader.SUBSCRIBER).did_you_mean == "zyzzyva"
    for typed in ("zyzzyvb", "yzzyva", "zyzyzva", '"zyzzyvx trams"'):
        result = ask(typed, Reader.VISITOR)
        assert (result.did_you_mean, result.misspelt, result.total) == ("", (), 0)


def test_closed_text_does_not_change_which_open_word_is_offered(publish):
    publish(title="Pots", summary="Pots.", narrative=narrative("Ports, ports."))
    publish(title="Ports", summary="Ports.")
    publish(title="Pots again", summary="Pots.", narrative=narrative("Ports."))
    assert ask("posts", Reader.VISITOR).did_you_mean == "pots"
    assert ask("posts", Reader.SUBSCRIBER).did_you_mean == "ports"


@pytest.mark.django_db(transaction=True)
def test_a_word_that_has_left_the_collection_is_not_offered(publish):
    publish(title="Trams")
    case = publish(title="Water kiosks")
    assert ask("watr").did_you_mean == "water"
    case = Practice.objects.get(pk=case.pk)
    case.title, case.summary = "Buses", "Riders."
    case.save()
    assert ask("watr").did_you_mean == ""
