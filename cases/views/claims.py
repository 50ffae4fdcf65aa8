"""The claims of a list of cases: what was measured, where, when and by whom."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases import search as engine
from cases.access import Part, may_read
from cases.criteria import Criteria
from cases.filters import PracticeFilter
from cases.models import Claim, Practice
from cases.page_cache import same_for_every_visitor
from cases.views.addresses import search_address
from cases.views.refused import refused
from web.rate_limit import SAFE, rate_limited

SIZE = 50


@require_safe
@same_for_every_visitor
@rate_limited("search", methods=SAFE)
def claims(request):
    """List the claims of the cases a query string finds, in the order of those cases."""
    asked = PracticeFilter(request.GET)
    if not asked.is_valid():
        return refused(request, asked)
    criteria = asked.criteria
    found = engine.matching_ids(criteria, request.reader)
    is_open = may_read(request.reader, Part.CLAIMS)
    keys = _keys(found, criteria if is_open else Criteria())
    context = {"list_address": search_address(criteria), "cases": len(found), "total": len(keys)}
    if is_open:
        context["page"] = _page(keys, request.GET.get("page", "1"))
        address = search_address(criteria, view="claims")
        context["next_page"] = f"{address}{'&' if '?' in address else '?'}page="
    response = render(request, "cases/claims.html", context)
    response.same_for_every_visitor = engine.in_step()
    return response


def _keys(found: list[int], criteria: Criteria) -> list[int]:
    """Return the keys of the claims, those of the first case of the list first."""
    rows = Claim.objects.filter(practice__in=Practice.objects.published().order_by())
    if wanted := criteria.values.get("evidence"):
        rows = rows.filter(evidence__in=wanted)
    places = {practice: place for place, practice in enumerate(found)}
    pairs = rows.order_by("position", "pk").values_list("practice_id", "pk")
    kept = [(places[practice], pk) for practice, pk in pairs if practice in places]
    return [pk for _place, pk in sorted(kept, key=lambda pair: pair[0])]


def _page(keys: list[int], number: str):
    paginator = Paginator(keys, SIZE)
    if not (number.isascii() and number.isdecimal() and int(number) in paginator.page_range):
        raise Http404(_("There is no such page of claims."))
    page = paginator.page(int(number))
    rows = Claim.objects.select_related("practice", "heading").in_bulk(page.object_list)
    page.object_list = [rows[pk] for pk in page.object_list if pk in rows]
    return page
