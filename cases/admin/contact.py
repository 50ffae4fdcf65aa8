"""An organisation, the person to reach there and how, entered in one place of the form."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.admin.names import ORGANISATIONS, name_and_acronym
from cases.record.contacts import Contacts
from cases.record.vocabularies import Vocabularies
from fields.admin import LinesField
from fields.forms import leave_uncut
from fields.named import NamedRowField
from fields.term import said
from fields.text import PlainURLField, refuse_control_characters, refuse_line_control_characters
from partners.models import REACHED_BY, ContactPerson, Organisation, OrganisationType

MOST_TYPED = 1000


class OrganisationField(NamedRowField):
    """An organisation by name. One that is not known yet stays a text: it is made on saving."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "unknown":
                raise
        name = " ".join(value.split())
        longest = Organisation._meta.get_field("name").max_length
        if len(name) > longest:
            message = _("A name has at most %(number)d characters.")
            raise ValidationError(message % {"number": longest})
        return name


def several(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=MOST_TYPED,
        validators=[refuse_line_control_characters],
        help_text=gettext_lazy("Several are separated by semicolons."),
    )


def organisation_types() -> list[tuple[str, str]]:
    names = OrganisationType.objects.offered().values_list("name", flat=True)
    return [("", "---------"), *((name, said(name)) for name in names)]


class ContactForm(forms.Form):
    """What a contact block of a record holds. An organisation already known is only completed."""

    organisation = OrganisationField(
        ORGANISATIONS, label=gettext_lazy("Organisation"), required=False
    )
    person = forms.CharField(
        label=gettext_lazy("Contact person"),
        required=False,
        max_length=ContactPerson._meta.get_field("name").max_length,
        validators=[refuse_line_control_characters],
    )
    organisation_type = forms.ChoiceField(
        label=gettext_lazy("Type of organisation"), required=False
    )
    address = LinesField(
        label=gettext_lazy("Postal address"),
        required=False,
        max_length=MOST_TYPED,
        validators=[refuse_control_characters],
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    phones = several(gettext_lazy("Telephone"))
    faxes = several(gettext_lazy("Fax"))
    emails = several(gettext_lazy("E-mail"))
    url = PlainURLField().formfield(label=gettext_lazy("Web address"), required=False)

    DETAILS = ("organisation_type", "address", "phones", "faxes", "emails", "url")

    def __init__(self, *args, organisation=None, person=None, types=(), **kwargs):
        self.given = (organisation, person)
        initial = {"organisation": organisation, "person": str(person or "")}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["organisation"].chosen = organisation
        self.fields["organisation_type"].choices = types
        leave_uncut(self.fields.values())

    def details(self) -> list:
        return [self[name] for name in self.DETAILS]

    @property
    def has_details(self) -> bool:
        """Whether the details are to be shown at once: something stands there."""
        return any(field.errors or field.value() for field in self.details())

    def clean_emails(self):
        for address in split(self.cleaned_data["emails"]):
            validate_email(address)
        return self.cleaned_data["emails"]

    def clean(self):
        cleaned = super().clean()
        others = [name for name in self.fields if name != "organisation" and cleaned.get(name)]
        if others and not cleaned.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _("Name the organisation this belongs to."))
        return cleaned

    def take(self) -> tuple[Organisation | None, ContactPerson | None]:
        """Return organisation and person, made or completed with what was typed.

        Raises ValidationError when a detail differs from what is known of the organisation.
        """
        if not self.has_changed():
            return self.given
        typed = self.cleaned_data["organisation"]
        if not typed:
            return None, None
        known = typed if isinstance(typed, Organisation) else None
        name, acronym = (known.name, "") if known else name_and_acronym(typed)
        block = {
            **self.cleaned_data,
            **{key: split(self.cleaned_data[key]) for key in REACHED_BY},
            "organisation": name,
            "acronym": acronym,
        }
        problems: list[str] = []
        taken = Contacts(Vocabularies(), problems).take(block, name, known)
        if problems:
            raise ValidationError(problems)
        return taken


def split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
