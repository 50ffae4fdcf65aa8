from subscribers.views.institution import institution, join, make_administrator, remove_member
from subscribers.views.order import cancel_order, new_order, placed_order, receipt
from subscribers.views.overview import subscription

__all__ = [
    "cancel_order",
    "institution",
    "join",
    "make_administrator",
    "new_order",
    "placed_order",
    "receipt",
    "remove_member",
    "subscription",
]
