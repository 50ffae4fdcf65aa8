import pytest

from cases.markdown import to_html, to_inline_html


def test_paragraphs_lists_and_emphasis():
    html = to_html("**Money.** One.\n\n3. three\n4. four\n\n- a\n- b")
    assert "<p><strong>Money.</strong> One.</p>" in html
    assert '<ol start="3">' in html
    assert "<ul>\n<li>a</li>" in html


def test_headings_stand_below_those_of_the_page():
    assert to_html("# One\n\n### Three") == "<h4>One</h4>\n<h6>Three</h6>\n"


def test_tables_carry_no_style():
    assert "style" not in to_html("|a|\n|:-:|\n|1|")


def test_links_to_the_web_stay_and_pass_nothing_on():
    html = to_html("[net](https://example.org/?a=1&b=2)")
    assert 'href="https://example.org/?a=1&amp;b=2"' in html
    assert 'rel="nofollow noopener noreferrer"' in html


@pytest.mark.parametrize("convert", [to_html, to_inline_html])
@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://example.org/spy.png)",
        '[x](https://example.org "a\\" onmouseover=alert(1))',
        "<https://example.org/<script>>",
        "```\n</code><script>alert(1)</script>\n```",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<svg/onload=alert(1)>",
        "[x]: javascript:alert(1)\n[x]",
    ],
)
def test_nothing_typed_becomes_a_tag_or_a_script(convert, text):
    html = convert(text).lower()
    for evil in ("<script", "<img", "<svg", 'href="javascript', 'href="data', ' onmouseover="'):
        assert evil not in html


def test_a_line_keeps_emphasis_and_nothing_that_leads_away():
    html = to_inline_html("**Money.** See [net](https://example.org) & *more*")
    assert html == "<strong>Money.</strong> See net &amp; <em>more</em>"
