"""The group every site has. It is made once; what an administrator changes in it stays."""

CURATORS = "Curators"
FROZEN = {
    "change",
    "dataversion",
    "importledger",
    "link",
    "linkcheck",
    "practiceversion",
    "proposedrevision",
    "workflowevent",
}


def ensure_groups(**kwargs) -> None:
    """Make the group of the curators, with its rights, when it is missing.

    Curators may do everything with practices, vocabularies and organisations, but see versions,
    steps and ledgers without changing them. Subscribers are no group: what they may read, they may
    read while a subscription runs.
    """
    from django.contrib.auth.models import Group, Permission

    curators, made = Group.objects.get_or_create(name=CURATORS)
    if made:
        rights = Permission.objects.filter(content_type__app_label__in=["cases", "partners"])
        curators.permissions.set(
            rights.exclude(content_type__model__in=FROZEN, codename__regex=r"^(add|change|delete)_")
        )
