"""The groups every site has. What an administrator changes in them stays (``web.groups``)."""

from web.groups import offer

CONTRIBUTORS = "Contributors"
REVIEWERS = "Reviewers"
CURATORS = "Curators"
CHIEF_CURATORS = "Chief curators"

# Written by the workflow, importers, nominators, the link checker and decisions on terms alone.
WRITTEN = {
    "change",
    "dataversion",
    "formerterm",
    "importledger",
    "link",
    "linkcheck",
    "practiceversion",
    "proposedrevision",
    "review",
    "reviewremark",
    "unknownterm",
    "unknowntermuse",
    "workflowevent",
}
FOR_CHIEFS = ["publish_unreviewed_practice", "delete_practice"]
FOR_CONTRIBUTORS = [
    "contribute_practice",
    "view_category",
    "view_city",
    "view_country",
    "view_organisation",
    "add_organisation",
]


def ensure_groups(**kwargs) -> None:
    """Make the groups that are missing; offer all of them the rights they should have.

    Contributors enter cases and keep their own drafts; reviewers may be asked to review cases of
    others. Curators may do everything with practices, vocabularies and organisations, but see
    versions, steps, reviews, ledgers and nominations without changing them; publishing without two
    reviews and deleting cases is for chief curators. Subscribers are no group: what they may read,
    they may read while a subscription runs.
    """
    from django.contrib.auth.models import Permission

    everything = Permission.objects.filter(content_type__app_label__in=["cases", "partners"])
    kept = (
        everything.exclude(codename="review_practice")
        .exclude(content_type__model__in=WRITTEN, codename__regex=r"^(add|change|delete)_")
        .exclude(codename__in=["add_nomination", "change_nomination"])
    )
    groups = {
        CONTRIBUTORS: everything.filter(codename__in=FOR_CONTRIBUTORS),
        REVIEWERS: everything.filter(codename="review_practice"),
        CURATORS: kept.exclude(codename__in=FOR_CHIEFS),
        CHIEF_CURATORS: kept,
    }
    for name, rights in groups.items():
        offer(name, rights)
