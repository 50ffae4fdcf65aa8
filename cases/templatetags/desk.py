"""The first page of the admin: queues with numbers, then what is kept there by kind."""

from django import template
from django.utils.translation import gettext_lazy as _

from cases.admin.queues import QUEUES
from cases.models import (
    Category,
    City,
    Country,
    Cycle,
    Ecosystem,
    LevelOfActivity,
    Link,
    NarrativeFormat,
    Nomination,
    Practice,
    PracticeVersion,
    Region,
    Review,
    SitePage,
    SupportType,
    TranslatedName,
)
from fields.queues import counted
from partners.models import ContactPerson, Organisation, OrganisationType, Sponsor

register = template.Library()

GROUPS = (
    (_("Cases"), (Practice, Nomination, Review, PracticeVersion, Link)),
    (_("Organisations"), (Organisation, ContactPerson, Sponsor)),
    (
        _("Vocabularies"),
        (
            Category,
            LevelOfActivity,
            Ecosystem,
            OrganisationType,
            SupportType,
            NarrativeFormat,
            Cycle,
            TranslatedName,
        ),
    ),
    (_("Places"), (Region, Country, City)),
    (_("Pages"), (SitePage,)),
)


@register.simple_tag(takes_context=True)
def queues(context):
    """Return (queue, its address, number of its rows) for each queue open to who looks."""
    return counted(QUEUES, context["request"].user)


@register.simple_tag
def grouped(app_list: list[dict]) -> list[dict]:
    """Return the admin's list of models by kind; what belongs to no kind stays with its app."""
    models = {entry["model"]: entry for app in app_list for entry in app["models"]}
    groups = [
        {"name": name, "models": [models.pop(model) for model in kinds if model in models]}
        for name, kinds in GROUPS
    ]
    for app in app_list:
        rest = [entry for entry in app["models"] if entry["model"] in models]
        same = [group for group in groups if str(group["name"]).lower() == app["name"].lower()]
        if same:
            same[0]["models"] += rest
        else:
            groups.append({"name": app["name"], "models": rest})
    return [group for group in groups if group["models"]]
