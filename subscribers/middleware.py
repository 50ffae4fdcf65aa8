"""What is asked of people before a page opens to them."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from subscribers.accounts import lacks_second_factor


class SecondFactorMiddleware:
    """With ``REQUIRE_SECOND_FACTOR`` the desk stays closed to staff who log in by password alone.

    Without it the desk opens, and its first page asks them to set up a second factor.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        to_desk = request.path.startswith(reverse("admin:index"))
        if to_desk and settings.REQUIRE_SECOND_FACTOR and lacks_second_factor(request.user):
            messages.info(request, _("Set up a second factor first: the desk opens then."))
            return redirect("mfa_index")
        return self.get_response(request)
