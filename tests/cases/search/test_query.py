import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.search.query import LONGEST_TEXT, MOST_WORDS, Question, parse


def test_words_phrases_and_exclusions():
    assert parse('slum upgrading "public transport" -bus -"light rail"') == Question(
        words=("slum", "upgrading"),
        phrases=(("public", "transport"),),
        excluded=(("bus",), ("light", "rail")),
    )


def test_typographic_quotes_are_quotes():
    assert parse("“public transport”").phrases == (("public", "transport"),)


def test_a_dash_inside_a_word_or_alone_excludes_nothing():
    assert parse("co-operation - agreement").excluded == ()


def test_an_open_quote_is_no_phrase():
    assert parse('"public transport').words == ("public", "transport")


def test_in_prose_quotes_and_dashes_are_punctuation():
    question = parse(
        'which towns -perhaps small ones- tell of "water kiosks" run by women in groups'
    )
    assert not question.phrases and not question.excluded
    assert "water" in question.words


def test_clauses_end_at_punctuation():
    assert parse("roads, buses (night)").breaks == {0, 1, 2}


@pytest.mark.parametrize(
    "text", ["word " * 50_000, "x" * 1_000_000, '"a" ' * 50_000, "-a " * 50_000]
)
def test_long_texts_are_cut_and_that_is_said(text):
    question = parse(text)
    assert question.shortened
    assert len(question.words) <= MOST_WORDS
    assert sum(map(len, question.words)) <= LONGEST_TEXT


@given(st.text(st.characters(), max_size=80))
def test_nothing_typed_is_an_error(text):
    parse(text)
