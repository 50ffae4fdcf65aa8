"""Says of each request who reads, and keeps what is not for everyone out of caches; leads from a
former address of a case to its present one."""

import re

from django.http import HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from cases.access import Reader, reader_of
from cases.models.address import present_slug
from cases.own_place import KEY


class ReaderMiddleware:
    """Set ``request.reader``; mark every answer to somebody logged in ``private, no-store``.

    So is every answer to a visitor who has stated a place of their own, for pages speak of it.
    Whoever stands before this may set ``request.reads_at_least``: a reader whom the place they call
    from lets read more than their account does. Their answers are marked too.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        least = getattr(request, "reads_at_least", Reader.VISITOR)
        request.reader = max(reader_of(request.user), least)
        response = self.get_response(request)
        known = request.user.is_authenticated or KEY in request.session
        if known or request.reader > Reader.VISITOR:
            patch_cache_control(response, private=True, no_store=True)
        return response


class FormerAddressMiddleware:
    """Answer a page that is not there with the way to it, when its case is called otherwise now."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD"):
            return self._moved(request) or response
        return response

    def _moved(self, request):
        match = request.resolver_match
        named = re.search(r"practices/<slug:(\w+)>/", match.route) if match else None
        slug = present_slug(match.kwargs[named[1]]) if named else None
        if slug is None:
            return None
        path = reverse(match.view_name, kwargs={**match.kwargs, named[1]: slug})
        query = request.META.get("QUERY_STRING")
        return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
