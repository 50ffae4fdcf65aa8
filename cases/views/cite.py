"""Citing: what stands below "Cite this", and the same as files for reference managers."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import search as engine
from cases.citations import FORMATS, STYLES, Citation, citation_of
from cases.filters import PracticeFilter
from cases.models import DataVersion, PracticeVersion
from cases.page_cache import same_for_every_visitor
from cases.views import facet_panel
from cases.views.addresses import file_address, search_address
from cases.views.refused import refused
from web.addresses import on_this_site
from web.rate_limit import SAFE, rate_limited


@dataclass(frozen=True)
class CiteThis:
    """A citation in each style, its permanent address, and label, address and kind of its files."""

    address: str
    styles: list[tuple[str, str]]
    files: list[tuple[str, str, str]]


def cite_this(cited: Citation, file: Callable[[str], str]) -> CiteThis:
    """Return what to show; ``file`` gives the address of the file in the format of a name."""
    return CiteThis(
        address=cited.address,
        styles=[(name, style(cited)) for name, style in STYLES],
        files=[(made.label, file(name), made.content_type) for name, made in FORMATS.items()],
    )


def cite_version(version: PracticeVersion) -> CiteThis:
    of_version = [version.practice.slug, version.number]
    return cite_this(
        version_cited(version), lambda name: reverse("cite_version", args=[*of_version, name])
    )


def version_cited(version: PracticeVersion, part: str = "", path: str = "") -> Citation:
    """Return the citation of a published version, or of a passage of it."""
    published = timezone.localdate(version.published_at).isoformat()
    path = path or reverse("version", args=[version.practice.slug, version.number])
    return citation_of(version.record, published, part, path)


def citation_file(cited: Citation, name: str) -> HttpResponse:
    """Return a citation as a download in the format ``name``; raises Http404 for none of ours."""
    made = FORMATS.get(name)
    if made is None:
        raise Http404(_("There is no such format."))
    response = HttpResponse(made.write(cited), content_type=f"{made.content_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{cited.key}.{name}"'
    return response


@same_for_every_visitor
@rate_limited("search", methods=SAFE)
def cite_search(request):
    """Say how the list of a search is cited, with the day and the state of the data."""
    asked = PracticeFilter(request.GET)
    if not asked.is_valid():
        return refused(request, asked)
    cited, result = _list_cited(asked.criteria, request.reader)
    address = partial(file_address, "cite_search_file", asked.criteria)
    context = {
        "cite": cite_this(cited, address),
        "title": cited.title,
        "list_address": search_address(asked.criteria),
        "total": result.total,
    }
    response = render(request, "cases/cite_search.html", context)
    response.data_version = result.data_version
    return response


@rate_limited("search", methods=SAFE)
def cite_search_file(request, name):
    asked = PracticeFilter(request.GET)
    if not asked.is_valid():
        raise Http404(_("There is no such list."))
    cited, _result = _list_cited(asked.criteria, request.reader)
    return citation_file(cited, name)


def _list_cited(criteria, reader) -> tuple[Citation, engine.Result]:
    result = engine.search(criteria, reader, size=1)
    today = timezone.localdate().isoformat()
    data = result.data_version or DataVersion.current()
    cited = Citation(
        key=f"search-{today}-{data}",
        title=facet_panel.in_words(result.facets, criteria) or "All cases",
        address=on_this_site(search_address(criteria)),
        date=today,
        part=f"list of {result.total} cases, state {data} of the data",
        accessed=today,
    )
    return cited, result
