"""Groups that every site has, and the rights that releases bring for them."""

from django.db import transaction


@transaction.atomic
def offer(name: str, rights) -> None:
    """Make the group if it is missing; give it those of ``rights`` that it was never offered.

    So what a new release brings reaches the groups of sites that exist already, and what an
    administrator took away stays away. ``rights`` is a queryset of permissions.
    """
    from django.contrib.auth.models import Group

    from web.models import OfferedRight

    group, _made = Group.objects.get_or_create(name=name)
    new = list(rights.exclude(offeredright__group=group))
    OfferedRight.objects.bulk_create(OfferedRight(group=group, right=right) for right in new)
    group.permissions.add(*new)
