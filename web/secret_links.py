"""Pages whose address is a key: whoever has the link may act."""

from functools import wraps


def secret_link(view):
    """Keep what ``view`` answers under such a link out of search engines.

    The site's referrer policy keeps the link from other sites; a stricter one would make the
    browser hide from us, too, where the form comes from, and the guard against forged forms would
    refuse it.
    """

    @wraps(view)
    def hidden(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return hidden
