"""The desk of subscriptions: orders, subscriptions, institutions, plans."""

from subscribers.admin import orders, subscriptions

__all__ = ["orders", "subscriptions"]
