"""The public addresses of this site's pages."""

from urllib.parse import urljoin

from django.conf import settings


def on_this_site(path: str) -> str:
    """Return the whole web address of ``path``, which begins with a slash; empty for none."""
    return urljoin(settings.SITE_URL, path) if path else ""
