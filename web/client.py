"""Who calls: the address of the client behind the proxies we trust."""

import ipaddress

from django.conf import settings


def client_address(request) -> str:
    """Return the address of the client, as text."""
    return address_in(request.META)


def address_in(meta: dict) -> str:
    """Return the address of the client, as text, from the variables of a WSGI request.

    Each of the ``TRUSTED_PROXIES`` in front of the site adds the address it was called from to
    X-Forwarded-For; what stands further left was written by the caller and is not believed. A
    header that is shorter than that, or no address, leaves the address of the connection.
    """
    direct = meta.get("REMOTE_ADDR", "")
    hops = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if not 0 < settings.TRUSTED_PROXIES <= len(hops):
        return direct
    try:
        return str(ipaddress.ip_address(hops[-settings.TRUSTED_PROXIES]))
    except ValueError:
        return direct
