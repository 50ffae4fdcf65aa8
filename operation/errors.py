"""The page for what broke: 503 when the database is away, else 500."""

import sys

from django.db import InterfaceError, OperationalError
from django.shortcuts import render
from django.views.defaults import server_error as broken

from operation.replicas.failover import FAILED

RETRY_AFTER_SECONDS = "10"


def server_error(request):
    """Answer a request that ended in an exception; Django has logged it."""
    if not isinstance(sys.exception(), (OperationalError, InterfaceError)):
        return broken(request)
    request.environ[FAILED] = True
    response = render(None, "503.html", status=503)
    response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    response.headers["Cache-Control"] = "no-store"
    return response
