"""The group of those who handle orders and subscriptions. What is changed in it stays."""

SUBSCRIPTION_DESK = "Subscription desk"


def ensure_group(**kwargs) -> None:
    """Make the group with the rights to see and change all of this app, when it is missing."""
    from django.contrib.auth.models import Group, Permission

    group, made = Group.objects.get_or_create(name=SUBSCRIPTION_DESK)
    if made:
        rights = Permission.objects.filter(content_type__app_label="subscribers")
        frozen = ["subscriptionevent", "orderevent"]
        kept_by_readers = ["savedsearch", "searchrecord", "readinglist", "listedcase", "note"]
        closed = [*frozen, *kept_by_readers, "apitoken", "useofday", "reminder"]
        group.permissions.set(rights.exclude(content_type__model__in=closed))
