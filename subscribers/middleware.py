"""Reading rooms, and what is asked of people before a page opens to them."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cases.access import Reader
from subscribers.accounts import lacks_second_factor
from subscribers.rooms import room_at
from subscribers.use import count_use
from web.client import client_address


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
