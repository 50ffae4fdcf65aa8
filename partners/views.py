from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from partners.confirmation import AnswerForm, confirm, propose, request_of
from partners.models import Sponsor, SponsorLogo
from web.rate_limit import SAFE, rate_limited
from web.secret_links import secret_link


def sponsors(request):
    shown = Sponsor.objects.filter(shown=True).select_related("logo").defer("logo__content")
    return render(request, "partners/sponsors.html", {"sponsors": shown})


@require_safe
def logo(request, name):
    """A picture that was drawn here; its name stands for its content for ever."""
    picture = get_object_or_404(SponsorLogo, name=name)
    for_ever = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(bytes(picture.content), content_type="image/webp", headers=for_ever)


@secret_link
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("confirm", methods=(*SAFE, "POST"))
def confirm_contact(request, token):
    """What is held of the person who was mailed this link. Only POST answers the question."""
    question = request_of(token)
    if question is None:
        return render(request, "partners/link_used.html", status=404)
    sent = request.method == "POST"
    if sent and "right" in request.POST:
        return _done(request, confirm(question), "confirmed")
    form = AnswerForm(question.person, request.POST if sent else None)
    if sent and form.is_valid():
        return _done(request, propose(question, form.save(commit=False)), "proposed")
    context = {"person": question.person, "form": form}
    return render(request, "partners/confirm.html", context, status=400 if sent else 200)


def _done(request, was_open: bool, what: str):
    if not was_open:
        return render(request, "partners/link_used.html", status=404)
    return render(request, "partners/confirm_done.html", {"what": what})
