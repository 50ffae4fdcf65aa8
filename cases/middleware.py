"""Says of each request who reads, and keeps what is not for everyone out of caches."""

from django.utils.cache import patch_cache_control

from cases.access import reader_of


class ReaderMiddleware:
    """Set ``request.reader``; mark every answer to somebody logged in ``private, no-store``."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.reader = reader_of(request.user)
        response = self.get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response
