"""The groups every site has. They are made once; what an administrator changes in them stays."""

CURATORS = "Curators"
SUBSCRIBERS = "Subscribers"
FROZEN = {
    "change",
    "dataversion",
    "importledger",
    "link",
    "linkcheck",
    "practiceversion",
    "workflowevent",
}


def ensure_groups(**kwargs) -> None:
    """Make the groups that are missing, with their rights.

    Curators may do everything with practices, vocabularies and organisations, but see versions,
    steps and ledgers without changing them. Subscribers may read the closed parts.
    """
    from django.contrib.auth.models import Group, Permission

    groups = {
        CURATORS: Permission.objects.filter(
            content_type__app_label__in=["cases", "partners"]
        ).exclude(content_type__model__in=FROZEN, codename__regex=r"^(add|change|delete)_"),
        SUBSCRIBERS: Permission.objects.filter(codename="read_closed_parts"),
    }
    for name, permissions in groups.items():
        group, made = Group.objects.get_or_create(name=name)
        if made:
            group.permissions.set(permissions)
