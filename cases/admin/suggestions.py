"""What the form of a case offers while somebody types: names of rows, and cases of a like title."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.urls import path

from cases.admin.names import NAMES

LONGEST = 200


class Suggestions:
    """Gives the admin of practices the addresses its form asks while somebody types."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.suggest_view)
        return [
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
