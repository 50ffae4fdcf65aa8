"""What is logged of a request: its route, never the address somebody asked for.

An address may hold a search, a secret link or a name; a route such as ``practices/<slug:slug>/``
does not. A database that failed a reader whom another one then answered is a line, not an error.
"""

import logging

from django.http import HttpRequest

from operation.replicas.failover import ELSEWHERE, FAILED


class RouteInsteadOfAddress(logging.Filter):
    """Rewrite what Django logs about a request into reason, method and route."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            match = getattr(request, "resolver_match", None)
            reason = record.getMessage().partition(":")[0]
            record.msg = "%s: %s %s"
            record.args = (reason, request.method, match.route if match else _unrouted(record))
            del record.request
            away = record.exc_info and request.META.get(FAILED)
            if away and request.META.get(ELSEWHERE):
                return _as_warning(record)
        elif request is not None:  # the line of Django's development server, with its socket
            record.msg, record.args = "answered %s", (getattr(record, "status_code", ""),)
            del record.request
        return True


def _unrouted(record: logging.LogRecord) -> str:
    found_none = getattr(record, "status_code", 404) == 404
    return "no such address" if found_none else "before its address was looked at"


def _as_warning(record: logging.LogRecord) -> bool:
    """Say in one line why this database did not answer; return whether warnings are logged."""
    why = str(record.exc_info[1]).partition("\n")[0]
    record.msg, record.args = f"Another database is asked: {record.msg} (%s)", (*record.args, why)
    record.levelno, record.levelname = logging.WARNING, "WARNING"
    record.exc_info = None
    return logging.getLogger(record.name).isEnabledFor(logging.WARNING)
