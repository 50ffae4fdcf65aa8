"""The check of pages must find faults, or the pages pass for nothing."""

import pytest

from tests.html import faults_of, text_of

PAGE = "<!doctype html><html lang=en><head><title>t</title></head><body>{}</body></html>"


@pytest.mark.parametrize(
    "body",
    [
        "<p>fine</p>",
        "<label for=a>A</label><input id=a>",
        "<label><input type=checkbox> A</label>",
        '<svg width="100%"><rect x="3%" class="a"/></svg>',
        "<a href='#b'>b</a><p id=b>b</p>",
    ],
)
def test_a_sound_page_has_no_faults(body):
    assert faults_of(PAGE.format(body)) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p><div></div></p>", "unexpected-end-tag"),
        ("<ul><li>a</ul></ul>", "end-tag-too-early"),
        ("<table><p>a</p></table>", "table"),
        ("<i id=a></i><b id=a></b>", "2 times"),
        ("<label for=a>A</label>", "for='a'"),
        ("<p aria-labelledby='a'>", "aria-labelledby"),
        ("<input name=a>", "no label"),
        ("<input form=f aria-label=a>", "form='f'"),
        ("<a href='#a'>a</a>", "leads nowhere"),
        ("<p style='color:red'>", "inline style"),
        ("<p onclick='a()'>", "inline onclick"),
        ("<script>a()</script>", "inline <script>"),
        ("<style>a{}</style>", "inline <style>"),
        ("<img src=a>", "no alt"),
    ],
)
def test_a_fault_is_found(body, fault):
    assert any(fault in found for found in faults_of(PAGE.format(body)))


def test_the_words_of_a_page():
    assert text_of(PAGE.format("<p>One  <b>two</b>\n three")) == "One two three"
