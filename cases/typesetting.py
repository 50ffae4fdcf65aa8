"""A page as PDF, set by WeasyPrint, where the optional extra ``pdf`` is installed.

What is set is the HTML that was made for the reader, so whatever is closed to them is not in it.
Nothing is fetched: the style sheet is given, and every address in the page is refused.
"""

import logging
import re
import threading
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
_CHART = re.compile(r'(<svg class="(?:bar|key)"[^>]*?)( width="100%")?([^>]*>)')
BAR = 435
"""Width of a bar in CSS pixels; charts that need more than a bar does are left to the page."""
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


def _with_charts(html: str) -> str:
    def styled(found: re.Match) -> str:
        width = f' width="{BAR}"' if found[2] else ""
        return f"{found[1]}{width}{found[3]}{_chart_style()}"

    return _CHART.sub(styled, html)
