"""The one filter: reads a query string for page, API, feed, export and alert alike."""

from decimal import Decimal, InvalidOperation
from functools import cache

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cases.criteria import Box, Criteria, Sort
from cases.facets import FACETS, FACETS_BY_NAME
from cases.models import City, FormerTerm, Location, Practice
from fields.text import refuse_line_control_characters

MOST_CHARACTERS = 500
MOST_VALUES = 50


class Uncopied:
    """A field that all forms share: none changes it, and copies would cost more than the search."""

    def __deepcopy__(self, memo):
        return self


class WordsField(Uncopied, forms.CharField):
    pass


class SortField(Uncopied, forms.ChoiceField):
    pass


class YearField(Uncopied, forms.DecimalField):
    pass


class AnyValuesField(Uncopied, forms.MultipleChoiceField):
    """Values of a facet as they stand in an address; a value nobody has matches nothing."""

    def validate(self, value):
        for text in value:
            refuse_line_control_characters(text)
            if len(text) > MOST_CHARACTERS:
                raise forms.ValidationError(_("A value is longer than any there is."))
        if len(value) > MOST_VALUES:
            raise forms.ValidationError(_("More than %d values are chosen.") % MOST_VALUES)


class SharedField:
    """A filter of which each request gets a copy, but all copies one field."""

    def __deepcopy__(self, memo):
        self.field  # noqa: B018  made before the first copy
        made = object.__new__(type(self))  # copy.copy would take longer than the search
        made.__dict__ = self.__dict__.copy()
        return made


class Unnarrowing(SharedField):
    """By itself it narrows no query of the database."""

    def filter(self, practices, value):
        return practices


class WordsFilter(Unnarrowing, django_filters.CharFilter):
    field_class = WordsField


class SortFilter(Unnarrowing, django_filters.Filter):
    field_class = SortField


class YearsFilter(Unnarrowing, django_filters.NumberFilter):
    """One end of the span of years in which something happened or money was spent."""

    field_class = YearField


class FacetFilter(SharedField, django_filters.Filter):
    field_class = AnyValuesField

    def filter(self, practices, values):
        return FACETS_BY_NAME[self.field_name].narrow(practices, values) if values else practices


class BoxField(Uncopied, forms.CharField):
    """West, south, east and north as degrees with commas between them, as in 9.5,46,17,49."""

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            edges = [round(Decimal(part.strip()), 4) + 0 for part in text.split(",")]
            west, south, east, north = edges
            placed = max(abs(west), abs(east)) <= 180 and -90 <= south <= north <= 90
        except (InvalidOperation, ValueError):
            placed = False
        if not placed:
            raise forms.ValidationError(
                _("Write west, south, east and north in degrees, such as 9.5,46,17,49.")
            )
        return Box(west, south, east, north)

    def run_validators(self, value):
        super().run_validators(str(value or ""))


class BoxFilter(SharedField, django_filters.Filter):
    field_class = BoxField

    def filter(self, practices, box):
        return lying_in(practices, box)


def lying_in(practices: QuerySet, box: Box | None) -> QuerySet:
    """Return the practices with a city in the box; all of them without one."""
    if box is None:
        return practices
    return practices.filter(
        pk__in=Location.objects.filter(city__in=cities_in(box)).values("practice")
    )


def cities_in(box: Box) -> QuerySet:
    """Return the cities in the box that a practice names."""
    west, south, east, north = box.edges
    lies = Q(longitude__gte=west) & Q(longitude__lte=east)
    if box.crosses_180:
        lies = Q(longitude__gte=west) | Q(longitude__lte=east)
    named = Exists(Location.objects.filter(city=OuterRef("pk")))
    return City.objects.filter(lies, named, latitude__gte=south, latitude__lte=north)


def active_between(practices: QuerySet, year_from: int | None, year_to: int | None) -> QuerySet:
    """Return the practices with a key date or a financial year in the span."""
    if year_from is None and year_to is None:
        return practices
    dates, money = Q(key_dates__isnull=False), Q(financial_years__isnull=False)
    if year_from is not None:
        dates &= Q(key_dates__date__gte=f"{year_from:04d}")
        money &= Q(financial_years__year__gte=year_from)
    if year_to is not None:
        dates &= Q(key_dates__date__lt=f"{year_to + 1:04d}")
        money &= Q(financial_years__year__lte=year_to)
    return practices.filter(pk__in=practices.filter(dates | money).values("pk"))


@cache
def _form_class(filter_set: type) -> type[forms.Form]:
    fields = {name: made.field for name, made in filter_set.base_filters.items()}
    return type("PracticeFilterForm", (forms.Form,), fields)


class PracticeFilter(django_filters.FilterSet):
    """Filters the practices a query string asks for.

    ``criteria`` is what the search index is asked; ``qs`` narrows the database by all but words.
    A test compares the two over random criteria.
    """

    q = WordsFilter(label=_("Words"), max_length=MOST_CHARACTERS, strip=True)
    year_from = YearsFilter(
        label=_("From year"), validators=[MinValueValidator(1), MaxValueValidator(9998)]
    )
    year_to = YearsFilter(
        label=_("To year"), validators=[MinValueValidator(1), MaxValueValidator(9998)]
    )
    bbox = BoxFilter(label=_("Area"), max_length=MOST_CHARACTERS)
    sort = SortFilter(label=_("Sort by"), choices=Sort.choices)

    class Meta:
        model = Practice
        fields: list[str] = []

    def get_form_class(self):
        return _form_class(type(self))

    def filter_queryset(self, queryset):
        practices = super().filter_queryset(queryset)
        return active_between(practices, self.criteria.year_from, self.criteria.year_to)

    moved = False
    """Was a value asked for that is called otherwise now? It is read as what it is called now."""

    def is_valid(self):
        valid = super().is_valid()
        if valid and not hasattr(self, "_looked_up"):
            self._looked_up = True
            self._follow_moved_terms()
        return valid

    def _follow_moved_terms(self):
        asked = self.form.cleaned_data
        values = [value for facet in FACETS for value in asked[facet.name]]
        if not values:
            return
        rows = FormerTerm.objects.filter(value__in=values).values_list("facet", "value", "now")
        now = {(facet, value): name for facet, value, name in rows}
        for name in {facet for facet, _value in now}:
            current = [now.get((name, value), value) for value in asked[name]]
            self.moved = self.moved or current != asked[name]
            asked[name] = list(dict.fromkeys(current))

    @property
    def criteria(self) -> Criteria:
        """What is asked for. Raises ValueError for a query string that is not valid."""
        if not self.is_valid():
            raise ValueError(self.errors.as_json())
        asked = self.form.cleaned_data
        return Criteria(
            q=asked["q"],
            values={facet.name: tuple(asked[facet.name]) for facet in FACETS if asked[facet.name]},
            year_from=int(asked["year_from"]) if asked["year_from"] is not None else None,
            year_to=int(asked["year_to"]) if asked["year_to"] is not None else None,
            box=asked["bbox"],
            sort=asked["sort"] or Sort.RELEVANCE,
        )


for _facet in FACETS:
    PracticeFilter.base_filters[_facet.name] = FacetFilter(
        field_name=_facet.name, label=_facet.label
    )
