"""Looking the record's names up in the vocabularies, each asked of the database once."""

from cases.models import (
    Category,
    City,
    Country,
    Cycle,
    Ecosystem,
    LevelOfActivity,
    NarrativeFormat,
    SupportType,
    UnknownTerm,
)
from partners.models import Organisation, OrganisationType


class Vocabularies:
    """Finds terms by name, whatever the case of the letters; keeps what it found.

    A text that a curator decided to mean a term finds that term. Make a new one for each import: it
    does not see terms that others add meanwhile.
    """

    def __init__(self):
        self.forget()

    def forget(self):
        """Drop what was found; needed when a transaction that made terms is rolled back."""
        self._terms: dict = {}
        self._cities: dict = {}
        self._cycles: dict = {}
        self._organisations: dict = {}

    def level(self, name: str) -> LevelOfActivity | None:
        return self._term("level_of_activity", name)

    def ecosystem(self, name: str) -> Ecosystem | None:
        return self._term("ecosystem", name)

    def support_type(self, name: str) -> SupportType | None:
        return self._term("support_type", name)

    def organisation_type(self, name: str) -> OrganisationType | None:
        return self._term("organisation_type", name)

    def country(self, code: str) -> Country | None:
        if Country not in self._terms:
            self._terms[Country] = Country.objects.in_bulk()
        return self._terms[Country].get(code)

    def category(self, top: str, sub: str | None = None) -> Category | None:
        found = self._term("category", top)
        if not sub:
            return found
        name = (found.parent or found).name if found else top
        return self._term("category", sub, name) or self._term("category", sub, top)

    def city(self, name: str, countries: list[str]) -> City | None:
        """Return the city of that name in the first of ``countries`` that has one, the largest."""
        key = (name.lower(), tuple(countries))
        if key not in self._cities:
            rows = City.objects.filter(name__iexact=name, country__in=countries)
            rows = sorted(
                rows, key=lambda city: (countries.index(city.country_id), -(city.population or 0))
            )
            self._cities[key] = rows[0] if rows else None
        return self._cities[key]

    def new_city(self, name: str, country: Country) -> City:
        city = City.objects.create(name=name, country=country)
        self._cities[name.lower(), (country.pk,)] = city
        return city

    def cycle(self, year: int, body: str | None) -> Cycle:
        """Return the cycle of ``year`` (of ``body``, if it is named), made when there is none."""
        key = (year, body)
        if key not in self._cycles:
            rows = Cycle.objects.filter(year=year)
            if body:
                rows = rows.filter(body=body)
            self._cycles[key] = rows.order_by("pk").first() or Cycle.objects.create(
                year=year, body=body or "", name=f"Cycle of {year}"
            )
        return self._cycles[key]

    def organisation(self, name: str) -> Organisation:
        """Return the organisation of that name, made when there is none."""
        key = name.lower()
        if key not in self._organisations:
            rows = Organisation.objects.filter(name__iexact=name).order_by("pk")
            self._organisations[key] = rows.first() or Organisation.objects.create(name=name)
        return self._organisations[key]

    def narrative_format(self, headings: list[str]) -> NarrativeFormat | None:
        """Return the format that has most of ``headings``."""
        if NarrativeFormat not in self._terms:
            rows = NarrativeFormat.objects.prefetch_related("headings")
            self._terms[NarrativeFormat] = [
                (row, {heading.name.lower(): heading for heading in row.headings.all()})
                for row in rows
            ]
        wanted = {heading.lower() for heading in headings}
        formats = self._terms[NarrativeFormat]
        best = max(formats, key=lambda entry: len(wanted & entry[1].keys()), default=None)
        return best[0] if best else None

    def headings(self, narrative_format: NarrativeFormat) -> dict:
        """Return the headings of a format by their names in small letters."""
        return next(
            entry[1] for entry in self._terms[NarrativeFormat] if entry[0] == narrative_format
        )

    def _term(self, vocabulary: str, name: str, parent: str = ""):
        if vocabulary not in self._terms:
            self._terms[vocabulary] = UnknownTerm.meanings(vocabulary) | _named(vocabulary)
        return self._terms[vocabulary].get((parent.lower(), name.lower()))


def _named(vocabulary: str) -> dict:
    """Return the terms of a vocabulary by the name above them, if any, and their own."""
    terms = UnknownTerm(vocabulary=vocabulary).terms
    if vocabulary != "category":
        return {("", term.name.lower()): term for term in terms}
    return {
        (row.parent.name.lower() if row.parent else "", row.name.lower()): row
        for row in terms.select_related("parent")
    }
