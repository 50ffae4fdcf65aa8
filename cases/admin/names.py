"""How places, categories and organisations are found by what is typed into the form of a case."""

import re

from django.db.models import F, Q
from django.utils.translation import gettext as _

from cases.models import Category, City, Country, Practice
from fields.named import Names
from partners.models import Organisation

_IN_COUNTRY = re.compile(r"(.+?)\s*,\s*(.+)")
_UNDER_TOP = re.compile(r"(.+?)\s*:\s*(.+)")
_WITH_ACRONYM = re.compile(r"(.+\S)\s*\((\S{2,20})\)")


class CityNames(Names):
    def called(self, text):
        parts = _IN_COUNTRY.fullmatch(text)
        named = Q(name__iexact=text)
        if parts:
            named |= Q(name__iexact=parts[1], country__name__iexact=parts[2])
        return self.rows().filter(named)

    def like(self, text):
        name, _comma, country = text.partition(",")
        near = Q(name__istartswith=name.strip()) | Q(alternate_names__icontains=name.strip())
        rows = self.rows().filter(near, country__name__istartswith=country.strip())
        return rows.order_by(F("population").desc(nulls_last=True), "name")

    def note(self, city):
        if city.latitude is None:
            return _("position not known")
        return f"{city.latitude:.2f}, {city.longitude:.2f}"

    def fills(self, city):
        return {"country": city.country.name}


class CountryNames(Names):
    def called(self, text):
        return self.rows().filter(Q(name__iexact=text) | Q(code__iexact=text))

    def like(self, text):
        return self.rows().filter(Q(name__icontains=text) | Q(code__iexact=text))

    def note(self, country):
        return country.region.name


class CategoryNames(Names):
    """A sub-category may be typed alone where only one top category has it."""

    def called(self, text):
        parts = _UNDER_TOP.fullmatch(text)
        if parts:
            return self.rows().filter(parent__name__iexact=parts[1], name__iexact=parts[2])
        rows = self.rows().filter(name__iexact=text)
        return rows.filter(parent=None) if rows.filter(parent=None).exists() else rows

    def like(self, text):
        top, _colon, sub = (part.strip() for part in text.partition(":"))
        near = Q(name__icontains=text) | Q(parent__name__icontains=text)
        if sub:
            near |= Q(parent__name__icontains=top, name__icontains=sub)
        tree = (F("parent__position").asc(nulls_first=True), "position", "name")
        return self.rows().offered().filter(near).order_by(*tree)


class OrganisationNames(Names):
    def called(self, text):
        name, acronym = name_and_acronym(text)
        rows = self.rows().filter(Q(name__iexact=text) | Q(name__iexact=name))
        if acronym:
            rows = rows.filter(Q(name__iexact=text) | Q(acronym__iexact=acronym) | Q(acronym=""))
        return rows if rows.exists() else self.rows().filter(acronym__iexact=text)

    def like(self, text):
        name, _acronym = name_and_acronym(text)
        return self.rows().filter(Q(name__icontains=name) | Q(acronym__istartswith=text))

    def note(self, organisation):
        facts = (organisation.type, organisation.country.name, organisation.address)
        return " · ".join(str(fact).split("\n")[0] for fact in facts if fact)


class PublishedCaseNames(Names):
    name_field = "title"

    def rows(self):
        return super().rows().filter(state=Practice.State.PUBLISHED)

    def called(self, text):
        return self.rows().filter(title__iexact=text)

    def like(self, text):
        return self.rows().filter(title__icontains=text)


def name_and_acronym(text: str) -> tuple[str, str]:
    """Split "World Health Organization (WHO)"; the acronym is empty where none is in brackets."""
    parts = _WITH_ACRONYM.fullmatch(text)
    return (parts[1], parts[2]) if parts else (text, "")


CITIES = CityNames("city", City, related=("country",))
COUNTRIES = CountryNames("country", Country, related=("region",))
CATEGORIES = CategoryNames("category", Category, related=("parent",))
ORGANISATIONS = OrganisationNames("organisation", Organisation, related=("type",))
PUBLISHED_CASES = PublishedCaseNames("published-case", Practice)
KINDS = (CITIES, COUNTRIES, CATEGORIES, ORGANISATIONS, PUBLISHED_CASES)
NAMES = {names.kind: names for names in KINDS}
