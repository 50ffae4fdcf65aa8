"""Saved searches: kept, run again, put on record, ended."""

from django import forms
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.access import Part, Reader, may_read
from cases.criteria import Criteria
from cases.models import DataVersion
from cases.views.addresses import search_address
from fields.text import refuse_line_control_characters
from subscribers import searches
from subscribers.models import SavedSearch, SearchRecord
from subscribers.views.keeping import keeps, takes_away
from web.secret_links import secret_link

MOST_KEPT = 200


class SearchForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=100, validators=[refuse_line_control_characters]
    )
    frequency = forms.ChoiceField(
        label=_("Write to me when something changes"),
        choices=SavedSearch.Frequency.choices,
        widget=forms.RadioSelect,
        initial=SavedSearch.Frequency.NEVER,
    )


def _criteria(query: str) -> Criteria | None:
    """Return what a kept query asks for; None when it can no longer be meant."""
    try:
        return searches.criteria_of(query)
    except ValueError:
        return None


@keeps
@require_safe
def saved_searches(request):
    return render(
        request, "subscribers/searches.html", {"searches": request.user.savedsearchs.all()}
    )


@keeps
@require_http_methods(["GET", "HEAD", "POST"])
def save_search(request):
    """Ask for the name of the search that the query string holds; keep it on POST."""
    query = request.GET.urlencode()[:4000]
    criteria = _criteria(query)
    if criteria is None:
        raise Http404
    form = SearchForm(request.POST or None, initial={"name": criteria.q[:100]})
    if request.method == "POST" and form.is_valid():
        if request.user.savedsearchs.count() >= MOST_KEPT:
            form.add_error(None, _("You have kept as many searches as there can be: delete one."))
        else:
            kept = searches.save(request.user, request.reader, query=query, **form.cleaned_data)
            return redirect("saved_search", pk=kept.pk)
    context = {"form": form, "address": search_address(criteria)}
    return render(request, "subscribers/save_search.html", context)


def _mine(user, pk: int) -> SavedSearch:
    return get_object_or_404(SavedSearch, user=user, pk=pk)


@keeps
@require_http_methods(["GET", "HEAD", "POST"])
def saved_search(request, pk: int):
    """Run the search again and show what came, changed and went; take a change on POST.

    One that can no longer be meant says so and keeps what it found last.
    """
    kept = _mine(request.user, pk)
    criteria = _criteria(kept.query)
    form = SearchForm(
        request.POST or None, initial={"name": kept.name, "frequency": kept.frequency}
    )
    runs = criteria is not None and request.may_keep
    hits = searches.hits_of(criteria, request.reader) if runs else kept.hits
    if request.method == "POST":
        if "renew" in request.POST and runs:
            searches.renew(kept, hits)
            return redirect("saved_search", pk=pk)
        if form.is_valid():
            kept.name, kept.frequency = form.cleaned_data["name"], form.cleaned_data["frequency"]
            kept.save()
            return redirect("saved_search", pk=pk)
    context = {
        "search": kept,
        "form": form,
        "number": len(hits),
        "difference": searches.difference(kept.hits, hits),
        "address": criteria and search_address(criteria),
    }
    return render(request, "subscribers/search.html", context)


@keeps
@takes_away
@require_POST
def delete_search(request, pk: int):
    _mine(request.user, pk).delete()
    return redirect("saved_searches")


@keeps
@require_POST
def record_search(request, pk: int):
    kept = _mine(request.user, pk)
    if _criteria(kept.query) is None:
        return redirect("saved_search", pk=pk)  # which says why
    record = searches.put_on_record(kept, request.reader)
    return redirect("search_record", key=record.key)


@require_safe
def search_record(request, key: str):
    """A search as it was run one day; whoever may read no closed parts sees the open hits alone."""
    record = get_object_or_404(SearchRecord, key=key)
    criteria = _criteria(record.query)
    reads_all = may_read(request.reader, Part.NARRATIVE)
    shown = [hit for hit in record.hits if hit["open"] or reads_all]
    then = [[hit["pk"], hit["version"]] for hit in shown]
    reader = request.reader if reads_all else Reader.VISITOR
    context = {
        "record": record,
        "hits": shown,
        "reads_all": reads_all,
        "address": criteria and search_address(criteria),
        "difference": criteria and searches.difference(then, searches.hits_of(criteria, reader)),
        "data_version": DataVersion.current(),
    }
    return render(request, "subscribers/search_record.html", context)


@csrf_exempt
@secret_link
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, signed: str):
    """End the letters about one search: the link in them shows a button; mail programs POST here.

    The signature is proof enough: no log-in, no cookie.
    """
    try:
        pk = searches.SIGNER.unsign(signed)
    except signing.BadSignature:
        raise Http404 from None
    found = SavedSearch.objects.filter(pk=pk)
    if request.method == "POST":
        found.update(frequency=SavedSearch.Frequency.NEVER)
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse(status=204)
    return render(request, "subscribers/unsubscribe.html", {"done": request.method == "POST"})
