"""A case as PDF: what is in it, who reads what, what it may not do, sites without it."""

import re
import zlib

import pytest
from django.urls import reverse
from PIL import ImageFile

from cases import typesetting
from cases.access import Reader
from tests.cases.making import COMPLETE
from tests.cast import client_of

pytestmark = pytest.mark.django_db

COUNTRY, ACCENT = b"0.615686 0.690196 0.654902 rg", b"0.043137 0.27451 0.376471 RG"


@pytest.fixture
def set_pages(monkeypatch):
    """The pages and hidden parts that were to be set, which is not done."""
    asked = []
    monkeypatch.setattr(
        "cases.typesetting.typeset",
        lambda html, without: asked.append((html, without)) or b"%PDF-made",
    )
    return asked


def drawn(answer) -> bytes:
    """Return what the pages of a PDF tell to draw."""
    streams = re.findall(rb"stream\n(.*?)\nendstream", answer.content, re.DOTALL)
    return b"".join(zlib.decompress(part) for part in streams if part[:1] == b"x")


def get(client, published, query=""):
    return client.get(reverse("practice_pdf", args=[published.slug]) + query)


def test_the_pdf_is_a_real_one_with_the_title_of_its_page(client, published):
    answer = get(client, published)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{published.slug}.pdf"'
    assert answer.content.startswith(b"%PDF-") and answer.content.rstrip().endswith(b"%%EOF")
    shorter = get(client, published, "?part=summary")
    assert len(shorter.content) < len(answer.content)
    assert COUNTRY in drawn(answer) and COUNTRY in drawn(shorter)
    in_drawings = {"timeline": 3, "chain": 1, "network": 2}
    assert drawn(answer).count(ACCENT) == sum(in_drawings.values())
    assert ACCENT not in drawn(shorter)


def test_only_what_the_reader_may_read_is_set(client, published, set_pages):
    closed = COMPLETE["narrative"][0]["text"].split(". ")[-1]
    get(client, published)
    get(client_of(Reader.SUBSCRIBER), published)
    (to_visitor, _all), (to_subscriber, _all) = set_pages
    assert closed not in to_visitor and closed in to_subscriber


def test_parts_that_are_not_asked_for_are_left_out(client, published, set_pages):
    get(client, published, "?part=summary&part=partners")
    get(client, published)
    assert "narrative" in set_pages[0][1] and "summary" not in set_pages[0][1]
    assert set_pages[1][1] == []


def test_each_part_to_choose_is_a_section_of_the_page(client, published):
    page = client.get(published.get_absolute_url()).content.decode()
    offered = re.findall(r'name="part" value="(.+?)" checked', page)
    assert len(offered) == 13
    assert all(f'<section aria-labelledby="{name}">' in page for name in offered)


def test_an_unknown_part_and_an_unknown_case_are_told(client, published):
    assert "no part “money”" in (answer := get(client, published, "?part=money")).content.decode()
    assert answer.status_code == 400
    assert client.get("/practices/none/case.pdf").status_code == 404


def test_without_the_extra_nothing_is_offered_and_the_address_says_so(
    client, published, monkeypatch
):
    monkeypatch.setattr("cases.typesetting.is_there", lambda: False)
    assert "case.pdf" not in client.get(published.get_absolute_url()).content.decode()
    answer = get(client, published)
    assert answer.status_code == 501
    assert "This site makes no PDF" in answer.content.decode()


@pytest.mark.parametrize(
    ("error", "status"), [(typesetting.CannotTypeset("long"), 501), (typesetting.Busy(), 503)]
)
def test_what_cannot_be_set_is_told(client, published, monkeypatch, error, status):
    def refuse(html, without):
        raise error

    monkeypatch.setattr("cases.typesetting.typeset", refuse)
    answer = get(client, published)
    assert answer.status_code == status
    assert "prints as a set sheet" in answer.content.decode()


@pytest.mark.once
@pytest.mark.parametrize(
    ("words", "drawn"), [("adopted, São Paulo", True), ("اعتُمدت", False), ("निर्माण", False)]
)
def test_a_drawing_whose_letters_would_not_join_is_left_out(words, drawn):
    chain = f'<svg class="chain" width="100%"><text>{words}</text></svg>'
    line = '<svg class="timeline" width="100%"><title>ألف</title><text>1965</text></svg>'
    made = typesetting._with_charts(f"<p>{words}</p>{line}{chain}")
    assert ('class="chain" width="550"' in made) == drawn
    assert made.startswith(f'<p>{words}</p><svg class="timeline" width="550"')


@pytest.mark.once
def test_a_page_that_is_too_long_is_not_begun():
    with pytest.raises(typesetting.CannotTypeset):
        typesetting.typeset("x" * (typesetting.LONGEST + 1))


@pytest.mark.once
def test_what_the_library_cannot_set_is_told_and_blocks_no_other_page():
    with pytest.raises(typesetting.CannotTypeset):
        typesetting.typeset("<div>" * 1000)
    assert not typesetting._busy.locked()


@pytest.mark.once
def test_one_page_is_set_at_a_time(monkeypatch):
    monkeypatch.setattr(typesetting, "PATIENCE", 0.01)
    with typesetting._busy, pytest.raises(typesetting.Busy):
        typesetting.typeset("<p>One</p>")
    assert typesetting.typeset("<p>Two</p>").startswith(b"%PDF-")


@pytest.mark.once
def test_nothing_is_fetched_and_nothing_is_embedded(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr("urllib.request.OpenerDirector.open", lambda *a, **k: asked.append(a))
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    page = (
        f'<link rel="stylesheet" href="http://else.invalid/a.css"><img src="{secret.as_uri()}">'
        f'<a rel="attachment" href="{secret.as_uri()}">x</a><img src="http://127.0.0.1/b.png">'
    )
    made = typesetting.typeset(page)
    assert made.startswith(b"%PDF-") and asked == []
    assert b"secret" not in made and len(made) < 5_000
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
