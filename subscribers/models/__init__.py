from .membership import AddressRange, Invitation, MailDomain, Membership, UseOfDay
from .subscription import Institution, Kind, Plan, Reminder, Subscription, SubscriptionEvent

__all__ = [
    "AddressRange",
    "Institution",
    "Invitation",
    "Kind",
    "MailDomain",
    "Membership",
    "Plan",
    "Reminder",
    "Subscription",
    "SubscriptionEvent",
    "UseOfDay",
]
