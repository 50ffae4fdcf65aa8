"""The pages for those who nominate: what is open, the form, and where a nomination stands."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cases import nominations as life
from cases import workflow
from cases.models import Cycle, Nomination
from cases.models.nomination import LATE_DAYS
from cases.record import RecordError
from cases.views.nominations.form import ROWS, NominationForm
from cases.views.nominations.record import record_of
from fields.forms import leave_uncut
from web.rate_limit import rate_limited, seconds_to_wait, too_many
from web.secret_links import secret_link
from web.traps import TrapField


class BeginForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        help_text=gettext_lazy(
            "The link to your nomination goes there, and what becomes of it. It is never public."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    homepage = TrapField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        leave_uncut(self.fields.values())


@never_cache
@require_safe
def nominations(request):
    """The cycles open for nominations, with what is asked; or that none is, and which is next."""
    today = timezone.localdate()
    coming = Cycle.objects.filter(nominations_from__gt=today).order_by("nominations_from")
    context = {
        "cycles": [(cycle, life.format_of(cycle)) for cycle in Cycle.objects.open_on(today)],
        "next": coming.first(),
        "needed": _needed(),
        "late_days": LATE_DAYS,
    }
    return render(request, "nominations/open.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("nominate")
def begin_nomination(request, pk: int):
    """Ask for a mail address and send the link there; nothing is filled in without it."""
    cycle = get_object_or_404(Cycle.objects.open_on(timezone.localdate()), pk=pk)
    form = BeginForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 400 if request.method == "POST" else 200
        context = {"cycle": cycle, "form": form}
        return render(request, "nominations/begin.html", context, status=status)
    email = form.cleaned_data["email"]
    if not form.cleaned_data["homepage"]:
        wait = seconds_to_wait("link", email.lower())
        if wait:
            return too_many(request, wait)
        life.begin(cycle, email)
    return render(request, "nominations/begun.html", {"cycle": cycle, "email": email})


@secret_link
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("nomination", methods=("GET", "HEAD", "POST"))
def nomination(request, token: str):
    """Where the nomination stands; POST deletes one that was never submitted."""
    found = Nomination.of(token)
    if found is None:
        return _no_such_link(request)
    standing = life.standing(found)
    if request.method == "POST" and standing.name == "unfinished":
        found.delete()
        messages.success(request, _("Your nomination is deleted; nothing of it is kept."))
        return redirect("nominations")
    context = {
        "nomination": found,
        "standing": standing,
        "may_edit": life.may_edit(found),
        "form_address": reverse("nomination_form", args=[token]),
    }
    return render(request, "nominations/standing.html", context)


@secret_link
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("nomination", methods=("GET", "HEAD", "POST"))
def nomination_form(request, token: str):
    """The form. Saving demands nothing and loses nothing; submitting says what is missing."""
    found = Nomination.of(token)
    if found is None:
        return _no_such_link(request)
    if not life.may_edit(found):
        return redirect("nomination", token)
    if request.method == "POST":
        return _take(request, found, token)
    more = request.GET.get("more", "")
    return _show(request, found, NominationForm(found, more=more))


def _take(request, found: Nomination, token: str) -> HttpResponse:
    form = NominationForm(found, request.POST)
    if not form.can_be_kept:
        problem = _("Nothing was saved: some of it cannot be kept. See the messages below.")
        return _show(request, found, form, problem, status=400)
    shown = request.POST.get("revision", "")
    if not shown.isdecimal() or not life.keep(found, form.typed(), int(shown)):
        found.refresh_from_db()
        problem = _(
            "This nomination was saved from another window meanwhile, so nothing was saved now. "
            "All you typed is still here; saving again puts it in place of what was saved there."
        )
        return _show(request, found, form, problem, status=409)
    wanted = request.POST.get("do", "save")
    if wanted == "submit":
        return _submit(request, found, form, token)
    address = reverse("nomination_form", args=[token])
    part = wanted.removeprefix("more-")
    if part in ROWS:
        return redirect(f"{address}?{urlencode({'more': part})}#{part}")
    messages.success(request, _("Saved. The link in your mail leads back to this form."))
    return redirect(address)


def _submit(request, found: Nomination, form: NominationForm, token: str) -> HttpResponse:
    understood = form.is_understood
    if form.main.is_valid():
        form.main.need("title", _("Give the case a title."))
    if not understood or form.main.errors:
        problem = _("Saved, but not submitted yet: see the messages below.")
        return _show(request, found, form, problem, status=400)
    try:
        with transaction.atomic():
            life.submit(found, record_of(form, found))
    except ValidationError as error:
        return _show(request, found, form, " ".join(error.messages), status=400)
    except RecordError as error:
        return _show(request, found, form, " ".join(error.errors), status=400)
    return redirect("nomination", token)


def _show(request, found: Nomination, form: NominationForm, problem="", status=200):
    context = {
        "nomination": found,
        "form": form,
        "is_understood": form.is_understood,
        "problem": problem,
        "standing": life.standing(found),
        "needed": _needed(),
    }
    return render(request, "nominations/form.html", context, status=status)


def _needed() -> list[str]:
    return [_("a title"), *(what for _part, what in workflow.missing_parts(None))]


def _no_such_link(request):
    return render(request, "nominations/no_such_link.html", status=404)
