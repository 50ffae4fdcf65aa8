from .kept import ApiToken, ListedCase, Note, ReadingList, SavedSearch, SearchRecord
from .membership import AddressRange, Invitation, MailDomain, Membership, UseOfDay
from .order import Order, OrderEvent
from .place import StatedPlace
from .subscription import Institution, Kind, Plan, Reminder, Subscription, SubscriptionEvent

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
