"""The picture that stands beside a link to a case: its facts, drawn from what is open to everyone.

Pillow's own font draws letters of English, others without their accents; ``CARD_FONT`` names a font
file for other scripts. A text that the font cannot draw is left out rather than shown as boxes.
"""

import io
import unicodedata
from functools import cache, lru_cache

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import override
from PIL import Image, ImageDraw, ImageFont

from cases.models import Country, Practice, PracticeVersion, Recognition
from cases.page_cache import same_for_every_visitor

WIDTH, HEIGHT, MARGIN = 1200, 630, 80
PAPER, INK, SOFT, ACCENT = "#fcfcfa", "#191c1e", "#43494d", "#0b4660"
LEVELS = {"award": "#6b4600", "best": "#17522c", "good": "#1c4687", "promising": "#642f75"}
TITLE_SIZES = (72, 60, 48)
WITHOUT_PARTS = str.maketrans(
    {"–": "-", "—": "-", "Đ": "D", "đ": "d", "Ø": "O", "ø": "o", "Ł": "L", "ł": "l", "ı": "i",
     "ß": "ss", "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Þ": "Th", "þ": "th", "ð": "d"}
)  # fmt: skip
"""Letters that are no plain one with an accent."""
MOST_LINES = 4
MOST_CHARACTERS = 300


@same_for_every_visitor
def preview_card(request, slug, number):
    """Answer with the card of a published version as PNG, 1200 by 630."""
    case = get_object_or_404(Practice.objects.readable(), slug=slug)
    record = get_object_or_404(PracticeVersion, practice=case, number=number).record
    names = dict(Country.objects.filter(pk__in=record["countries"]).values_list("pk", "name"))
    places = [*record["cities"], *(names.get(code, code) for code in record["countries"])]
    label = max(record["recognitions"], key=lambda row: row["cycle"], default={})
    facts = (record["title"], ", ".join(places), label.get("level"), label.get("cycle"))
    picture = draw(*facts, settings.SITE_NAME, settings.CARD_FONT)
    anywhere = {"Cross-Origin-Resource-Policy": "cross-origin"}
    return HttpResponse(picture, content_type="image/png", headers=anywhere)


@lru_cache(64)
def draw(title: str, place: str, level: str | None, cycle: int | None, site: str, font: str):
    """Return the bytes of a PNG; ``font`` is a file, Pillow's own when empty."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 14), fill=ACCENT)
    room = WIDTH - 2 * MARGIN
    pen.text((MARGIN, 70), _fitting(place, 32, room, font), fill=SOFT, font=_font(font, 32))
    lines, size = _title(title, room, font)
    for number, line in enumerate(lines):
        top = 130 + number * size * 1.2
        pen.text((MARGIN, top), line, fill=INK, font=_font(font, size))
    if level:
        with override("en"):
            label = f"{Recognition.Level(level).label}, {cycle}"
        pen.rectangle((MARGIN, 480, MARGIN + 10, 522), fill=LEVELS[level])
        pen.text((MARGIN + 30, 482), label, fill=LEVELS[level], font=_font(font, 34))
    pen.line((MARGIN, 550, WIDTH - MARGIN, 550), fill="#cfd2cc", width=2)
    pen.text((MARGIN, 568), _fitting(site, 28, room, font), fill=ACCENT, font=_font(font, 28))
    held = io.BytesIO()
    image.save(held, "PNG")
    return held.getvalue()


def _title(title: str, room: int, font: str) -> tuple[list[str], int]:
    """Return the lines of a title, cut when they are too many, and the size they are drawn in."""
    words = _drawable(title, font)[:MOST_CHARACTERS].split()
    for size in TITLE_SIZES:
        lines = _wrapped(words, size, room, font)
        if len(lines) <= MOST_LINES:
            return lines, size
    rest = " ".join(lines[MOST_LINES - 1 :])
    return [*lines[: MOST_LINES - 1], _fitting(rest, size, room, font)], size


def _wrapped(words: list[str], size: int, room: int, font: str) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _font(font, size).getlength(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(_fitting(word, size, room, font))
    return lines


def _fitting(text: str, size: int, room: int, font: str) -> str:
    """Return ``text`` as far as there is room for it on one line."""
    text = _drawable(text, font)[:MOST_CHARACTERS]
    if _font(font, size).getlength(text) <= room:
        return text
    while text and _font(font, size).getlength(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _drawable(text: str, font: str) -> str:
    """Return ``text`` in letters the font has; empty when one has none even without accent."""
    said = []
    for character in text:
        plain = unicodedata.normalize("NFKD", character.translate(WITHOUT_PARTS))
        plain = "".join(part for part in plain if not unicodedata.combining(part))
        if _has(font, character):
            said.append(character)
        elif all(_has(font, part) for part in plain):
            said.append(plain)
        elif character.isalnum():
            return ""
    return "".join(said)


@cache
def _font(font: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font, size) if font else ImageFont.load_default(size)


@lru_cache(10_000)
def _has(font: str, character: str) -> bool:
    if character.isspace() or unicodedata.combining(character):
        return True
    drawn = _font(font, 32).getmask(character)
    return bytes(drawn) != bytes(_font(font, 32).getmask("\ue000"))
