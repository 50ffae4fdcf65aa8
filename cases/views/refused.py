"""The page about a search whose query string cannot be meant."""

from django.shortcuts import render

from cases.filters import PracticeFilter


def refused(request, asked: PracticeFilter):
    """Say what is wrong; the words stay in the search box unless they are what is wrong."""
    q = "" if "q" in asked.form.errors else request.GET.get("q", "")
    context = {"form": asked.form, "q": q}
    return render(request, "cases/search_refused.html", context, status=400)
