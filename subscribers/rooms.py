"""Reading rooms: which institution's addresses somebody calls from."""

import ipaddress
import time
from functools import lru_cache

from django.db import connections, router

from subscribers.models import AddressRange, Subscription
from subscribers.models.membership import sortable
from web.client import address_in

RECENT_SECONDS = 0.5


def room_at(address: str) -> Subscription | None:
    """Return the running subscription of the reading room that ``address`` belongs to."""
    place = _place(address)
    if not place or not _is_in_a_range(place):
        return None
    in_room = {
        "institution__address_ranges__first__lte": place,
        "institution__address_ranges__last__gte": place,
    }
    return Subscription.objects.running().filter(**in_room).select_related("institution").first()


def _is_in_a_range(place: str) -> bool:
    """Whether any institution has the address. In SQL, because every page asks for it."""
    with connections[router.db_for_read(AddressRange)].cursor() as cursor:
        table = AddressRange._meta.db_table
        condition = "first <= %s AND last >= %s"
        cursor.execute(f"SELECT 1 FROM {table} WHERE {condition} LIMIT 1", [place, place])
        return cursor.fetchone() is not None


@lru_cache(10_000)
def _place(address: str) -> str:
    try:
        return sortable(ipaddress.ip_address(address))
    except ValueError:
        return ""


class _Ranges:
    """All address ranges as last read; read again now and then."""

    def __init__(self):
        self._ranges, self._until = [], 0.0

    def hold(self, place: str) -> bool:
        now = time.monotonic()
        if now > self._until:
            self._ranges = list(AddressRange.objects.order_by().values_list("first", "last"))
            self._until = now + RECENT_SECONDS
        return any(first <= place <= last for first, last in self._ranges)


_recent = _Ranges()


def is_in_room(meta: dict) -> bool:
    """Whether a call with these WSGI variables comes from a range of a reading room.

    This only keeps the cache of visitors' pages from answering there, and may be half a second
    late; what a room opens is decided by ``room_at``, which asks the database.
    """
    return _recent.hold(_place(address_in(meta)))
