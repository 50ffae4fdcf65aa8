"""What is too large to be looked at: long addresses, long forms, large files."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.defaults import bad_request as unreadable

MOST_OF_ADDRESS = 8_000
"""Characters of path and query; gunicorn itself refuses lines that are little longer."""
TOO_LARGE, TOO_LONG = 413, 414


class RequestSizes:
    """Refuse what is too large by what it says of itself, before anything is read of it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if len(request.path) + len(request.META.get("QUERY_STRING", "")) > MOST_OF_ADDRESS:
            return _refused(_("The address is too long."), TOO_LONG)
        if _length(request) > settings.MAX_UPLOAD_MB * 1_000_000:
            return too_large()
        return self.get_response(request)


def _length(request) -> int:
    said = request.META.get("CONTENT_LENGTH", "")
    return int(said) if said.isascii() and said.isdigit() else 0


def bad_request(request, exception):
    """Answer what Django calls a bad request: 413 for a form that is too large, else 400."""
    if isinstance(exception, RequestDataTooBig):
        return too_large()
    return unreadable(request, exception)


def too_large():
    reason = _("What was sent is too large: a file may have %d MB, a form much less.")
    return _refused(reason % settings.MAX_UPLOAD_MB, TOO_LARGE)


def _refused(reason: str, status: int):
    return render(None, "400.html", {"reason": reason}, status=status)
