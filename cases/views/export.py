"""The list of a search as a file: the same query string, the same match set."""

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.access import Part, may_read
from cases.exports import FORMATS, Format, Head, export, make_head
from cases.filters import PracticeFilter
from cases.search import matching_ids
from cases.views.addresses import search_address
from cases.views.refused import refused
from web.addresses import on_this_site
from web.rate_limit import SAFE, rate_limited


@require_safe
@rate_limited("export", methods=SAFE)
def export_search(request, name):
    if name not in FORMATS:
        raise Http404(_("There is no such format."))
    if not may_read(request.reader, Part.EXPORT):
        return render(request, "cases/export_closed.html", status=403)
    asked = PracticeFilter(request.GET)
    if not asked.is_valid():
        return refused(request, asked)
    criteria = asked.criteria
    found = matching_ids(criteria, request.reader)
    head = make_head(on_this_site(search_address(criteria)), found, request.reader)
    return file_response(FORMATS[name], head, found, request.reader)


def file_response(format: Format, head: Head, practice_ids: list[int], reader):
    """Return the export as a download that no cache keeps."""
    pieces = export(format, head, practice_ids, reader)
    response = StreamingHttpResponse(pieces, content_type=format.content_type)
    name = f"{slugify(head.database.partition(',')[0])}-{head.exported[:10]}.{format.name}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    patch_cache_control(response, private=True, no_store=True)
    return response
