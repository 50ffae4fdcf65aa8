"""What is logged of a request: its route, never the address somebody asked for.

An address may hold a search, a secret link or a name; a route such as ``practices/<slug:slug>/``
does not.
"""

import logging

from django.http import HttpRequest


class RouteInsteadOfAddress(logging.Filter):
    """Rewrite what Django logs about a request into reason, method and route."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            match = getattr(request, "resolver_match", None)
            reason = record.getMessage().partition(":")[0]
            record.msg = "%s: %s %s"
            record.args = (reason, request.method, match.route if match else "no such address")
            del record.request
        elif request is not None:  # the line of Django's development server, with its socket
            record.msg, record.args = "answered %s", (getattr(record, "status_code", ""),)
            del record.request
        return True
