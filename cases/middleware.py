"""Says of each request who reads, and keeps what is not for everyone out of caches."""

from django.utils.cache import patch_cache_control

from cases.access import Reader, reader_of


class ReaderMiddleware:
    """Set ``request.reader``; mark every answer to somebody logged in ``private, no-store``.

    Whoever stands before this may set ``request.reads_at_least``: a reader whom the place they call
    from lets read more than their account does. Their answers are marked too.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        least = getattr(request, "reads_at_least", Reader.VISITOR)
        request.reader = max(reader_of(request.user), least)
        response = self.get_response(request)
        if request.user.is_authenticated or request.reader > Reader.VISITOR:
            patch_cache_control(response, private=True, no_store=True)
        return response
