"""The limit of any page: a WSGI application that answers with the bytes of one file."""

import os
from pathlib import Path

BODY = Path(os.environ["FIXED_BYTES"]).read_bytes()
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]


def application(environ, start_response):
    start_response("200 OK", HEADERS)
    return [BODY]
