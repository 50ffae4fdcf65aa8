"""What the form of a case offers while somebody types: names of rows, and cases of a like title."""

import re
from functools import reduce
from operator import or_

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, JsonResponse
from django.urls import path, reverse

from cases import search
from cases.access import Reader
from cases.admin.names import NAMES
from cases.criteria import Criteria
from cases.models import Practice

LONGEST = 200
FOUND = 20
SHOWN = 5
ALIKE = 0.6
_WORD = re.compile(r"\w{3,}")


class Suggestions:
    """Gives the admin of practices the addresses its form asks while somebody types."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.suggest_view)
        return [
            path(
                "alike/", self.admin_site.admin_view(self.alike_view), name="cases_practice_alike"
            ),
            path("suggest/<slug:kind>/", page, name="cases_practice_suggest"),
            *super().get_urls(),
        ]

    def suggest_view(self, request, kind: str):
        """Answer with the rows of ``kind`` nearest to the text ``q``, best first."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        if kind not in NAMES:
            raise Http404
        text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
        names = NAMES[kind]
        found = names.suggestions(text) if text else []
        rows = [
            {"text": text, "note": names.note(row), "fills": names.fills(row)}
            for text, row in found
        ]
        return JsonResponse({"rows": rows})

    def alike_view(self, request):
        """Answer with the cases whose title is like the text ``q``, the likest first.

        The published ones come from the search index, the others from those the user may see;
        the case with the key ``but`` is the one being typed.
        """
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        title = request.GET.get("q", "").replace("\0", "")[:LONGEST]
        words = _words(title)
        if len(words) < 2:
            return JsonResponse({"rows": []})
        hits = search.search(Criteria(q=" ".join(sorted(words))), Reader.VISITOR, size=FOUND).hits
        near = reduce(or_, (Q(title__icontains=word) for word in sorted(words, key=len)[-3:]))
        unpublished = self.get_queryset(request).exclude(state=Practice.State.PUBLISHED)
        keys = {hit.practice_id for hit in hits}
        keys.update(unpublished.filter(near).values_list("pk", flat=True)[: FOUND * SHOWN])
        keys.discard(int(request.GET["but"]) if request.GET.get("but", "").isdecimal() else 0)
        cases = Practice.objects.filter(pk__in=keys)
        alike = sorted(
            ((likeness(words, _words(case.title)), case) for case in cases),
            key=lambda pair: (-pair[0], pair[1].title, pair[1].pk),
        )
        rows = [_row(case) for share, case in alike if share >= ALIKE]
        return JsonResponse({"rows": rows[:SHOWN]})


def likeness(some: set[str], others: set[str]) -> float:
    """Return which share of the words of the shorter title stand in both, from 0 to 1."""
    return len(some & others) / (min(len(some), len(others)) or 1)


def _words(title: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(title)}


def _row(case: Practice) -> dict[str, str]:
    return {
        "text": case.title,
        "note": case.get_state_display(),
        "address": reverse("practice", args=[case.slug]),
    }
