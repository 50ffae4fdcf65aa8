"""What a list covers as a file: the figures of its page, zeros included."""

import csv
import io
from collections.abc import Iterator

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases import search as engine
from cases.exports.cells import inert
from cases.facets import FACETS_BY_NAME
from cases.filters import PracticeFilter
from cases.models import DataVersion
from cases.search import Coverage
from cases.views.addresses import search_address
from cases.views.coverage import TABLES, vocabulary
from cases.views.refused import refused
from web.addresses import on_this_site
from web.rate_limit import SAFE, rate_limited

COLUMNS = ("of", "value", "label", "cases", "collection")


@require_safe
@rate_limited("search", methods=SAFE)
def coverage_file(request, name):
    """Give a line for each value of each table of the coverage page, as ``csv`` or ``json``."""
    if name not in ("csv", "json"):
        raise Http404(_("There is no such format."))
    asked = PracticeFilter(request.GET)
    if not asked.is_valid():
        return refused(request, asked)
    covered = engine.coverage(asked.criteria, request.reader)
    if covered is None:
        return HttpResponse(status=503, headers={"Retry-After": "5"})
    head = {
        "query": on_this_site(search_address(asked.criteria)),
        "data_version": DataVersion.current(),
        "cases": covered.total,
        "collection": covered.whole_total,
    }
    response = (_json if name == "json" else _csv)(head, list(lines(covered)))
    response["Content-Disposition"] = f'attachment; filename="coverage.{name}"'
    return response


def lines(covered: Coverage) -> Iterator[tuple[str, str, str, int, int]]:
    """Give table, value, label, cases of the list and of the collection; years come last."""
    for name in TABLES:
        known = vocabulary(name)
        hits, whole = covered.hits.get(name, {}), covered.whole.get(name, {})
        values = {*hits, *whole, *known}
        labels = {**FACETS_BY_NAME[name].labels(values), **known}
        for value in sorted(values, key=lambda value: (-hits.get(value, 0), str(labels[value]))):
            yield name, value, str(labels[value]), hits.get(value, 0), whole.get(value, 0)
    hits, whole = covered.hits.get("years", {}), covered.whole.get("years", {})
    for year in sorted(whole, key=int):
        yield "year", year, year, hits.get(year, 0), whole[year]


def _json(head: dict, lines: list[tuple]) -> HttpResponse:
    rows = [dict(zip(COLUMNS, line, strict=True)) for line in lines]
    return JsonResponse({**head, "rows": rows}, json_dumps_params={"ensure_ascii": False})


def _csv(head: dict, lines: list[tuple]) -> HttpResponse:
    file = io.StringIO("\ufeff")
    file.seek(0, io.SEEK_END)
    writer = csv.writer(file)
    writer.writerows((f"# {name.replace('_', ' ')}", value) for name, value in head.items())
    writer.writerow(COLUMNS)
    writer.writerows([inert(cell) if isinstance(cell, str) else cell for cell in line]
                     for line in lines)  # fmt: skip
    return HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
