"""Reading rooms, tokens of programs, and what is asked of people before a page opens to them."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cases.access import Reader
from subscribers.accounts import lacks_second_factor
from subscribers.models import ApiToken
from subscribers.rooms import room_at
from subscribers.tokens import token_of
from subscribers.use import count_use
from web.client import client_address
from web.rate_limit import caller, seconds_to_wait


class ReadingRoomMiddleware:
    """Let who calls from an institution's reading room read as a subscriber, without an account.

    Sets ``request.reading_room`` and, in a room, ``request.reads_at_least``, which also keeps the
    page out of the cache of visitors' pages.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.reading_room = room_at(client_address(request))
        if request.reading_room:
            request.reads_at_least = Reader.SUBSCRIBER
        response = self.get_response(request)
        count_use(request, response)
        return response


class TokenMiddleware:
    """Let a program read as its owner with ``Authorization: Bearer TOKEN``.

    A token opens the pages and files of cases, to read; those that export many only with the scope
    for it; never an account, what is kept, or the desk. A token that is wrong, or whose owner's
    subscription has ended, gets 401; from one address 30 such in a minute, then 429.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        scheme, _blank, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            request.token = token_of(secret.strip())
            if request.token is None:
                return _refused(request)
            request.user = request.token.user
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        token = getattr(request, "token", None)
        if token is None:
            return None
        of_cases = view.__module__.partition(".")[0] == "cases"
        exports = "export" in (request.resolver_match.url_name or "")
        may = token.scope == ApiToken.Scope.EXPORT or not exports
        if of_cases and may and request.method in ("GET", "HEAD", "OPTIONS"):
            return None
        return HttpResponseForbidden(_("This token may not do that."), content_type="text/plain")


def _refused(request):
    wait = seconds_to_wait("token", caller(request))
    if wait:
        return HttpResponse(status=429, headers={"Retry-After": str(wait)})
    return HttpResponse(
        _("This token is not valid, or the subscription of its owner has ended."),
        status=401,
        content_type="text/plain",
        headers={"WWW-Authenticate": "Bearer"},
    )


class SecondFactorMiddleware:
    """With ``REQUIRE_SECOND_FACTOR`` the desk stays closed to staff who log in by password alone.

    Without it the desk opens, and its first page asks them to set up a second factor.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        to_desk = "admin" in request.resolver_match.app_names
        if to_desk and settings.REQUIRE_SECOND_FACTOR and lacks_second_factor(request.user):
            messages.info(request, _("Set up a second factor first: the desk opens then."))
            return redirect("mfa_index")
