"""A case or a list as a small page that other sites may frame. It has no script and no form.

It says what is open to everyone, whoever asks, and only these pages may be framed: by the origins
in ``EMBED_ORIGINS``.
"""

from functools import wraps

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cases import search as engine
from cases.access import Reader
from cases.filters import PracticeFilter
from cases.models import Practice
from cases.page_cache import same_for_every_visitor
from cases.views.addresses import search_address
from cases.views.cards import cards_of, in_order
from web.addresses import on_this_site
from web.rate_limit import SAFE, rate_limited

CARDS = 5
"""So many cases of a list."""
NOBODY = ["none"]


def may_be_framed() -> bool:
    return settings.EMBED_ORIGINS != NOBODY


def framed(view):
    """Let the sites that the settings name frame the answer."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if may_be_framed():
            response._csp_replace = {"frame-ancestors": settings.EMBED_ORIGINS}
            response.xframe_options_exempt = True
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return answer


@same_for_every_visitor
@rate_limited("search", methods=SAFE)
@framed
def embed_case(request, slug):
    """Show the card of a case; of an archived one, that it is archived."""
    case = get_object_or_404(Practice.objects.readable(), slug=slug)
    cards = list(cards_of([case.pk]).values())
    address = on_this_site(case.get_absolute_url())
    context = {"title": case.title, "cards": cards, "archived": not cards, "address": address}
    return render(request, "doors/embed.html", context)


@same_for_every_visitor
@rate_limited("search", methods=SAFE)
@framed
def embed_list(request):
    """Show the first cases of the list that the query string asks for, as the search page does."""
    asked = PracticeFilter(request.GET)
    if not asked.is_valid():
        return HttpResponse(asked.form.errors.as_text(), status=400, content_type="text/plain")
    result = engine.search(asked.criteria, Reader.VISITOR, size=CARDS)
    found = cards_of(hit.practice_id for hit in result.hits)
    context = {
        "title": asked.criteria.q,
        "total": result.total,
        "cards": in_order(found, result.hits),
        "address": on_this_site(search_address(asked.criteria)),
    }
    response = render(request, "doors/embed.html", context)
    response.data_version = result.data_version
    return response
