"""How places, categories and organisations are found by what is typed into the form of a case."""

import operator
import re

from django.db.models import F, Q
from django.utils.translation import gettext as _

from cases import glossary
from cases.forms import name_and_acronym
from cases.models import Category, City, Country, Practice
from fields.named import Names
from fields.term import said
from partners.models import Organisation

State = Practice.State
_IN_COUNTRY = re.compile(r"(.+?)\s*,\s*(.+)")
_UNDER_TOP = re.compile(r"(.+?)\s*:\s*(.+)")


def _called(text: str, way: str = "name") -> Q:
    """Match what is called ``text``, in the language of the vocabularies or in the curator's."""
    return Q(**{f"{way}__iexact": text}) | Q(**{f"{way}__in": glossary.meant_by(text)})


def _like(text: str, way: str = "name") -> Q:
    near = glossary.meant_by(text, operator.contains)
    return Q(**{f"{way}__icontains": text}) | Q(**{f"{way}__in": near})


def _begins(text: str, way: str) -> Q:
    near = glossary.meant_by(text, str.startswith)
    return Q(**{f"{way}__istartswith": text}) | Q(**{f"{way}__in": near})


class CityNames(Names):
    def called(self, text):
        parts = _IN_COUNTRY.fullmatch(text)
        named = Q(name__iexact=text)
        if parts:
            named |= Q(name__iexact=parts[1]) & _called(parts[2], "country__name")
        return self.rows().filter(named)

    def like(self, text):
        name, _comma, country = text.partition(",")
        near = Q(name__istartswith=name.strip()) | Q(alternate_names__icontains=name.strip())
        rows = self.rows().filter(near, _begins(country.strip(), "country__name"))
        return rows.order_by(F("population").desc(nulls_last=True), "name")

    def note(self, city):
        if city.latitude is None:
            return _("position not known")
        return f"{city.latitude:.2f}, {city.longitude:.2f}"

    def fills(self, city):
        return {"country": str(city.country)}


class CountryNames(Names):
    def called(self, text):
        return self.rows().filter(_called(text) | Q(code__iexact=text))

    def like(self, text):
        return self.rows().filter(_like(text) | Q(code__iexact=text))

    def note(self, country):
        return str(country.region)


class CategoryNames(Names):
    """A sub-category may be typed alone where only one top category has it."""

    def called(self, text):
        parts = _UNDER_TOP.fullmatch(text)
        if parts:
            return self.rows().filter(_called(parts[1], "parent__name"), _called(parts[2]))
        rows = self.rows().filter(_called(text))
        return rows.filter(parent=None) if rows.filter(parent=None).exists() else rows

    def like(self, text):
        top, _colon, sub = (part.strip() for part in text.partition(":"))
        near = _like(text) | _like(text, "parent__name")
        if sub:
            near |= _like(top, "parent__name") & _like(sub)
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
        country = said(glossary.country(organisation.country.code))
        facts = (organisation.type, country, organisation.address)
        return " · ".join(str(fact).split("\n")[0] for fact in facts if fact)


class CaseNames(Names):
    """Titles of cases in some of the states."""

    name_field = "title"

    def __init__(self, kind: str, *states: Practice.State):
        super().__init__(kind, Practice)
        self.states = states

    def rows(self):
        return super().rows().filter(state__in=self.states)

    def called(self, text):
        return self.rows().filter(title__iexact=text)

    def like(self, text):
        return self.rows().filter(title__icontains=text)


CITIES = CityNames("city", City, related=("country",))
COUNTRIES = CountryNames("country", Country, related=("region",))
CATEGORIES = CategoryNames("category", Category, related=("parent",))
ORGANISATIONS = OrganisationNames("organisation", Organisation, related=("type",))
PUBLISHED_CASES = CaseNames("published-case", State.PUBLISHED)
ORIGINALS = CaseNames("original", State.PUBLISHED, State.ARCHIVED)
KINDS = (CITIES, COUNTRIES, CATEGORIES, ORGANISATIONS, PUBLISHED_CASES, ORIGINALS)
NAMES = {names.kind: names for names in KINDS}
