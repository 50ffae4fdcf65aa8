"""A case as others will read it once it is published, before it is."""

import copy

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path
from django.utils import timezone

from cases.access import Reader
from cases.models import Practice
from cases.record import read_record
from cases.views.practice import case_page

READERS = {"visitor": Reader.VISITOR, "subscriber": Reader.SUBSCRIBER}


class Preview:
    """Gives the admin of practices the page of a case as it stands, for a reader to choose."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.preview_view)
        return [
            path("<int:key>/preview/<slug:name>/", page, name="cases_practice_preview"),
            *super().get_urls(),
        ]

    def preview_view(self, request, key: int, name: str):
        found = Practice.objects.for_page().with_translations().filter(pk=key)
        case = found.with_check_due(timezone.localdate()).first()
        if case is None or name not in READERS or not self.get_queryset(request).filter(pk=key):
            raise Http404
        if not self.has_view_permission(request, case):
            raise PermissionDenied
        reading = copy.copy(request)
        reading.reader = READERS[name]
        if reading.reader == Reader.VISITOR:
            reading.user = AnonymousUser()
        return case_page(reading, case, read_record(case), None, preview=name)
