"""What the forms of the pages and of the desk have in common: contact blocks, counts of words."""

import re

from django import forms
from django.core.validators import validate_email
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.words import count_words
from fields.forms import LinesField, leave_uncut
from fields.term import said
from fields.text import PlainURLField, refuse_control_characters, refuse_line_control_characters
from partners.models import ContactPerson, OrganisationType

MOST_TYPED = 1000
WORDS_IN_A_LINE = 15
_WITH_ACRONYM = re.compile(r"(.+\S)\s*\((\S{2,20})\)")


def word_count(input_id: str, text: str, limit: int) -> SafeString:
    """Return "98 of 100 words" for the text in an input; static/js/words.js keeps it true."""
    words = count_words(text or "")
    return format_html(
        '<span class="words{}" data-counts="{}" data-limit="{}">{}</span>',
        " over" if words > limit else "",
        input_id,
        limit,
        format_html(
            _("{words} of {limit} words"), words=format_html("<b>{}</b>", words), limit=limit
        ),
    )


def name_and_acronym(text: str) -> tuple[str, str]:
    """Split "World Health Organization (WHO)"; the acronym is empty where none is in brackets."""
    parts = _WITH_ACRONYM.fullmatch(text)
    return (parts[1], parts[2]) if parts else (text, "")


def split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def organisation_types() -> list[tuple[str, str]]:
    names = OrganisationType.objects.offered().values_list("name", flat=True)
    return [("", "---------"), *((name, said(name)) for name in names)]


def _several(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=MOST_TYPED,
        validators=[refuse_line_control_characters],
        help_text=gettext_lazy("Several are separated by semicolons."),
    )


class ContactForm(forms.Form):
    """What a contact block of a record holds; how an organisation is named each form adds."""

    field_order = ("organisation",)

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
    phones = _several(gettext_lazy("Telephone"))
    faxes = _several(gettext_lazy("Fax"))
    emails = _several(gettext_lazy("E-mail"))
    url = PlainURLField().formfield(label=gettext_lazy("Web address"), required=False)

    DETAILS = ("organisation_type", "address", "phones", "faxes", "emails", "url")

    def __init__(self, *args, types=(), **kwargs):
        super().__init__(*args, **kwargs)
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
