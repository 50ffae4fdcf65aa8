"""Organisations that stand in cases. Persons who may be reached there are never in an answer."""

from collections import defaultdict

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.access import Part, may_read
from cases.api import term_shapes as shapes
from cases.api.paging import Paged
from cases.api.parameters import PAGE, PAGE_SIZE
from cases.api.resource import Resource
from cases.models import Practice
from partners.models import Organisation, reached_by

WAYS = {
    "contact": "contact_organisation",
    "nominator": "nominating_organisation",
    "partner": "partnerships__organisation",
}


def _public():
    """Return the organisations of cases in the collection, not those of drafts alone."""
    published = Practice.objects.published().order_by()
    conditions = [Exists(published.filter(**{way: OuterRef("pk")})) for way in WAYS.values()]
    found = Organisation.objects.filter(conditions[0] | conditions[1] | conditions[2])
    return found.select_related("type").order_by("name", "pk")


def _roles(organisations: list[Organisation]) -> dict[int, list[tuple[str, str, str]]]:
    """Return role, slug and title of the cases each organisation stands in, by title."""
    found = defaultdict(list)
    for role, way in WAYS.items():
        rows = Practice.objects.published().filter(**{f"{way}__in": organisations})
        for key, slug, title in rows.values_list(way, "slug", "title").distinct():
            found[key].append((role, slug, title))
    return {key: sorted(rows, key=lambda row: (row[2], row[1])) for key, rows in found.items()}


class _Shown(Resource):
    def shown(self, organisation: Organisation, roles: list) -> dict:
        return {
            "id": organisation.pk,
            "name": organisation.name,
            "acronym": organisation.acronym,
            "country": organisation.country.code or "",
            "type": organisation.type.name if organisation.type else None,
            "cases": len({slug for _role, slug, _title in roles}),
            "url": self.address(reverse("api:organisation", args=[organisation.pk])),
        }


class OrganisationList(_Shown, Paged):
    """The organisations of cases: contacts, nominators and partners."""

    tag = "Organisations"
    parameters = (PAGE, PAGE_SIZE)
    shape = shapes.OrganisationList

    def find(self):
        found = _public()
        head, shown = self.page_of(found.count())
        here = list(found[shown])
        roles = _roles(here)
        return {**head, "results": [self.shown(each, roles.get(each.pk, [])) for each in here]}


class OrganisationDetail(_Shown):
    """One organisation, with the cases it stands in.

    What reaches it is there for those who may read contact details.
    """

    tag = "Organisations"
    shape = shapes.OrganisationDetail

    def find(self, key):
        organisation = _public().filter(pk=key).first()
        if organisation is None:
            raise Http404(_("There is no such organisation."))
        roles = _roles([organisation]).get(organisation.pk, [])
        return {
            **self.shown(organisation, roles),
            "roles": [
                {
                    "practice": slug,
                    "title": title,
                    "role": role,
                    "url": self.address(reverse("api:practice", args=[slug])),
                }
                for role, slug, title in roles
            ],
            "contact": self._contact(organisation),
        }

    def _contact(self, organisation: Organisation) -> dict | None:
        if not may_read(self.request.reader, Part.CONTACT_DETAILS):
            return None
        reached = reached_by(organisation.contact_points.all())
        return {"address": organisation.address, "url": organisation.url, **reached}
