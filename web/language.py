"""The language a reader chooses at the foot of a page."""

from django.conf import settings
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language


@csrf_exempt
def choose_language(request):
    """Keep it in a cookie and lead back; where nothing says whence they came, to the main menu.

    Pages kept for all visitors hold no token of one, and the form changes that cookie alone.
    """
    answer = set_language(request)
    if answer.headers.get("Location") == "/":
        answer.headers["Location"] = settings.SITE_PATH
    return answer
