"""What robots may visit, and how a browser or another site searches here."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cases.page_cache import same_for_every_visitor
from web.addresses import on_this_site


@same_for_every_visitor
def robots(request):
    """Close the desk, logging in, and the endless addresses of filtered lists."""
    search, accounts = reverse("search"), f"{settings.SITE_PATH}accounts/"
    closed = [reverse("admin:index"), accounts, reverse("suggest"), f"{search}*?*"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += ["", f"Sitemap: {on_this_site(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@same_for_every_visitor
def search_description(request):
    """Describe the search in OpenSearch 1.1, for a browser's address bar."""
    search = on_this_site(reverse("search"))
    context = {
        "name": settings.SITE_NAME,
        "search": f"{search}?q={{searchTerms}}&page={{startPage?}}",
        "icon": on_this_site(f"{settings.STATIC_URL}img/mark.svg"),
        "feed": f"{on_this_site(reverse('feed'))}?q={{searchTerms}}",
    }
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "doors/opensearch.xml", context, content_type=kind)
