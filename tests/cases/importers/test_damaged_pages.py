"""Damaged copies of a page still add up, and what was put in is never nowhere."""

import html
import re

import pytest

from cases.importers.html_text import html_text
from cases.importers.saved_page import FURNITURE, ParsedPage
from tests.cases.importers.damaging import Damage
from tests.cases.importers.saved_pages import LINDHAVEN, SEED, VOCABULARY, parse

pytestmark = pytest.mark.once

COPIES = range(25)
HEADINGS = [name for name, _limit in VOCABULARY.headings]
SHAPES = (
    "<html><head><title>x</title></head><body><p>{}</p></body></html>".format,
    "<meta charset=utf-8><head><title>x</title><body bgcolor=white><p>{}".format,
    "<!DOCTYPE html><script>if (a<b) write('<p>y</p>')</script><DIV class='a>b'>{}</DIV>".format,
)
BETWEEN = ("</p>\n<p>", "<P>", "<br><BR/>", "</div><!-- gap --><div>")


def pages() -> list:
    texts = [pytest.param(LINDHAVEN, id="own page")]
    real = SEED.read_text("utf-8") if SEED.exists() else None
    skip = [pytest.mark.skip(reason=f"the real page is not there: {SEED}")]
    return [*texts, pytest.param(real, id="real page", marks=[] if real else skip)]


def check(page: ParsedPage, damage: Damage) -> None:
    """Fail unless each sentence put in is unmapped, or in the part below whose heading it is."""
    for sentence in damage.put:
        start = page.text.index(sentence)
        inside = [span for span in page.spans if span.start < start + len(sentence)]
        paths = {span.path for span in inside if span.end > start}
        parts = {part_in_the_record(page.record, path) for path in paths}
        assert parts <= damage.allowed(sentence), (sentence, paths)


def part_in_the_record(record: dict, path: str) -> str:
    assert path != FURNITURE
    if found := re.fullmatch(r"narrative\.(\d+)\.text", path):
        return record["narrative"][int(found[1])]["heading"]
    return path.partition(".")[0]


@pytest.mark.parametrize("seed", COPIES)
@pytest.mark.parametrize("text", pages())
def test_damaged_copies_add_up_and_lose_nothing(text, seed):
    damage = Damage(text, seed)
    check(parse(damage.text()), damage)


@pytest.mark.parametrize("seed", COPIES)
def test_damaged_copies_saved_as_html_lose_nothing(seed):
    damage = Damage(LINDHAVEN, seed)
    shape, between = damage.dice.choice(SHAPES), damage.dice.choice(BETWEEN)
    body = between.join(html.escape(line) for line in damage.lines if line.strip())
    check(parse(html_text(shape(body).encode("utf-8-sig")).decode()), damage)


def test_headings_are_told_without_blank_lines_and_in_a_quoted_page():
    for before in ("", "> "):
        lines = [before + line for line in LINDHAVEN.split("\n") if line.strip()]
        record = parse("\n".join(lines)).record
        assert [row["heading"] for row in record["narrative"]] == HEADINGS
        assert record["references"] and record["partners"]


def test_a_word_that_is_a_heading_may_stand_in_a_line_of_a_sentence():
    put = "We shared this with our\nPartners\nof the river.\n\n?Sustainability"
    text = LINDHAVEN.replace("?Sustainability", put, 1)
    assert "with our Partners of the river" in str(parse(text).record["narrative"])


def test_a_label_of_the_head_in_running_text_goes_to_the_head():
    text = LINDHAVEN.replace(
        "?Sustainability", "Categories: Poverty Eradication\n\n?Sustainability", 1
    )
    assert {"category": "Poverty Eradication", "subcategories": []} in parse(text).record[
        "categories"
    ]


def as_html(text: str) -> str:
    body = "".join(map(as_block, html.escape(text).split("\n")))
    return f"<html><head><title>x</title><style>p {{}}</style></head><body>{body}</body></html>"


def as_block(line: str) -> str:
    if "\t" not in line:
        return f"<p>{line}</p>" if line else ""
    return f"<table><tr><td>{line.replace(chr(9), '</td> <td>')}</td></tr></table>"


def test_the_same_page_as_html_says_the_same():
    text = html_text(as_html(LINDHAVEN).encode()).decode()
    record, plain = parse(text).record, parse(LINDHAVEN).record
    assert record["title"] == plain["title"] and record["financials"] == plain["financials"]
    assert [row["heading"] for row in record["narrative"]] == HEADINGS
    assert "p {}" not in text


def test_text_that_a_browser_saved_as_it_was_typed_says_the_same():
    data = f"<html><head></head><body><pre>{html.escape(LINDHAVEN)}</pre></body></html>"
    assert parse(html_text(data.encode()).decode()).record == parse(LINDHAVEN).record


def test_scripts_and_marks_of_html_are_not_text():
    data = b"<body><script>alert(1)</script><h1>A &amp; B</h1>one<br>two<noscript>x</noscript>"
    assert html_text(data).decode() == "A & B\n\none\ntwo"
