"""What all resources have in common: who reads, how often, and how an answer is kept."""

import hashlib

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from rest_framework.authentication import BaseAuthentication
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from cases.api.parameters import Parameter, refuse_unknown
from web.rate_limit import caller, seconds_to_wait

PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


class Moved(Exception):
    """What was asked for has another address now."""

    def __init__(self, address: str):
        super().__init__(address)
        self.address = address


class AsTheMiddlewareSays(BaseAuthentication):
    """Who asks was found out before: by session, bearer token or reading room."""

    def authenticate(self, request):
        return request._request.user, None


class Limits(BaseThrottle):
    """The limits of an address, and of a token wherever it is used."""

    seconds = 0

    def allow_request(self, request, view):
        if token := getattr(request, "token", None):
            self.seconds = seconds_to_wait("api_token", str(token.pk))
        else:
            self.seconds = seconds_to_wait("api", caller(request))
        return not self.seconds

    def wait(self):
        return self.seconds


class Resource(APIView):
    """An address of the API. ``parameters`` and ``shape`` describe it and hold for its answers.

    ``find`` returns what ``shape`` makes JSON of. It may set ``last_changed``, the moment the
    answer changed last, and raise Moved or an error of the REST framework.
    """

    authentication_classes = [AsTheMiddlewareSays]
    permission_classes = []
    throttle_classes = [Limits]
    renderer_classes = [JSONRenderer]
    http_method_names = ["get", "head", "options"]

    parameters: tuple[Parameter, ...] = ()
    shape: type
    tag = ""
    last_changed = None

    def get(self, request, **names):
        refuse_unknown(request.query_params, self.parameters)
        try:
            return Response(self.shape(self.find(**names)).data)
        except Moved as moved:
            return HttpResponsePermanentRedirect(moved.address)

    def find(self, **names):
        raise NotImplementedError

    def options(self, request, **names):
        return HttpResponse(status=204, headers=PREFLIGHT)

    def address(self, path: str) -> str:
        """Return the whole address of a path, as the caller may reach it."""
        return self.request.build_absolute_uri(path)

    def finalize_response(self, request, response, *args, **kwargs):
        """Let who holds the answer already be told so; let nobody use an old one unasked."""
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code != 200:
            return response
        if isinstance(response, Response):
            response.render()
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response.headers["ETag"] = etag
        changed = self.last_changed
        if changed:
            response.headers["Last-Modified"] = http_date(changed.timestamp())
        patch_cache_control(response, public=True, no_cache=True)
        seconds = int(changed.timestamp()) if changed else None
        return get_conditional_response(request, etag, seconds, response)
