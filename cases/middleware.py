"""Says of each request who reads, and keeps what is not for everyone out of caches."""

from django.utils.cache import patch_cache_control

from cases.access import Reader, reader_of
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
