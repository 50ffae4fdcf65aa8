"""What a list of hits covers of the collection, and what it does not."""

from dataclasses import dataclass

from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from cases import charts
from cases import search as engine
from cases.criteria import Criteria
from cases.facets import FACETS_BY_NAME
from cases.filters import PracticeFilter
from cases.models import Recognition, Region
from cases.page_cache import same_for_every_visitor
from cases.search import Coverage
from cases.views.addresses import file_address, search_address
from cases.views.figures import by_cycle_and_region, money_by_year
from cases.views.refused import refused
from partners.models import OrganisationType
from web.rate_limit import SAFE, rate_limited

TABLES = ("region", "country", "organisation_type", "recognition")
MOST_NAMED = 3


@dataclass(frozen=True)
class Table:
    """``rows`` are (label, hits, cases of the collection, bar of both).

    ``missing`` are labels without a hit, ``nowhere`` terms of the vocabulary that no case of the
    collection has.
    """

    name: str
    label: str
    rows: list[tuple[str, int, int, SafeString]]
    missing: list[str]
    nowhere: list[str]


def coverage_line(criteria: Criteria, reader) -> str:
    """Return one plain sentence on the regions of the hits; empty where there is none to say."""
    covered = engine.coverage(criteria, reader)
    hits = covered.hits.get("region", {}) if covered else {}
    if not hits or covered.total < 2:
        return ""
    names = FACETS_BY_NAME["region"].labels({*hits, *covered.missing("region")})
    most = max(hits, key=lambda value: (hits[value], value))
    parts = [
        ngettext(
            "%(number)d of %(total)d cases is from %(region)s",
            "%(number)d of %(total)d cases are from %(region)s",
            hits[most],
        )
        % {"number": hits[most], "total": covered.total, "region": names[most]}
    ]
    countries = len(covered.hits.get("country", {}))
    parts.append(ngettext("%d country in all", "%d countries in all", countries) % countries)
    missing = sorted(names[value] for value in covered.missing("region"))
    if missing:
        parts.append(_("none is from %s") % _either(missing))
    return _("%s.") % "; ".join(parts)


@require_safe
@same_for_every_visitor
@rate_limited("search", methods=SAFE)
def coverage(request):
    asked = PracticeFilter(request.GET)
    if not asked.is_valid():
        return refused(request, asked)
    criteria = asked.criteria
    covered = engine.coverage(criteria, request.reader)
    context = {
        "covered": covered,
        "files": _files(criteria) if covered else [],
        "list_address": search_address(criteria),
        "line": coverage_line(criteria, request.reader),
        "tables": [_table(name, covered) for name in TABLES] if covered else [],
        "years": _years(covered) if covered else [],
        "cycles": by_cycle_and_region(criteria, request.reader, covered) if covered else None,
        "money": money_by_year(criteria, request.reader),
    }
    response = render(request, "cases/coverage.html", context)
    response.same_for_every_visitor = engine.in_step() if covered else False
    return response


def _files(criteria: Criteria) -> list[tuple[str, str]]:
    names = ("csv", "json")
    return [(name.upper(), file_address("coverage_file", criteria, name)) for name in names]


def _either(names: list[str]) -> str:
    """Return "Africa, Europe or 2 other regions"."""
    if len(names) == 1:
        return names[0]
    if len(names) > MOST_NAMED:
        more = len(names) - MOST_NAMED + 1
        names = [*names[: MOST_NAMED - 1], _("%d other regions") % more]
    return _("%(first)s or %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _table(name: str, covered: Coverage) -> Table:
    facet, known = FACETS_BY_NAME[name], vocabulary(name)
    hits, whole = covered.hits.get(name, {}), covered.whole.get(name, {})
    labels = {**known, **facet.labels(set(whole) | set(hits))}
    rows = sorted(hits.items(), key=lambda row: (-row[1], labels.get(row[0], row[0])))
    most = max((whole.get(value, count) for value, count in rows), default=1)
    return Table(
        name,
        facet.label,
        [
            (
                labels.get(value, value),
                count,
                whole.get(value, 0),
                charts.part_of_whole(count, whole.get(value, count), most),
            )
            for value, count in rows
        ],
        sorted(str(labels.get(value, value)) for value in covered.missing(name)),
        sorted(str(label) for value, label in known.items() if value not in whole),
    )


def vocabulary(name: str) -> dict[str, str]:
    """Return all terms of a facet that has a list of them, by value; of others nothing."""
    if name == "region":
        return {region.slug: str(region) for region in Region.objects.all()}
    if name == "organisation_type":
        return {kind.slug: str(kind) for kind in OrganisationType.objects.all()}
    return dict(Recognition.Level.choices) if name == "recognition" else {}


def _years(covered: Coverage) -> list[tuple[int, int, int]]:
    hits, whole = covered.hits.get("years", {}), covered.whole.get("years", {})
    return [(int(year), hits.get(year, 0), whole[year]) for year in sorted(whole)]
