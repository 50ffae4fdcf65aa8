"""Markdown of a record -> HTML that is safe on our pages, whatever was typed."""

from dataclasses import dataclass
from functools import lru_cache

import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {
    "a", "blockquote", "br", "code", "em", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
TAGS_IN_A_LINE = {"code", "em", "s", "strong"}
ADDRESSES = {"http", "https", "mailto"}

# Headings of a text stand below the page's own, which go down to the third level.
LOWER = {f"h{level}": f"h{min(level + 3, 6)}" for level in range(1, 7)}


# A text that is all of a page stands below its title alone.
LOWER_ON_A_PAGE = {"h1": "h2"}


def _lower_headings(state) -> None:
    lower = state.env.get("lower", LOWER)
    for token in state.tokens:
        token.tag = lower.get(token.tag, token.tag)


def _stay_on_the_site(state) -> None:
    """Let addresses that begin with a slash lead below the path of the site."""
    for token in state.tokens:
        for link in token.children or ():
            address = str(link.attrGet("href") or "")
            if address.startswith("/") and not address.startswith("//"):
                link.attrSet("href", settings.SITE_PATH + address[1:])


_parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_parser.core.ruler.push("lower_headings", _lower_headings)
_parser.core.ruler.push("stay_on_the_site", _stay_on_the_site)


@lru_cache(maxsize=256)
def to_html(text: str) -> SafeString:
    """Return the blocks of ``text`` as HTML: no raw HTML, no images, no scheme but web and mail."""
    return _safe(_parser.render(text), TAGS)


@lru_cache(maxsize=64)
def to_page_html(text: str) -> SafeString:
    """As ``to_html``, for a text that is all of a page: its headings begin at the second level."""
    return _safe(_parser.render(text, {"lower": LOWER_ON_A_PAGE}), TAGS | {"h2", "h3"})


@dataclass(frozen=True)
class Block:
    """A paragraph, list, table or the like: as it was typed, and as HTML."""

    source: str
    html: SafeString


@lru_cache(maxsize=256)
def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of ``text`` in order, each made as ``to_html`` makes them."""
    environment: dict = {}
    tokens, lines = _parser.parse(text, environment), text.split("\n")
    starts = [n for n, token in enumerate(tokens) if token.level == 0 and token.nesting >= 0]
    found = []
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        html = _parser.renderer.render(tokens[start:end], _parser.options, environment)
        first, last = tokens[start].map
        found.append(Block("\n".join(lines[first:last]).strip("\n"), _safe(html, TAGS)))
    return tuple(found)


@lru_cache(maxsize=256)
def to_inline_html(text: str) -> SafeString:
    """Return one line of ``text`` as HTML with emphasis alone; links lose their address."""
    return _safe(_parser.renderInline(text), TAGS_IN_A_LINE)


def _safe(html: str, tags: set[str]) -> SafeString:
    cleaned = nh3.clean(
        html,
        tags=tags,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes=ADDRESSES,
        link_rel="nofollow noopener noreferrer",
    )
    return mark_safe(cleaned)
