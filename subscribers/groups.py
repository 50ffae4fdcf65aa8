"""The group of those who handle orders and subscriptions. What is changed in it stays."""

from web.groups import offer

SUBSCRIPTION_DESK = "Subscription desk"


def ensure_group(**kwargs) -> None:
    """Make the group when it is missing; offer it the rights to see and change all of this app."""
    from django.contrib.auth.models import Permission

    rights = Permission.objects.filter(content_type__app_label="subscribers")
    frozen = ["subscriptionevent", "orderevent"]
    kept_by_readers = ["savedsearch", "searchrecord", "readinglist", "listedcase", "note"]
    closed = [*frozen, *kept_by_readers, "apitoken", "useofday", "reminder"]
    offer(SUBSCRIPTION_DESK, rights.exclude(content_type__model__in=closed))
