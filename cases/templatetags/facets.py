"""The options of a facet: hundreds on a page, so they are joined here and not in a template."""

import html
from functools import lru_cache

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cases.search import Option
from cases.views.facet_panel import Group

register = template.Library()

escape = lru_cache(10_000)(html.escape)
"""The same names stand on page after page."""


@register.simple_tag
def facet_options(group: Group, options: list[Option]) -> SafeString:
    """Return a list of check boxes of the search form; sub-categories fold below their category."""
    if not group.is_tree:
        return mark_safe(f"<ul>{_boxes(group.name, options)}</ul>")
    below = escape(_("sub-categories"))
    items = "".join(
        f"<li>{_box(group.name, option)}{_folded(group, option, below)}</li>" for option in options
    )
    return mark_safe(f'<ul class="tree">{items}</ul>')


@register.simple_tag
def year_rows(counts: list[tuple[int, int]]) -> SafeString:
    """Return the rows of the table beside the histogram of years."""
    return mark_safe("".join([f"<tr><td>{year}</td><td>{n}</td></tr>" for year, n in counts]))


def _folded(group: Group, option: Option, below: str) -> str:
    if not option.children:
        return ""
    unfolded = " open" if option in group.unfolded else ""
    return (
        f'<details{unfolded}><summary><span class="unseen">{escape(option.label)}: {below}</span>'
        f"</summary><ul>{_boxes(group.name, option.children)}</ul></details>"
    )


def _boxes(name: str, options: list[Option]) -> str:
    return "".join([f"<li>{_box(name, option)}</li>" for option in options])


def _box(name: str, option: Option) -> str:
    return (
        f'<label><input type="checkbox" form="search-form" name="{name}"'
        f' value="{escape(option.value)}"{" checked" if option.selected else ""}>'
        f' <span>{escape(option.label)}</span> <span class="count">{option.count}</span></label>'
    )
