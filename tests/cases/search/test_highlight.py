import pytest

from cases.access import Reader
from cases.search.highlight import WINDOW, plain
from tests.cases.search.asking import ask

pytestmark = pytest.mark.django_db


def snippet(q, reader=Reader.SUBSCRIBER):
    return ask(q, reader).hits[0].snippet


def test_words_are_marked_in_any_form(publish):
    publish(summary="The ferries, run by riders.")
    assert snippet("ferry rider") == "The <mark>ferries</mark>, run by <mark>riders</mark>."


def test_markup_in_a_text_is_shown_as_text(publish):
    publish(summary="<script>alert(1)</script> & <b>ferries</b>")
    shown = snippet("ferries")
    assert "<script" not in shown and "<b>" not in shown
    assert "&amp;" in shown and "<mark>" in shown


def test_the_window_is_taken_where_most_words_are(publish):
    filler = "They went on as before and nobody minded. " * 20
    publish(summary=f"A ferry came. {filler} Then one night ferry and tram met. {filler}")
    shown = snippet("ferry tram")
    assert "Then one night <mark>ferry</mark> and <mark>tram</mark> met." in shown
    assert shown.startswith("… ") and shown.endswith(" …")
    assert len(shown.split()) <= WINDOW + 2


def test_the_passage_with_more_of_the_words_is_shown(publish):
    publish(
        summary="A ferry came.",
        narrative=[{"heading": "Process", "text": "The ferry met the tram."}],
    )
    assert "tram" in snippet("ferry tram")


def test_what_else_has_the_words_is_named(publish):
    publish(complete=True)
    hit = ask("Harbour Bank").hits[0]
    assert hit.found_in == ("partner",)


def test_without_words_there_is_no_snippet(publish):
    publish()
    assert ask().hits[0].snippet == ""


def test_markdown_is_read_as_plain_text():
    text = "## Head\n\n* one **bold** [link](https://example.org) 2 * 3\n\n> said"
    assert plain(text) == "Head one bold link 2 * 3 said"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("co-operation", "cooperation"),
        ("cooperation", "co-operation"),
        ("gray", "grey"),
        ("élan", "elan"),
        ("ferry", "³⁄₄ ferry"),
        ("1000", "1,000"),
        ("NGO", "N.G.O."),
        ("city", "Cities"),
    ],
)
def test_a_word_is_marked_however_it_is_written(publish, typed, written):
    publish(summary=f"Here is {written} today.")
    assert f"<mark>{written.split()[-1].strip('.')}" in snippet(typed)


def test_a_passage_with_letters_that_fold_into_blanks_is_marked(publish):
    publish(summary="Five o´clock, and a ferry leaves.")
    assert "<mark>ferry</mark>" in snippet("ferry")


def test_what_is_only_excluded_has_no_snippet(publish):
    publish(summary="A tram.")
    assert ask("-ferry").hits[0].snippet == ""


def test_what_has_a_phrase_is_named(publish):
    publish(complete=True)
    assert ask('"Harbour Bank"').hits[0].found_in == ("partner",)
    assert ask('"Riders own"').hits[0].found_in == ()


def test_arabic_words_are_marked_with_the_article_or_without(publish):
    publish(summary="فتحت المدينة مكتبات جديدة.", language="ar")
    assert "<mark>المدينة</mark>" in snippet("مدينة")
    assert "<mark>مكتبات</mark>" in snippet("المكتبة")
