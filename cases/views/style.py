"""The style page: what the site is drawn with, read from the style sheet that draws it."""

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from cases.models import Recognition
from cases.page_cache import same_for_every_visitor

SHEET = settings.BASE_DIR / "static" / "css" / "tokens.css"
GROUNDS = ("paper", "panel")
WRITTEN = {"ink", "soft", "accent", "alert", *Recognition.Level.values}
"""Colours of text: these have a contrast with the grounds that readers depend on."""
KINDS = (
    (_("Type scale"), re.compile(r"step-")),
    (_("Spaces"), re.compile(r"space-")),
    (_("Widths"), re.compile(r"measure|page")),
    (_("Typefaces"), re.compile(r"serif|sans")),
)
_TOKEN = re.compile(r"^  --([\w-]+): (.+);$", re.MULTILINE)
_COLOUR = re.compile(r"light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")


@dataclass(frozen=True)
class Colour:
    """``contrasts``: the smallest with a ground, of 1 to 21, in light and in dark; none for what
    bears no text."""

    name: str
    light: str
    dark: str
    contrasts: tuple[float, float] | None


@same_for_every_visitor
def style(request):
    found = tokens()
    names = {name: value for name, value in found.items() if not _COLOUR.match(value)}
    context = {
        "colours": colours(found),
        "kinds": [
            (label, [pair for pair in names.items() if kind.match(pair[0])])
            for label, kind in KINDS
        ],
        "schemes": (("light", _("Light")), ("dark", _("Dark"))),
        "levels": Recognition.Level.values,
    }
    return render(request, "cases/style.html", context)


@cache
def tokens() -> dict[str, str]:
    """Return the value of each token of the style sheet by its name, without the dashes."""
    return dict(_TOKEN.findall(SHEET.read_text("utf-8")))


def colours(found: dict[str, str]) -> list[Colour]:
    pairs = {n: _COLOUR.match(value).groups() for n, value in found.items() if _COLOUR.match(value)}
    grounds = [pairs[name] for name in GROUNDS]
    return [
        Colour(
            name,
            *pair,
            tuple(min(contrast(pair[n], ground[n]) for ground in grounds) for n in (0, 1))
            if name in WRITTEN
            else None,
        )
        for name, pair in pairs.items()
    ]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
