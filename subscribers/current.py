"""Who is a subscriber now: the one place that says so.

The access policy learns it by two ways and knows nothing of subscriptions: an account has the
permission ``cases.read_closed_parts`` while ``subscription_of`` finds one (``backend.py``); a
request from a reading room (``rooms.py``) carries ``reads_at_least`` (``middleware.py``).
"""

from subscribers.models import Subscription


def subscription_of(user) -> Subscription | None:
    """Return the running subscription under which ``user`` reads, the one that ends last.

    It is looked up once for each user object, which lives as long as a request.
    """
    if not user.is_authenticated or not user.is_active:
        return None
    if not hasattr(user, "_running_subscription"):
        running = Subscription.objects.running().of(user).select_related("institution")
        user._running_subscription = running.first()
    return user._running_subscription


def last_subscription_of(user) -> Subscription | None:
    """Return the subscription ``user`` had last, running or not."""
    if not user.is_authenticated:
        return None
    return Subscription.objects.of(user).select_related("institution").first()
