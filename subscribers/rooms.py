"""Reading rooms: which institution's addresses somebody calls from."""

import ipaddress
import time

from subscribers.models import AddressRange, Subscription
from subscribers.models.membership import sortable
from web.client import address_in

RECENT_SECONDS = 0.5


def room_at(address: str) -> Subscription | None:
    """Return the running subscription of the reading room that ``address`` belongs to."""
    place = _place(address)
    in_room = {
        "institution__address_ranges__first__lte": place,
        "institution__address_ranges__last__gte": place,
    }
    running = Subscription.objects.running().filter(**in_room).select_related("institution")
    return running.first() if place else None


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
