"""A request that meets a dead database is asked once more of another one.

Safe requests (GET, HEAD, OPTIONS) only: what may have written is answered 503 and never repeated.
A database that failed is left alone for BREAK_SECONDS by this process; the last one to be asked is
given longer. A browser that has just written, or is logged in, reads from the primary, so it sees
what it wrote.
"""

import random
import time
from http.cookies import SimpleCookie

from django.conf import settings

from operation.replicas.deadline import PATIENT_SECONDS, database_time
from operation.replicas.routing import PRIMARY, reading_from

SAFE = {"GET", "HEAD", "OPTIONS"}
PIN, PIN_SECONDS = "just_wrote", 10
BREAK_SECONDS = 10
FAILED = "operation.database_failed"
"""Set in the WSGI environment by the page that says the database is away."""
ELSEWHERE = "operation.another_database_is_asked"
"""True in the WSGI environment where a request that meets a dead database is asked once more."""


class Failover:
    """A WSGI application around the site that chooses where each request reads."""

    def __init__(self, application, replicas: list[str], clock=time.monotonic):
        self.application, self.replicas, self.clock = application, replicas, clock
        self.broken_until: dict[str, float] = {}

    def __call__(self, environ, start_response):
        if environ["REQUEST_METHOD"] not in SAFE:
            return self._writing(environ, start_response)
        candidates = self._candidates(environ)
        for alias in candidates:
            environ[ELSEWHERE] = alias != candidates[-1]
            seconds = settings.READ_SECONDS if environ[ELSEWHERE] else PATIENT_SECONDS
            with reading_from(alias), database_time(seconds):
                head, answer = self._ask(environ)
            if FAILED not in environ:
                break
            self.broken_until[alias] = self.clock() + BREAK_SECONDS
        start_response(*head)
        return answer

    def _ask(self, environ):
        """Return the head and the body that the site gives, without sending them yet."""
        environ.pop(FAILED, None)
        said = []
        answer = self.application(environ, lambda *head: said.append(head))
        return said[-1], answer

    def _candidates(self, environ) -> list[str]:
        """Where to read: first choice and second, those that failed of late after the others."""
        replicas = random.sample(self.replicas, len(self.replicas))
        every = [PRIMARY, *replicas] if _pinned(environ) else [*replicas, PRIMARY]
        now = self.clock()
        return sorted(every, key=lambda alias: self.broken_until.get(alias, 0) > now)[:2]

    def _writing(self, environ, start_response):
        def start(status, headers, *rest):
            return start_response(status, [*headers, ("Set-Cookie", _pin())], *rest)

        with reading_from(PRIMARY), database_time(PATIENT_SECONDS):
            return self.application(environ, start)


def _pinned(environ) -> bool:
    cookies = environ.get("HTTP_COOKIE", "")
    return settings.SESSION_COOKIE_NAME in cookies or PIN in cookies


def _pin() -> str:
    cookie = SimpleCookie({PIN: "1"})
    where = {"path": settings.SITE_PATH, "httponly": True, "samesite": "Lax"}
    cookie[PIN].update({"max-age": PIN_SECONDS, **where})
    if settings.SESSION_COOKIE_SECURE:
        cookie[PIN]["secure"] = True
    return cookie[PIN].OutputString()
