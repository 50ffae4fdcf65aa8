from subscribers.views.institution import institution, join, make_administrator, remove_member
from subscribers.views.overview import subscription

__all__ = ["institution", "join", "make_administrator", "remove_member", "subscription"]
