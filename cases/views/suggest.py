"""What is suggested below the search box to somebody who types."""

from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import search as engine
from cases.facets import FACETS_BY_NAME
from cases.views.addresses import facet_address
from web.rate_limit import SAFE, rate_limited


@rate_limited("suggest", methods=SAFE)
def suggest(request):
    """Answer ``?q=`` with {"suggestions": [{"kind", "label", "cases", "address"}], "status"}.

    ``status`` is what a screen reader says of the list. Not kept: each letter typed would
    take the place of a page.
    """
    found = engine.suggest(request.GET.get("q", ""), request.reader)
    many = ngettext(
        "%d suggestion. Arrow keys lead to it.",
        "%d suggestions. Arrow keys lead to them.",
        len(found),
    )
    status = many % len(found) if found else _("No suggestions.")
    return JsonResponse({"suggestions": [_shown(name) for name in found], "status": status})


def _shown(name: engine.Suggestion) -> dict:
    if name.kind == engine.CASE:
        kind, address = _("Case"), reverse("practice", args=[name.value])
    else:
        kind, address = FACETS_BY_NAME[name.kind].label, facet_address(name.kind, name.value)
    return {"kind": kind, "label": name.label, "cases": name.cases, "address": address}
