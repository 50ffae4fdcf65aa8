"""What differs between two exchange records, by field, with the words that came and went marked.

Give it reading copies: it shows all there is in them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from cases.record.fields import fields_of

MOST_WORDS = 2000
"""Of a longer stretch of changed lines the words are not compared: all of it came or went."""


@dataclass(frozen=True)
class Difference:
    """A field as it was and as it is: HTML with ``<del>`` and ``<ins>``, empty for no text."""

    field: str
    before: SafeString
    after: SafeString


def differences(before: dict, after: dict) -> list[Difference]:
    """Return the fields whose text differs, in the order of the page of ``after``."""
    old, new = dict(fields_of(before)), dict(fields_of(after))
    names = [*new, *(name for name in old if name not in new)]
    return [
        Difference(name, *marked(old.get(name, ""), new.get(name, "")))
        for name in names
        if old.get(name, "") != new.get(name, "")
    ]


def marked(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Return both texts as HTML, what went in ``<del>`` in the first, what came in ``<ins>``."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    left, right = [], []
    for kind, a, b, c, d in _opcodes(old, new):
        one, two = "".join(old[a:b]), "".join(new[c:d])
        if kind == "equal":
            left.append(escape(one))
            right.append(escape(two))
        else:
            changed = _marked_words(one, two)
            left.append(changed[0])
            right.append(changed[1])
    return mark_safe("".join(left)), mark_safe("".join(right))


def _marked_words(before: str, after: str) -> tuple[str, str]:
    old, new = re.findall(r"\s+|\w+|[^\w\s]", before), re.findall(r"\s+|\w+|[^\w\s]", after)
    if max(len(old), len(new)) > MOST_WORDS:
        return _in("del", before), _in("ins", after)
    left, right = [], []
    for kind, a, b, c, d in _joined(_opcodes(old, new), old, new):
        one, two = "".join(old[a:b]), "".join(new[c:d])
        left.append(escape(one) if kind == "equal" else _in("del", one))
        right.append(escape(two) if kind == "equal" else _in("ins", two))
    return "".join(left), "".join(right)


def _opcodes(old: list[str], new: list[str]) -> list[tuple]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _joined(opcodes: list[tuple], old: list[str], new: list[str]) -> Iterator[tuple]:
    """Join changes that nothing but white space keeps apart: readers see one change."""
    held = None
    for at, (kind, a, b, c, d) in enumerate(opcodes):
        between = 0 < at < len(opcodes) - 1
        blank = kind == "equal" and between and "".join(old[a:b]).isspace()
        if kind == "equal" and not blank:
            if held:
                yield held
            held = None
            yield kind, a, b, c, d
        else:
            held = ("replace", held[1] if held else a, b, held[3] if held else c, d)
    if held:
        yield held


def _in(tag: str, text: str) -> str:
    return format_html("<{0}>{1}</{0}>", tag, text) if text else ""
