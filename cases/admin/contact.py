"""An organisation, the person to reach there and how, entered in one place of the form."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.admin.names import ORGANISATIONS
from cases.forms import ContactForm, name_and_acronym, split
from cases.record.contacts import Contacts
from cases.record.vocabularies import Vocabularies
from fields.named import NamedRowField
from partners.models import REACHED_BY, ContactPerson, Organisation


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


class KnownContactForm(ContactForm):
    """A contact block at the desk. An organisation already known is only completed."""

    organisation = OrganisationField(
        ORGANISATIONS, label=gettext_lazy("Organisation"), required=False
    )

    def __init__(self, *args, organisation=None, person=None, **kwargs):
        self.given = (organisation, person)
        initial = {"organisation": organisation, "person": str(person or "")}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["organisation"].chosen = organisation

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
