from subscribers.models.kept import (
    ApiToken,
    ListedCase,
    Note,
    ReadingList,
    SavedSearch,
    SearchRecord,
)
from subscribers.models.membership import AddressRange, Invitation, MailDomain, Membership, UseOfDay
from subscribers.models.order import Order, OrderEvent
from subscribers.models.place import StatedPlace
from subscribers.models.subscription import (
    Institution,
    Kind,
    Plan,
    Reminder,
    Subscription,
    SubscriptionEvent,
)

__all__ = [
    "AddressRange",
    "ApiToken",
    "Institution",
    "Invitation",
    "Kind",
    "ListedCase",
    "MailDomain",
    "Membership",
    "Note",
    "Order",
    "OrderEvent",
    "Plan",
    "ReadingList",
    "Reminder",
    "SavedSearch",
    "SearchRecord",
    "StatedPlace",
    "Subscription",
    "SubscriptionEvent",
    "UseOfDay",
]
