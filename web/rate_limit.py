"""Limits on how often something may be done, counted for all processes together.

Each process counts for itself and tells the others through the database once in every tenth of a
limit. So what is limited to a few times an hour is counted exactly; what is limited to hundreds a
minute, such as searching, is counted without a query for all but those who do it without pause,
and may pass its limit by a tenth for each further process.
"""

import ipaddress
import math
import threading
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import wraps

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from web.client import client_address
from web.models import RateWindow

SHARE = 10
"""Into how many parts a limit is cut; after each a process tells what it counted."""
MOST_COUNTED = 10_000
"""Actors a process remembers; of those beyond, the ones heard of longest ago are forgotten."""
SAFE = ("GET", "HEAD")
MINUTE = 60


@dataclass
class Count:
    """What a process knows of an actor in one window: what all counted, and what it did since.

    ``tried`` is how much of that it could not tell when it tried last.
    """

    together: int = 0
    untold: int = 0
    tried: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Counts:
    """Of one process, by key of the window."""

    def __init__(self):
        self._counts: OrderedDict[str, Count] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, key: str) -> Count:
        with self._lock:
            count = self._counts.setdefault(key, Count())
            self._counts.move_to_end(key)
            if len(self._counts) > MOST_COUNTED:
                self._counts.popitem(last=False)
            return count

    def clear(self) -> None:
        self.__init__()


COUNTS = Counts()


def seconds_to_wait(action: str, actor: str) -> int:
    """Count one ``action`` of ``actor``; return 0 if it is allowed, else the seconds until it is.

    ``settings.RATE_LIMITS`` says how many are allowed in each window of how many seconds. Effects:
    after each SHARE of the limit one row is written, and rows of past windows are deleted now and
    then. While the database is away the process's own count decides.
    """
    most, per = settings.RATE_LIMITS[action]
    now = timezone.now().timestamp()
    window = math.floor(now / per)
    key, end = f"{action}\n{actor}\n{per}\n{window}", (window + 1) * per
    count = COUNTS.of(key)
    with count.lock:
        count.untold += 1
        if count.together <= most and count.untold - count.tried >= max(1, most // SHARE):
            _tell(count, key, end)
        if count.together + count.untold <= most:
            return 0
    return max(1, math.ceil(end - now))


def _tell(count: Count, key: str, end: float) -> None:
    """Add what was counted here to what others counted, and learn the sum."""
    hashed = salted_hmac("web.rate_limit", key, algorithm="sha256").hexdigest()
    count.tried = count.untold
    with suppress(DatabaseError):
        count.together = _add(hashed, count.untold, datetime.fromtimestamp(end, UTC))
        count.untold = count.tried = 0


def _add(key: str, times: int, ends_at: datetime) -> int:
    with transaction.atomic():
        row = RateWindow.objects.filter(key=key)
        if not row.update(count=F("count") + times):
            old = timezone.now() - timedelta(minutes=1)
            RateWindow.objects.filter(ends_at__lt=old).delete()
            RateWindow.objects.get_or_create(key=key, defaults={"ends_at": ends_at})
            row.update(count=F("count") + times)
        return row.values_list("count", flat=True).get()


def rate_limited(action: str, methods: tuple[str, ...] = ("POST",)):
    """Let a view answer each caller so often as ``settings.RATE_LIMITS`` allows, else with 429.

    Only requests with one of ``methods`` are counted.
    """

    def limit(view):
        @wraps(view)
        def limited(request, *args, **kwargs):
            if request.method in methods:
                wait = seconds_to_wait(action, caller(request))
                if wait:
                    return too_many(request, wait)
            return view(request, *args, **kwargs)

        return limited

    return limit


def caller(request) -> str:
    """Return who is counted: the client's address, of IPv6 its network of 64 bits.

    Whoever has one IPv6 address has the whole network, and could call from another each time.
    """
    address = client_address(request)
    if ":" not in address:
        return address
    try:
        return str(ipaddress.ip_network(f"{address.partition('%')[0]}/64", strict=False))
    except ValueError:
        return address


def too_many(request, wait: int = MINUTE):
    """Return the page that says to come back in ``wait`` seconds."""
    minutes = math.ceil(wait / MINUTE)
    response = render(request, "429.html", {"minutes": minutes}, status=429)
    response.headers["Retry-After"] = str(wait)
    response.headers["Cache-Control"] = "private, no-store"
    return response
