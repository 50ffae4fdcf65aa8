"""The picture that stands beside a link to a case: its facts, drawn from what is open to everyone.

DejaVu Sans draws Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian and Georgian; ``CARD_FONT`` names
a font file for other scripts. A text that neither can draw is left out rather than shown as boxes,
and so is one from right to left where FriBiDi, which sets it, is not installed.
"""

import io
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import override
from PIL import Image, ImageDraw, ImageFont, features

from cases.glossary import country
from cases.models import Practice, PracticeVersion, Recognition
from cases.page_cache import same_for_every_visitor
from web.rate_limit import SAFE, rate_limited

WIDTH, HEIGHT, MARGIN = 1200, 630, 80
ROOM = WIDTH - 2 * MARGIN
PAPER, INK, SOFT, ACCENT = "#fcfcfa", "#191c1e", "#43494d", "#0b4660"
LEVELS = {"award": "#6b4600", "best": "#17522c", "good": "#1c4687", "promising": "#642f75"}
TITLE_SIZES = (72, 60, 48)
OWN_FONT = str(Path(__file__).parent.parent / "data" / "fonts" / "DejaVuSans.ttf")
RIGHT_TO_LEFT = ("R", "AL")
MOST_LINES = 4
MOST_CHARACTERS = 300


@same_for_every_visitor
@rate_limited("search", methods=SAFE)
def preview_card(request, slug, number):
    """Answer with the card of a published version as PNG, 1200 by 630."""
    case = get_object_or_404(Practice.objects.readable(), slug=slug)
    record = get_object_or_404(PracticeVersion, practice=case, number=number).record
    places = [*record["cities"], *map(country, record["countries"])]
    label = max(record["recognitions"], key=_height, default={})
    facts = (record["title"], ", ".join(places), label.get("level"), label.get("cycle"))
    picture = draw(*facts, settings.SITE_NAME, settings.CARD_FONT)
    anywhere = {"Cross-Origin-Resource-Policy": "cross-origin"}
    return HttpResponse(picture, content_type="image/png", headers=anywhere)


def _height(label: dict) -> tuple[int, int]:
    return Recognition.height(label["level"], label["cycle"])


def check_font(font: str) -> None:
    """Raise ImproperlyConfigured when ``font``, the setting CARD_FONT, names no font."""
    try:
        _font(font or OWN_FONT, 32)
    except OSError as error:
        raise ImproperlyConfigured(f"CARD_FONT={font!r} is no font file: {error}.") from None


@lru_cache(64)
def draw(title: str, place: str, level: str | None, cycle: int | None, site: str, font: str):
    """Return the bytes of a PNG; ``font`` is the file of a font to draw with where it can."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 14), fill=ACCENT)
    _line(pen, 70, place, font, 32, SOFT)
    _title(pen, 130, title, font)
    if level:
        with override("en"):
            label = f"{Recognition.Level(level).label}, {cycle}"
        pen.rectangle((MARGIN, 480, MARGIN + 10, 522), fill=LEVELS[level])
        pen.text((MARGIN + 30, 482), label, fill=LEVELS[level], font=_font(OWN_FONT, 34))
    pen.line((MARGIN, 550, WIDTH - MARGIN, 550), fill="#cfd2cc", width=2)
    _line(pen, 568, site, font, 28, ACCENT)
    held = io.BytesIO()
    image.save(held, "PNG")
    return held.getvalue()


def _line(pen, top: int, text: str, font: str, size: int, colour: str) -> None:
    text, file = _drawable(text, font)
    face = _font(file, size)
    _write(pen, top, _fitting(text, face), face, colour)


def _title(pen, top: int, title: str, font: str) -> None:
    """Write the title on some lines, in the largest size that has room, or cut in the smallest."""
    text, file = _drawable(title, font)
    for size in TITLE_SIZES:
        face = _font(file, size)
        lines = _wrapped(text.split(), face)
        if len(lines) <= MOST_LINES:
            break
    if len(lines) > MOST_LINES:
        lines[MOST_LINES - 1 :] = [_fitting(" ".join(lines[MOST_LINES - 1 :]), face)]
    for number, line in enumerate(lines):
        _write(pen, top + number * size * 1.2, line, face, INK)


def _write(pen, top: float, text: str, face, colour: str) -> None:
    """Write a line from the left, or from the right when its script goes that way."""
    if _from_the_right(text):
        pen.text((WIDTH - MARGIN, top), text, fill=colour, font=face, anchor="ra")
    else:
        pen.text((MARGIN, top), text, fill=colour, font=face)


def _from_the_right(text: str) -> bool:
    kinds = map(unicodedata.bidirectional, text)
    return next((kind in RIGHT_TO_LEFT for kind in kinds if kind in ("L", *RIGHT_TO_LEFT)), False)


def _wrapped(words: list[str], face) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.getlength(longer) <= ROOM:
            lines[-1] = longer
        else:
            lines.append(_fitting(word, face))
    return lines


def _fitting(text: str, face) -> str:
    """Return ``text`` as far as there is room for it on one line."""
    if face.getlength(text) <= ROOM:
        return text
    while text and face.getlength(f"{text}…") > ROOM:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _drawable(text: str, font: str) -> tuple[str, str]:
    """Return ``text`` without signs that cannot be drawn, and the file of the font that draws it.

    It is empty when no font has all its letters, or when nothing can set it from right to left.
    """
    text = unicodedata.normalize("NFC", text)[:MOST_CHARACTERS]
    letters = {character for character in text if character.isalnum()}
    backward = any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in letters)
    files = [] if backward and not features.check("raqm") else filter(None, (font, OWN_FONT))
    for file in files:
        if all(_has(file, letter) for letter in letters):
            return "".join(sign for sign in text if _has(file, sign)), file
    return "", OWN_FONT


@cache
def _font(file: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, size)


@lru_cache(10_000)
def _has(file: str, character: str) -> bool:
    if character.isspace() or unicodedata.combining(character):
        return True
    drawn = _font(file, 32).getmask(character)
    return bytes(drawn) != bytes(_font(file, 32).getmask("\ue000"))
