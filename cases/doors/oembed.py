"""oEmbed 1.0: from the address of a case or a list to the frame that shows it elsewhere."""

from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html

from cases.doors.embed import may_be_framed
from cases.models import Practice
from cases.models.address import present_slug
from cases.page_cache import same_for_every_visitor
from web.addresses import on_this_site
from web.rate_limit import SAFE, rate_limited

WIDTH, CASE_HEIGHT, LIST_HEIGHT = 600, 320, 680
LEAST = 120
"""Pixels: nothing can be read in a frame that is narrower or lower."""


@same_for_every_visitor
@rate_limited("search", methods=SAFE)
def oembed(request):
    """Answer 404 for an address that is none of a public case or list, 501 for another format."""
    form = request.GET.get("format", "json")
    if form not in ("json", "xml"):
        return _refused(501, "format is json or xml.")
    try:
        room = [int(request.GET.get(name, 10_000)) for name in ("maxwidth", "maxheight")]
    except ValueError:
        room = [0]
    if min(room) < LEAST:
        return _refused(400, f"maxwidth and maxheight are pixels, {LEAST} at least.")
    found = _found(request.GET.get("url", ""))
    if found is None:
        return _refused(404, "url is the address of a case or a search here.")
    said = _said(*found, *room)
    response = JsonResponse(said) if form == "json" else HttpResponse(_xml(said), "text/xml")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _found(url: str) -> tuple[str, str, int, str] | None:
    """Return title, path of the frame, its height and path of a picture, for a public page."""
    site = settings.SITE_URL.rstrip("/")
    if not url.startswith(f"{site}/"):
        return None
    try:
        parts = urlsplit(url.removeprefix(site))
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    if match.view_name == "search":
        path = reverse("embed_list")
        return settings.SITE_NAME, f"{path}?{parts.query}" if parts.query else path, LIST_HEIGHT, ""
    if match.view_name not in ("practice", "version"):
        return None
    slug = present_slug(match.kwargs["slug"]) or match.kwargs["slug"]
    case = Practice.objects.readable().filter(slug=slug).first()
    if case is None:
        return None
    last = case.versions.values_list("number", flat=True).first()
    picture = reverse("preview_card", args=[case.slug, last]) if last else ""
    return case.title, reverse("embed_case", args=[case.slug]), CASE_HEIGHT, picture


def _said(title: str, path: str, height: int, picture: str, most_wide: int, most_high: int) -> dict:
    said = {
        "version": "1.0",
        "type": "rich" if may_be_framed() else "link",
        "title": title,
        "provider_name": settings.SITE_NAME,
        "provider_url": settings.SITE_URL,
        "cache_age": 86_400,
    }
    if may_be_framed():
        width, height = min(WIDTH, most_wide), min(height, most_high)
        frame = '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy"></iframe>'
        html = format_html(frame, on_this_site(path), width, height, title)
        said |= {"html": html, "width": width, "height": height}
    if picture and most_wide >= 1200 and most_high >= 630:
        size = {"thumbnail_width": 1200, "thumbnail_height": 630}
        said |= {"thumbnail_url": on_this_site(picture), **size}
    return said


def _xml(said: dict) -> bytes:
    root = Element("oembed")
    for name, value in said.items():
        SubElement(root, name).text = str(value)
    return tostring(root, "utf-8", xml_declaration=True)


def _refused(status: int, why: str) -> HttpResponse:
    return HttpResponse(f"{why}\n", status=status, content_type="text/plain; charset=utf-8")
