"""Damaged copies of a page still add up, and what was put in is never nowhere."""

import random
import re

import pytest

from cases.importers.html_text import html_text
from cases.importers.saved_page import FURNITURE
from tests.cases.importers.saved_pages import LINDHAVEN, SEED, VOCABULARY, parse, unmapped

COPIES = 40
SENTENCES = [
    "Seventeen retired lamplighters painted the zebra crossings by night.",
    "Nobody had counted the pigeons of the covered market before.",
    "A brass band played whenever a culvert was opened.",
]
HEADINGS = [name for name, _limit in VOCABULARY.headings]


def pages() -> list:
    texts = [pytest.param(LINDHAVEN, id="own page")]
    real = SEED.read_text("utf-8") if SEED.exists() else None
    skip = [pytest.mark.skip(reason=f"the real page is not there: {SEED}")]
    return [*texts, pytest.param(real, id="real page", marks=[] if real else skip)]


def cut(lines: list[str], dice: random.Random) -> None:
    start = dice.randrange(len(lines))
    del lines[start : start + dice.randint(1, 12)]


def misspell(lines: list[str], dice: random.Random) -> None:
    places = [n for n, line in enumerate(lines) if line.strip("*# :") in HEADINGS]
    if places:
        place = dice.choice(places)
        at = dice.randrange(len(lines[place]))
        lines[place] = lines[place][:at] + dice.choice("xqz") + lines[place][at + 1 :]


def noise(lines: list[str], dice: random.Random) -> None:
    place = dice.randrange(len(lines))
    at = dice.randrange(len(lines[place]) + 1)
    sign = dice.choice(["\x07", "\u200b", "~~", "\t"])
    lines[place] = lines[place][:at] + sign + lines[place][at:]


def damaged(text: str, seed: int) -> tuple[str, list[str]]:
    dice, lines = random.Random(seed), text.split("\n")
    for _hit in range(dice.randint(1, 4)):
        dice.choice([cut, misspell, noise])(lines, dice)
    put = dice.sample(SENTENCES, dice.randint(1, len(SENTENCES)))
    for sentence in put:
        place = dice.randrange(len(lines) + 1)
        lines[place:place] = ["", sentence, ""]
    return "\n".join(lines), put


@pytest.mark.parametrize("seed", range(COPIES))
@pytest.mark.parametrize("text", pages())
def test_damaged_copies_add_up_and_lose_nothing(text, seed):
    copy, put = damaged(text, seed)
    page = parse(copy)
    for sentence in put:
        start = page.text.index(sentence)
        inside = [span for span in page.spans if span.start < start + len(sentence)]
        paths = {span.path for span in inside if span.end > start}
        assert FURNITURE not in paths, paths
        if not paths:
            assert sentence in unmapped(page)
        for path in paths:
            if found := re.fullmatch(r"(narrative\.\d+)\.text", path):
                above = [span.path for span in page.spans if span.end <= start]
                headings = [name for name in above if name.endswith(".heading")]
                assert headings[-1] == f"{found[1]}.heading"


def as_html(text: str) -> str:
    body = "".join(f"<p>{line}</p>" for line in text.replace("&", "&amp;").split("\n") if line)
    return f"<html><head><title>x</title><style>p {{}}</style></head><body>{body}</body></html>"


def test_the_same_page_as_html_says_the_same():
    text = html_text(as_html(LINDHAVEN.replace("<", "&lt;")).encode()).decode()
    page = parse(text)
    assert page.record["title"] == parse(LINDHAVEN).record["title"]
    assert [row["heading"] for row in page.record["narrative"]] == HEADINGS
    assert "p {}" not in text


def test_scripts_and_marks_of_html_are_not_text():
    data = b"<body><script>alert(1)</script><h1>A &amp; B</h1>one<br>two<noscript>x</noscript>"
    assert html_text(data).decode() == "A & B\n\none\ntwo"
