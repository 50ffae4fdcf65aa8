"""Limits on how often something may be done, counted for all processes together."""

import math
from datetime import UTC, datetime, timedelta
from functools import wraps

from django.db import transaction
from django.db.models import F
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from web.client import client_address
from web.models import RateWindow


def seconds_to_wait(action: str, actor: str, most: int, per: int) -> int:
    """Count one ``action`` of ``actor``; return 0 if it is allowed, else the seconds until it is.

    At most ``most`` are allowed in each window of ``per`` seconds. The count is exact whatever the
    number of processes. Effects: one row is written; rows of past windows are deleted now and then.
    """
    now = timezone.now()
    window = math.floor(now.timestamp() / per)
    ends_at = datetime.fromtimestamp((window + 1) * per, UTC)
    key = salted_hmac("web.rate_limit", f"{action}\n{actor}\n{per}\n{window}", algorithm="sha256")
    with transaction.atomic():
        row = RateWindow.objects.filter(key=key.hexdigest())
        if not row.update(count=F("count") + 1):
            RateWindow.objects.filter(ends_at__lt=now - timedelta(minutes=1)).delete()
            RateWindow.objects.get_or_create(key=key.hexdigest(), defaults={"ends_at": ends_at})
            row.update(count=F("count") + 1)
        count = row.values_list("count", flat=True).get()
    return 0 if count <= most else max(1, math.ceil((ends_at - now).total_seconds()))


def rate_limited(action: str, most: int, per: int, methods: tuple[str, ...] = ("POST",)):
    """Let a view answer each client address ``most`` times per ``per`` seconds, else with 429.

    Only requests with one of ``methods`` are counted.
    """

    def limit(view):
        @wraps(view)
        def limited(request, *args, **kwargs):
            if request.method in methods:
                wait = seconds_to_wait(action, client_address(request), most, per)
                if wait:
                    return too_many(request, wait)
            return view(request, *args, **kwargs)

        return limited

    return limit


def too_many(request, wait: int):
    """Return the page that says to come back in ``wait`` seconds."""
    minutes = math.ceil(wait / 60)
    response = render(request, "429.html", {"minutes": minutes}, status=429)
    response.headers["Retry-After"] = str(wait)
    return response
