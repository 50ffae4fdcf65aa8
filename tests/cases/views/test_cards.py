import pytest
from django.db.models import F
from django.utils.translation import override

from cases import workflow
from cases.models import DataVersion, Practice
from cases.search import Hit
from cases.views.cards import cards_of
from cases.views.kept import CARDS, Recent, Shelf
from fields.partial_date import PartialDate
from tests.cases.making import make_practice
from tests.html import text_of


def cards_as_html(hits):
    return Shelf(DataVersion.current()).cards(hits)


pytestmark = pytest.mark.django_db


def test_a_card_has_all_a_list_shows(published):
    card = cards_of([published.pk])[published.pk]
    assert card.address == published.get_absolute_url()
    assert (card.title, card.language) == ("Buses Run by Their Riders", "en")
    assert card.place == "Kitakyushu, Japan · China"
    assert card.recognitions == [("good", 2002), ("best", 2004)]
    assert list(card.categories) == ["Housing", "Urban Governance"]
    assert (card.last_state, card.last_heard) == ("grown", PartialDate(2006, 5))
    assert card.illustrative


def test_what_is_not_there_is_left_empty(db):
    practice = make_practice()
    workflow.publish(practice)
    card = cards_of([practice.pk])[practice.pk]
    assert (card.recognitions, card.last_state, card.last_heard) == ([], None, None)
    assert "No recognition" in text_of(cards_as_html([Hit(practice.pk)])[0])
    assert "No follow-up yet" in text_of(cards_as_html([Hit(practice.pk)])[0])


def test_a_case_that_left_the_collection_has_no_card(published):
    workflow.archive(published, reason="Old.")
    assert cards_as_html([Hit(published.pk), Hit(10**9)]) == []


def test_a_kept_card_shows_the_new_passage(published, django_assert_num_queries):
    [first] = cards_as_html([Hit(published.pk, "set the <mark>fares</mark>", ("Dalian", "A & B"))])
    assert "<mark>fares</mark>" in first
    assert "Your words are in: Dalian, A & B" in text_of(first)
    with django_assert_num_queries(1):
        [second] = cards_as_html([Hit(published.pk)])
    assert "fares" not in second.partition("They set")[0]
    assert "Riders own the company." in second and "Dalian" not in second


def test_a_card_is_made_anew_when_the_data_change(published):
    cards_as_html([Hit(published.pk)])
    Practice.objects.filter(pk=published.pk).update(title="Buses Sold")
    DataVersion.objects.update(number=F("number") + 1)
    assert "Buses Sold" in cards_as_html([Hit(published.pk)])[0]


def test_each_language_has_its_own_cards(published):
    cards_as_html([Hit(published.pk)])
    before = len(CARDS)
    with override("fr"):
        cards_as_html([Hit(published.pk)])
    assert len(CARDS) == before + 1


def test_two_queries_whatever_the_number(published, django_assert_num_queries):
    workflow.publish(make_practice(title="Another"))
    pks = list(Practice.objects.values_list("pk", flat=True))
    with django_assert_num_queries(2):
        cards = cards_of(pks)
    assert len(cards) == 2


def test_what_was_asked_for_longest_ago_goes_first():
    kept = Recent(most=2)
    kept.keep("a", 1)
    kept.keep("b", 2)
    assert kept.kept("a") == 1
    kept.keep("c", 3)
    assert (kept.kept("a"), kept.kept("b"), kept.kept("c")) == (1, None, 3)
