"""A case as PDF: its page as the reader may read it, with the parts they choose."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cases import typesetting
from cases.page_cache import same_for_every_visitor
from cases.views.practice import PDF_PARTS, shown_case
from web.rate_limit import SAFE, rate_limited

NOT_HERE = gettext_lazy("This site makes no PDF of this case.")


@same_for_every_visitor
@require_safe
@rate_limited("pdf", methods=SAFE)
def practice_pdf(request, slug):
    """Answer with the parts named by ``part`` in the query string, or with all when none is."""
    asked = request.GET.getlist("part")
    if unknown := [name for name in asked if name not in PDF_PARTS]:
        reason = _("A case has no part “%s”.") % unknown[0][:40]
        return _refused(request, slug, reason, 400)
    if not typesetting.is_there():
        return _refused(request, slug, NOT_HERE, 501)
    page = shown_case(request, slug, frame="cases/pdf.html")
    without = [name for name in PDF_PARTS if asked and name not in asked]
    try:
        head = request.method == "HEAD"
        content = b"" if head else typesetting.typeset(page.content.decode(), without)
    except typesetting.Busy:
        answer = _refused(
            request, slug, _("Other pages are being set. Try again in a minute."), 503
        )
        answer.headers["Retry-After"] = "60"
        return answer
    except typesetting.CannotTypeset:
        return _refused(request, slug, NOT_HERE, 501)
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{slug}.pdf"'
    return answer


def _refused(request, slug: str, reason: str, status: int):
    context = {"slug": slug, "reason": reason}
    return render(request, "cases/no_pdf.html", context, status=status)
