"""The rows of the nomination form: places, categories, dates, references, partners and money."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms import ContactForm, split
from cases.models import City, FinancialYear, Funder, KeyDate, Reference
from cases.views.nominations.typed import TypedForm, asked, chosen
from fields.text import refuse_line_control_characters
from partners.models import REACHED_BY, ContactPoint, Organisation

TOTAL = RegexValidator(
    r"^\d{1,14}(\.\d{1,4})?$", gettext_lazy("Write digits alone, such as 1250000 or 8.40.")
)
PERCENT = RegexValidator(
    r"^(100(\.0{1,3})?|\d{1,2}(\.\d{1,3})?)$", gettext_lazy("Write a number from 0 to 100.")
)
CURRENCY = RegexValidator(
    r"^[A-Za-z]{3}$", gettext_lazy("A currency is three letters, such as USD.")
)


class PlaceForm(TypedForm):
    city = asked(City, "name", label=gettext_lazy("City"))
    country = chosen(gettext_lazy("Country"))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("city"):
            self.need("country", _("Choose the country of the city."))
        return cleaned


class CategoryForm(TypedForm):
    category = chosen(gettext_lazy("Category"))


class KeyDateForm(TypedForm):
    date = asked(KeyDate, "date", label=gettext_lazy("Date"))
    text = asked(KeyDate, "text", label=gettext_lazy("What happened"))

    def clean(self):
        cleaned = super().clean()
        self.need("date", _("Say when it happened."))
        self.need("text", _("Say what happened."))
        return cleaned


class ReferenceForm(TypedForm):
    kind = chosen(gettext_lazy("Kind"))
    text = asked(Reference, "text", label=gettext_lazy("Reference"))
    url = asked(Reference, "url", label=gettext_lazy("Web address"), assume_scheme="https")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer("kind", Reference.Kind.choices)
        self.fields["text"].widget.attrs["rows"] = 2

    def clean(self):
        cleaned = super().clean()
        self.need("kind", _("Choose what kind it is."))
        self.need("text", _("Say what was published, where and when."))
        return cleaned


class NominatedContactForm(TypedForm, ContactForm):
    """A contact block. Whether the organisation is known here already is not told."""

    organisation = asked(Organisation, "name", label=gettext_lazy("Organisation"))

    def clean(self):
        cleaned = super().clean()
        longest = ContactPoint._meta.get_field("value").max_length
        for name in REACHED_BY:
            if any(len(part) > longest for part in split(cleaned.get(name) or "")):
                message = _("Each of them has at most %(number)d characters.")
                self.add_error(name, message % {"number": longest})
        return cleaned


class PartnerForm(NominatedContactForm):
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Support"), required=False, widget=forms.CheckboxSelectMultiple
    )
    other = forms.CharField(
        label=gettext_lazy("Other support, in words"),
        required=False,
        max_length=200,
        validators=[refuse_line_control_characters],
    )

    def __init__(self, *args, kinds=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = kinds


class FunderForm(TypedForm):
    label = asked(Funder, "label", label=gettext_lazy("Who paid"))


class YearForm(TypedForm):
    """A year's total, and for each funder the share in per cent; an empty cell is a dash."""

    year = forms.IntegerField(
        label=gettext_lazy("Year"), required=False, min_value=1900, max_value=2200
    )
    total = forms.CharField(label=gettext_lazy("Total"), required=False, validators=[TOTAL])
    unit = chosen(gettext_lazy("Unit"), blank=FinancialYear.Unit.ONE.label)
    currency = forms.CharField(
        label=gettext_lazy("Currency"), required=False, validators=[CURRENCY]
    )

    def __init__(self, *args, columns: int = 0, **kwargs):
        super().__init__(*args, **kwargs)
        units = [choice for choice in FinancialYear.Unit.choices if choice[0] != "one"]
        self.offer("unit", units)
        self.fields["year"].widget = forms.TextInput(attrs={"inputmode": "numeric"})
        for column in range(columns):
            field = forms.CharField(required=False, validators=[PERCENT])
            field.label = _("Share of who paid %(number)d, in per cent") % {"number": column + 1}
            self.fields[f"share_{column}"] = field

    def shares(self) -> list:
        return [self[name] for name in self.fields if name.startswith("share_")]

    def clean(self):
        cleaned = super().clean()
        self.need("year", _("Say which year."))
        if cleaned.get("total"):
            self.need("currency", _("Say in which currency, such as USD."))
        return cleaned
