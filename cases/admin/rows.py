"""The plain rows of a case: places, recognitions, categories, dates, references, evidence."""

from django.utils.translation import gettext_lazy as _

from cases.admin.names import CATEGORIES, CITIES, COUNTRIES
from cases.models import (
    Classification,
    FollowUp,
    KeyDate,
    Location,
    Recognition,
    Reference,
    Transfer,
)
from fields.admin import OrderedForm, OrderedInline, RowsInline


class LocationForm(OrderedForm):
    """A city brings its country with it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].required = False

    def clean(self):
        cleaned = super().clean()
        country, city = cleaned.get("country"), cleaned.get("city")
        if not country and not city and not self.errors:
            self.add_error("country", _("Choose a city or a country."))
        elif city and country != city.country and country and "country" in self.changed_data:
            problem = _("%(city)s is not in %(country)s.")
            self.add_error("country", problem % {"city": city, "country": country})
        elif city:
            cleaned["country"] = city.country
        return cleaned


class LocationInline(OrderedInline):
    model = Location
    form = LocationForm
    fields = ("city", "country", "order")
    named = {"city": CITIES, "country": COUNTRIES}
    related = ("city__country", "country")


class RecognitionInline(RowsInline):
    model = Recognition
    fields = ("level", "cycle", "awarded_on", "reasons", "disagreement")
    related = ("cycle",)


class ClassificationInline(OrderedInline):
    model = Classification
    fields = ("category", "order")
    named = {"category": CATEGORIES}
    related = ("category__parent",)


class KeyDateInline(RowsInline):
    model = KeyDate
    fields = ("date", "text")


class ReferenceInline(OrderedInline):
    model = Reference
    fields = ("kind", "text", "url", "order")


class TransferInline(OrderedInline):
    model = Transfer
    template = "admin/rows/cards.html"
    fields = (
        "recipient",
        "city",
        "country",
        "year",
        "what",
        "changes",
        "result",
        "evidence",
        "confirmed_by",
        "order",
    )
    named = {"city": CITIES, "country": COUNTRIES}
    related = ("city__country", "country")


class FollowUpInline(RowsInline):
    model = FollowUp
    fields = ("date", "state", "source", "remark")
