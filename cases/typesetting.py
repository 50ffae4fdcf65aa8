"""A page as PDF, set by WeasyPrint, where the optional extra ``pdf`` is installed.

What is set is the HTML that was made for the reader, so whatever is closed to them is not in it.
Nothing is fetched: the style sheet is given, and every address in the page is refused.
"""

import logging
import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec

from django.conf import settings
from PIL import ImageFile

LONGEST = 600_000
"""Characters of a page that is set; a case with all its texts at their limits has a third of it."""
PATIENCE = 20
"""Seconds a page waits for another to be set in the same process."""
SHEETS = ("tokens.css", "pdf.css")
_LIGHT_OR_DARK = re.compile(r"light-dark\(([^,()]+),[^()]+\)")
_CHART = re.compile(r'<svg class="(bar|key|timeline|network|chain|dot-map|land)"([^>]*)>')
_LETTERED = re.compile(r'<svg class="(?:network|chain)".*?</svg>', re.DOTALL)
BAR, DRAWING = 435, 550
"""Widths in CSS pixels of a bar, and of the drawings that have the page to themselves."""
MAP = ' width="200" height="92"'
SHEETS_OF_DRAWINGS = ("case.css", "catalogue.css")
_RULE = re.compile(r"^\.(?:timeline|network|chain|dot-map|land)\b[^{@]*{[^}]*}", re.MULTILINE)
_VALUE = re.compile(r"var\((--[\w-]+)\)")
_busy = threading.Lock()
logger = logging.getLogger(__name__)
logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # it tells of each rule it cannot read


class CannotTypeset(Exception):
    """A page that is not set: this site has no means to, it is too long, or others wait."""


class Busy(CannotTypeset):
    """Another page is being set; this one can be asked for again."""


@cache
def is_there() -> bool:
    return find_spec("weasyprint") is not None


def typeset(html: str, without: Iterable[str] = ()) -> bytes:
    """Return ``html`` as PDF, without the sections labelled by the ids ``without``.

    One page at a time in a process: it takes a second or so of a processor. Raises CannotTypeset.
    """
    if len(html) > LONGEST:
        raise CannotTypeset(f"{len(html)} characters")
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:  # the library, or the Pango it calls
        raise CannotTypeset(str(error)) from error
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # for the whole process WeasyPrint turned it on
    fetcher = URLFetcher(allowed_protocols=())
    if not _busy.acquire(timeout=PATIENCE):
        raise Busy
    try:
        hidden = "".join(f'[aria-labelledby="{name}"]{{display:none}}' for name in without)
        sheet = CSS(string=_sheet() + hidden, url_fetcher=fetcher)
        page = HTML(string=_with_charts(html), base_url=settings.SITE_URL, url_fetcher=fetcher)
        return page.write_pdf(stylesheets=[sheet])
    except Exception as error:  # whatever the library makes of a page, the page itself is there
        logger.exception("A page could not be set")
        raise CannotTypeset(str(error)) from error
    finally:
        _busy.release()


@cache
def _sheet() -> str:
    """Return the style sheets as one, with the colours of light paper."""
    folder = settings.BASE_DIR / "static" / "css"
    text = "".join((folder / name).read_text("utf-8") for name in SHEETS)
    return _LIGHT_OR_DARK.sub(r"\1", text)


@cache
def _chart_style() -> str:
    """Return the rules of the bars: a drawing reads no style sheet but its own, and no tokens."""
    colours = dict(re.findall(r"--(share-\d|rule|paper): ([^;]+);", _sheet()))
    shares = "".join(
        f".{name}{{fill:{colour}}}" for name, colour in colours.items() if name[0] == "s"
    )
    rest = f".unassigned{{fill:{colours['rule']}}}text{{fill:{colours['paper']}}}"
    return f"<style>{shares}{rest}text{{font:bold 12px sans-serif}}</style>"


@cache
def _drawing_style() -> str:
    """Return the rules of the pages for timeline, network, chain and map."""
    values = dict(re.findall(r"(--[\w-]+): ([^;]+);", _sheet()))
    folder = settings.BASE_DIR / "static" / "css"
    pages = "".join((folder / name).read_text("utf-8") for name in SHEETS_OF_DRAWINGS)
    rules = "".join(_RULE.findall(pages))
    return f"<style>{_VALUE.sub(lambda found: values[found[1]], rules)}</style>"


def _with_charts(html: str) -> str:
    """Give each drawing its size and its style; what it fills on a page, it cannot ask here."""

    def styled(found: re.Match) -> str:
        kind, said = found.groups()
        is_bar = kind in ("bar", "key")
        said = said.replace(' width="100%"', f' width="{BAR if is_bar else DRAWING}"')
        said += MAP if kind in ("dot-map", "land") else ""
        style = _chart_style() if is_bar else _drawing_style()
        return f'<svg class="{kind}"{said}>{style}'

    return _CHART.sub(styled, _LETTERED.sub(_unless_letters_join, html))


def _unless_letters_join(drawing: re.Match) -> str:
    """Leave out what would be misspelt: letters of a drawing are set one by one, and in scripts
    such as Arabic they join. A list beside each drawing says the same."""
    joining = any(
        unicodedata.bidirectional(sign) in ("R", "AL") or unicodedata.category(sign) in ("Mn", "Mc")
        for sign in unicodedata.normalize("NFC", drawing[0])
    )
    return "" if joining else drawing[0]
