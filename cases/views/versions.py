"""The published versions of a case: each to be read for ever, all listed, any two compared."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from cases.access import open_parts
from cases.comparison import differences
from cases.models import Practice, PracticeVersion
from cases.page_cache import same_for_every_visitor
from cases.record.reading_copy import frozen_copy, without_persons
from cases.views import cite
from cases.views.practice import case_page, direction_of


def version_or_404(reader, slug: str, number: int) -> tuple[Practice, PracticeVersion, int]:
    """Return the case, that version of it and the number of the latest; Http404 without either."""
    cases = Practice.objects.visible_to(reader).with_translations()
    case = get_object_or_404(cases, slug=slug)
    latest = case.versions.values_list("number", flat=True).first()
    return case, get_object_or_404(case.versions, number=number), latest


@same_for_every_visitor
def version(request, slug, number):
    case, shown, latest = version_or_404(request.reader, slug, number)
    record = without_persons(shown.record)
    return case_page(request, case, record, shown, latest=latest)


@same_for_every_visitor
def cite_version(request, slug, number, name):
    _case, shown, _latest = version_or_404(request.reader, slug, number)
    return cite.citation_file(cite.version_cited(shown), name)


@same_for_every_visitor
def versions(request, slug):
    case = get_object_or_404(Practice.objects.visible_to(request.reader), slug=slug)
    listed = list(case.versions.defer("record"))
    return render(request, "cases/versions.html", {"case": case, "versions": listed})


@same_for_every_visitor
def compare_versions(request, slug):
    """Show what differs between the versions ``old`` and ``new`` of the query string."""
    case = get_object_or_404(Practice.objects.visible_to(request.reader), slug=slug)
    wanted = {_number(request.GET.get(name, "")) for name in ("old", "new")}
    found = {row.number: row for row in case.versions.filter(number__in=wanted)}
    if wanted - found.keys():
        raise Http404(_("There is no such version."))
    old, new = found[min(wanted)], found[max(wanted)]
    before, after = (frozen_copy(each.record, request.reader) for each in (old, new))
    context = {
        "case": case,
        "old": old,
        "new": new,
        "record": after,
        "direction": direction_of(after),
        "differences": differences(before, after),
        "versions": list(case.versions.defer("record")),
        "open_parts": open_parts(request.reader),
    }
    return render(request, "cases/compare_versions.html", context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
