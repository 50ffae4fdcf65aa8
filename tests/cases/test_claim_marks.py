import re

import pytest

from cases.claim_marks import marked, numbered
from cases.passages import Section


def section(text):
    return Section("results", "Results achieved", text)


def claim(quote, before=None, heading="Results achieved"):
    return {"section": heading, "quote": quote, "before": before, "value": "1"}


def html(text, *quotes) -> str:
    claims = [claim(quote) for quote in quotes]
    return "".join(row.html for row in marked(section(text), list(enumerate(claims, start=1))))


def plain(text) -> str:
    """The text of HTML without the numbers of claims."""
    return re.sub(r"<[^>]+>", "", re.sub(r'<a class="claim-number".*?</a>', "", text))


def test_a_passage_is_marked_and_numbered():
    text = html("Waste fell by 40 %. More.", "fell by 40 %")
    assert text.startswith('<p>Waste <mark class="claimed">fell by 40 %</mark><a class="claim')
    assert 'id="passage-1" href="#claim-1"' in text and text.endswith("</a>. More.</p>\n")


def test_claims_stand_beside_the_block_their_passage_ends_in():
    first, second = claim("One b"), claim("Two")
    rows = marked(section("One b.\n\nTwo b."), [(1, first), (2, second)])
    assert [row.claims for row in rows] == [((1, first),), ((2, second),)]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Waste **fell by 40 %** and more.", ["Waste **fell by"]),
        ("One.\n\nTwo.", ["One.\n\nTwo"]),
        ("One two three four", ["One two three", "two three four"]),
        ("- a b\n- c d", ["a b\n- c"]),
        ("a < b & c", ["< b & c"]),
        ("1. Ask.\n2. Do.", ["Ask."]),
    ],
)
def test_marks_break_no_markup_and_change_no_word(text, quotes):
    marks = html(text, *quotes)
    assert marks.count("claim-number") == len(quotes)
    assert plain(marks) == plain(html(text))
    for tag in ("mark", "p", "li", "strong", "a"):
        assert marks.count(f"<{tag}>") + marks.count(f"<{tag} ") == marks.count(f"</{tag}>")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Not there.", "Somewhere"),
        ("Twice twice", "wice"),
        ("[a](https://example.org/40)", "example.org/40"),
        ("1. Ask.", "1. Ask."),
        ("A \U000f0001 private character", "private"),
    ],
)
def test_what_cannot_be_marked_leaves_the_text_as_it_is(text, quote):
    assert html(text, quote) == html(text)


def test_claims_are_numbered_as_in_the_record():
    closed = {"section": "Results achieved"}
    rows = [claim("a", heading="Process"), claim("b"), closed]
    assert numbered(rows, section("b")) == [(2, rows[1])]


def test_a_closed_section_has_no_marks():
    assert marked(Section("results", "Results achieved", None), [(1, claim("a"))]) == []
