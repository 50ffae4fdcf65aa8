"""What other programs may take from here, said to people, and as a catalogue in DCAT 3."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Max
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import search as engine
from cases.access import Part, Reader, may_read
from cases.criteria import Criteria
from cases.doors.catalogue import FORMATS, Catalogue, Distribution, Service
from cases.exports import FORMATS as EXPORTS
from cases.models import Practice, PracticeVersion
from cases.page_cache import same_for_every_visitor

SERVICES = (
    (
        "api:documentation",
        gettext_lazy("The API: JSON, described by OpenAPI"),
        "https://spec.openapis.org/oas/v3.1.0",
    ),
    ("oai", gettext_lazy("Harvesting by OAI-PMH 2.0"), "http://www.openarchives.org/OAI/2.0/"),
    (
        "search_description",
        gettext_lazy("Search by OpenSearch 1.1"),
        "http://a9.com/-/spec/opensearch/1.1/",
    ),
    ("oembed", gettext_lazy("Frames for other sites by oEmbed 1.0"), "https://oembed.com/"),
)
FILES = (
    ("feed", gettext_lazy("The newest cases as a feed (Atom)"), "application/atom+xml"),
    ("sitemap", gettext_lazy("All addresses of cases (sitemap)"), "application/xml"),
)


@dataclass(frozen=True)
class Counts:
    cases: int
    countries: int
    categories: int
    cycles: int


@same_for_every_visitor
def data(request):
    result = engine.search(Criteria(), Reader.VISITOR, size=1)
    facets = result.facets
    sizes = Counts(result.total, *(len(facets[n]) for n in ("country", "category", "cycle")))
    licences = _licences()
    context = {
        "counts": sizes,
        "licences": licences,
        "catalogue": _catalogue(licences),
        "exports_open": may_read(Reader.VISITOR, Part.EXPORT),
        "formats": FORMATS,
    }
    response = render(request, "doors/data.html", context)
    response.data_version = result.data_version
    return response


@same_for_every_visitor
def catalogue(request, name):
    made = FORMATS.get(name)
    if made is None:
        raise Http404(_("There is no such format."))
    anywhere = {
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    content_type = f"{made.content_type}; charset=utf-8"
    return HttpResponse(
        made.write(_catalogue(_licences())), content_type=content_type, headers=anywhere
    )


def _catalogue(licences: list[tuple[str, int]]) -> Catalogue:
    last = PracticeVersion.objects.aggregate(last=Max("published_at"))["last"]
    return Catalogue(
        name=settings.SITE_NAME,
        page=reverse("data"),
        home=reverse("home"),
        modified=last.date().isoformat() if last else "",
        licences=[licence for licence, _number in licences if licence],
        distributions=[*_exports(), *_files()],
        services=[Service(str(label), reverse(view), norm) for view, label, norm in SERVICES],
    )


def _exports() -> list[Distribution]:
    opened = may_read(Reader.VISITOR, Part.EXPORT)
    return [
        Distribution(str(made.label), reverse("export", args=[name]), made.content_type, opened)
        for name, made in EXPORTS.items()
    ]


def _files() -> list[Distribution]:
    return [Distribution(str(label), reverse(view), kind, True) for view, label, kind in FILES]


def _licences() -> list[tuple[str, int]]:
    """Return each licence of the collection with the number of cases under it, "" for none."""
    rows = Practice.objects.published().order_by("source_licence").values("source_licence")
    return list(rows.annotate(number=Count("pk")).values_list("source_licence", "number"))
