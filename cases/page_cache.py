"""Pages that are the same for everyone who is not logged in, kept until the data change.

This never sees a reader: it looks only at requests that carry no session and come from no reading
room, and at answers whose view said ``same_for_every_visitor``. What it keeps is keyed by the data
version, so a change is seen by the next request on the node that wrote it and within a second on
others; nothing has to be thrown away. The middleware keeps pages with all their headers, so it
stands outside all others; the WSGI application ``PageCache`` gives them out again before Django
takes up the request.
"""

import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache, wraps
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponseNotModified, parse_cookie
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags
from django.utils.module_loading import import_string

from cases.models import DataVersion

MOST_BYTES = 32_000_000
"""Of pages kept in one process."""
VARIES_BY = ("Cookie", "Accept-Language")
OF_A_BODY = {"content-type", "content-length"}
FOLDERS = (
    *("bestpractices", "cases", "fields", "partners", "subscribers", "web"),
    *("locale", "templates", "static"),
)
SOURCES = {".py", ".html", ".css", ".js", ".mo", ".md", ".json"}
SHOWN = ("ACCESS_POLICY", "CARD_FONT", "EMBED_ORIGINS", "OPEN_ACCESS", "SITE_NAME", "SITE_URL")
"""Settings that pages are made with."""


def same_for_every_visitor(view):
    """Mark a view whose answer to a visitor depends on address, language, day and data alone.

    A view may take a single answer out by setting ``same_for_every_visitor`` to False on it. It
    sets ``data_version`` on one whose data an index gave, which may lag behind the database.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if not hasattr(response, "same_for_every_visitor"):
            response.same_for_every_visitor = True
        return response

    answer.may_be_kept = True
    return answer


@dataclass(frozen=True)
class Page:
    """A whole answer: the name of its view, its headers, entity tag included, and its bytes."""

    view: str
    etag: str
    headers: list[tuple[str, str]]
    content: bytes

    def is_held(self, meta: dict) -> bool:
        """Whether who asks holds the page already."""
        held = meta.get("HTTP_IF_NONE_MATCH", "")
        return bool(held) and (held == self.etag or self.etag in parse_etags(held))

    @property
    def headers_of_304(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in self.headers if name.lower() not in OF_A_BODY]


class Pages:
    """Pages by key; when they grow beyond MOST_BYTES, those asked for longest ago go."""

    def __init__(self):
        self._pages: OrderedDict[tuple, Page] = OrderedDict()
        self._bytes = 0

    def get(self, key: tuple) -> Page | None:
        page = self._pages.pop(key, None)
        if page:
            self._pages[key] = page
        return page

    def keep(self, key: tuple, page: Page) -> None:
        self._bytes += len(page.content)
        if old := self._pages.pop(key, None):
            self._bytes -= len(old.content)
        self._pages[key] = page
        while self._bytes > MOST_BYTES:
            _key, old = self._pages.popitem(last=False)
            self._bytes -= len(old.content)

    def clear(self) -> None:
        self.__init__()


PAGES = Pages()


class PageCache:
    """A WSGI application that answers visitors from what is kept, and hands on all else.

    After each answer it sends the signal ``page_given``.
    """

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        start = time.perf_counter()
        page = _kept(environ)
        if page is None:
            return self.application(environ, start_response)
        method, status, content = environ["REQUEST_METHOD"], 200, [page.content]
        if page.is_held(environ):
            status = 304
            start_response("304 Not Modified", page.headers_of_304)
        else:
            start_response("200 OK", page.headers)
        seconds = time.perf_counter() - start
        page_given.send(PageCache, view=page.view, method=method, status=status, seconds=seconds)
        return content if (method, status) == ("GET", 200) else []


page_given = Signal()
"""A kept page was given. Arguments: ``view``, ``method``, ``status``, ``seconds``."""


def _kept(environ: dict) -> Page | None:
    if not _from_a_visitor(environ):
        return None
    try:
        if import_string(settings.READING_ROOMS)(environ):
            return None
        return PAGES.get(_key(environ, DataVersion.recent()))
    except DatabaseError:  # Django says what is to be said
        return None


class PageCacheMiddleware:
    """Keep what may be kept, under the data version from before the page was made."""

    def __init__(self, get_response):
        self.get_response = get_response

    def process_view(self, request, view, args, kwargs):
        if hasattr(request, "reads_at_least"):  # a reading room: see cases.middleware
            return
        if getattr(view, "may_be_kept", False) and _from_a_visitor(request.META):
            request.page_key = _key(request.META, DataVersion.current())

    def __call__(self, request):
        response = self.get_response(request)
        key = getattr(request, "page_key", None)
        if key is None or not _may_be_kept(request, response):
            return response
        page = _page(key, request, response)
        PAGES.keep(key, page)
        if page.is_held(request.META):
            return HttpResponseNotModified(headers=dict(page.headers_of_304))
        return response


def _from_a_visitor(meta: dict) -> bool:
    return (
        meta["REQUEST_METHOD"] in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in meta.get("HTTP_COOKIE", "")
        and "HTTP_AUTHORIZATION" not in meta
        and not settings.DEBUG
    )


def _may_be_kept(request, response) -> bool:
    return (
        request.method == "GET"
        and response.status_code == 200
        and getattr(response, "same_for_every_visitor", False)
        and getattr(response, "data_version", request.page_key[0]) == request.page_key[0]
        and not response.streaming
        and not response.cookies
    )


def _page(key: tuple, request, response) -> Page:
    digest = hashlib.sha256(f"{_release()}{key}".encode()).hexdigest()[:32]
    response.headers["ETag"] = f'W/"{digest}"'
    patch_cache_control(response, public=True, no_cache=True)
    patch_vary_headers(response, VARIES_BY)
    view = request.resolver_match.view_name or request.resolver_match.route
    return Page(view, response.headers["ETag"], list(response.items()), response.content)


def _key(meta: dict, data_version: int) -> tuple:
    """Return what an anonymous page depends on besides the program."""
    proxy = settings.SECURE_PROXY_SSL_HEADER
    return (
        data_version,
        _day(int(time.time()) // 60, settings.TIME_ZONE),
        _language(meta.get("HTTP_ACCEPT_LANGUAGE", ""), meta.get("HTTP_COOKIE", "")),
        meta["wsgi.url_scheme"],
        meta.get(proxy[0]) if proxy else None,
        meta.get("HTTP_HOST"),
        meta.get("SERVER_NAME"),
        meta.get("SERVER_PORT"),
        meta.get("SCRIPT_NAME"),
        meta["PATH_INFO"],
        meta.get("QUERY_STRING"),
    )


@lru_cache(2)
def _day(minute: int, time_zone: str) -> date:
    """Return the day of a minute since 1970; days begin with a minute in every time zone."""
    return datetime.fromtimestamp(minute * 60, ZoneInfo(time_zone)).date()


@lru_cache(10_000)
def _language(accepted: str, cookies: str) -> str:
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = accepted
    request.COOKIES = parse_cookie(cookies)
    return translation.get_language_from_request(request)


@cache
def _release() -> str:
    """Return a word that changes with the program, its templates, its texts or what is set."""
    files = (
        path
        for folder in FOLDERS
        for path in sorted((settings.BASE_DIR / folder).rglob("*"))
        if path.suffix in SOURCES
    )
    stamps = [f"{path}:{path.stat().st_mtime_ns}" for path in files]
    shown = [getattr(settings, name) for name in SHOWN]
    return hashlib.sha256(f"{stamps}{shown}".encode()).hexdigest()[:16]
