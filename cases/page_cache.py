"""Pages that are the same for everyone who is not logged in, kept until the data changes.

This never sees a reader: it looks only at requests that carry no session and at answers whose view
said ``same_for_every_visitor``. What it keeps is keyed by the data version, so a change on any node
is seen by the next request on every node; nothing has to be thrown away.
"""

import hashlib
from functools import cache, wraps

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from cases.models import DataVersion

KEPT_SECONDS = 3600
KEPT_HEADERS = ("Content-Type", "Content-Language")
VARIES_BY = ("Cookie", "Accept-Language")
SOURCES = {".py", ".html", ".css", ".js", ".mo"}


def same_for_every_visitor(view):
    """Mark a view whose answer to a visitor depends on address, language, day and data alone.

    A view may take a single answer out by setting ``same_for_every_visitor`` to False on it.
    """

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if not hasattr(response, "same_for_every_visitor"):
            response.same_for_every_visitor = True
        return response

    return marked


class PageCacheMiddleware:
    """Answer visitors from the cache, or with 304 when they hold the page as it is now."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not _from_a_visitor(request):
            return self.get_response(request)
        key = _key(request)
        etag = f'W/"{key}"'
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return _labelled(HttpResponseNotModified(), etag)
        if kept := caches["process"].get(key):
            content, headers = kept
            return _labelled(HttpResponse(content, headers=headers), etag)
        response = self.get_response(request)
        if _may_be_kept(response):
            headers = {name: response[name] for name in KEPT_HEADERS if name in response}
            caches["process"].set(key, (response.content, headers), KEPT_SECONDS)
            _labelled(response, etag)
        return response


def _from_a_visitor(request) -> bool:
    return (
        not settings.DEBUG
        and request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "Authorization" not in request.headers
    )


def _may_be_kept(response) -> bool:
    return (
        response.status_code == 200
        and getattr(response, "same_for_every_visitor", False)
        and not response.streaming
        and not response.cookies
    )


def _key(request) -> str:
    """Return what an anonymous page depends on, as one short word."""
    parts = (
        _release(),
        DataVersion.current(),
        timezone.localdate(),
        translation.get_language_from_request(request),
        request.scheme,
        request.get_host(),
        request.get_full_path(),
    )
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]


@cache
def _release() -> str:
    """Return a word that changes with the program, its templates or its settings."""
    files = (
        path
        for folder in ("bestpractices", "cases", "fields", "partners", "web", "templates", "static")
        for path in sorted((settings.BASE_DIR / folder).rglob("*"))
        if path.suffix in SOURCES
    )
    stamps = [f"{path}:{path.stat().st_mtime_ns}" for path in files]
    policy = (settings.SITE_NAME, settings.OPEN_ACCESS, sorted(settings.ACCESS_POLICY.items()))
    return hashlib.sha256(f"{stamps}{policy}".encode()).hexdigest()[:16]


def _labelled(response, etag: str):
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    patch_vary_headers(response, VARIES_BY)
    return response
