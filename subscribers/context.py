"""What every template may say of the reader's subscription."""

from django.utils.functional import SimpleLazyObject

from subscribers.current import last_subscription_of, subscription_of


def subscription(request):
    """Return the running subscription, the one that was last, and the reading room.

    Nothing is looked up before a template asks.
    """
    user = getattr(request, "user", None)
    if user is None:
        return {}
    return {
        "subscription": SimpleLazyObject(lambda: subscription_of(user)),
        "last_subscription": SimpleLazyObject(lambda: last_subscription_of(user)),
        "reading_room": getattr(request, "reading_room", None),
    }
