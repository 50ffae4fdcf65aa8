"""What every answer below ``/api/`` has: errors that programs can read, and leave for scripts."""

from django.utils.cache import patch_cache_control, patch_vary_headers

from cases.api.problems import MEDIA_TYPE, as_problem

ROOT = "/api/"
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Retry-After, WWW-Authenticate",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Scripts of any site may read, without cookies: what is closed takes a token."""


class ApiMiddleware:
    """Make a problem of each error below ``/api/``, whichever middleware or view it is from."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.get_response(request)
        if not request.path_info.startswith(ROOT):
            return answer
        if answer.status_code >= 400:
            if answer.headers.get("Content-Type") != MEDIA_TYPE:
                answer = as_problem(answer)
            patch_cache_control(answer, no_store=True)
        for name, value in CORS.items():
            answer.headers[name] = value
        patch_vary_headers(answer, ("Accept", "Accept-Language", "Authorization", "Cookie"))
        return answer
