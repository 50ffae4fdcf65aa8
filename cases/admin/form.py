"""The form of a case: its own fields, and the guard against overwriting what others saved."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.admin.contact import KnownContactForm
from cases.forms import organisation_types, word_count
from cases.models import NarrativeFormat, Practice
from fields.forms import leave_uncut

State = Practice.State
Nominating = Practice.Nominating
OVERTAKEN = "overtaken"


class PracticeForm(forms.ModelForm):
    """Carries the revision and state it was opened with: saving is refused when either moved on.

    ``refused`` is what was said to a first attempt to save the same input (see
    ``Saving.changeform_view``); it is shown like any other error of the form.
    """

    refused: ValidationError | None = None

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    shown_state = forms.ChoiceField(choices=State, widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("What changed"),
        max_length=2000,
        help_text=gettext_lazy(
            "Readers see this line in the history of the case: saving publishes a new version."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = self.instance.revision
        self.fields["shown_state"].initial = self.instance.state
        if self.instance.state != State.PUBLISHED:
            del self.fields["reason"]
        self["summary"].help_text = self._summary_count()
        self.fields["slug"].help_text = _(
            "By this its page is found. Every address it had while it was public leads there."
        )
        for name in ("level_of_activity", "ecosystem"):
            terms = self.fields[name].queryset
            self.fields[name].queryset = terms.offered(getattr(self.instance, f"{name}_id"))
        leave_uncut(self.fields.values())
        self.contacts = self._contact_forms()

    def _contact_forms(self) -> dict[str, KnownContactForm]:
        """Return the forms of the contact and of the nominator, by the part of the page."""
        case, types = self.instance, organisation_types()
        data = self.data if self.is_bound else None
        known = {
            "contact": (case.contact_organisation, case.contact_person),
            "nominator": (case.nominating_organisation, case.nominating_person),
        }
        return {
            part: KnownContactForm(data, prefix=part, organisation=body, person=person, types=types)
            for part, (body, person) in known.items()
        }

    def _summary_count(self):
        chosen = self.instance.narrative_format or NarrativeFormat.usual()
        limit = chosen.summary_limit if chosen else 250
        summary = self["summary"]
        return word_count(summary.auto_id, summary.value(), limit)

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"] or self.instance.slug
        if slug and not self.instance.may_be_called(slug):
            raise ValidationError(_("Another case is called so, or was."))
        return slug

    def clean(self):
        cleaned = super().clean()
        if self.refused:
            raise self.refused
        if self.instance.pk and not self._is_current(cleaned):
            raise overtaken()
        if self.instance.state == State.ARCHIVED:
            raise ValidationError(_("An archived case is not changed; publish it again first."))
        if {form.is_valid() for form in self.contacts.values()} != {True}:
            raise ValidationError(_("See the errors at the contact and the nominator."))
        cleaned["nominating"] = self._nominating(cleaned.get("nominating"))
        return cleaned

    def _nominating(self, said: str) -> str:
        """Return who nominated, by what was chosen and by the organisation typed beside it."""
        form = self.contacts["nominator"]
        typed = form.cleaned_data.get("organisation")
        if said == Nominating.ORGANISATION and not typed:
            self.add_error("nominating", _("Name the nominating organisation."))
        if said != Nominating.ORGANISATION and typed and form.has_changed():
            if said == Nominating.SAME:
                self.add_error("nominating", _("An organisation is named; choose it or empty it."))
            return Nominating.ORGANISATION
        return said

    def take_contacts(self) -> None:
        """Give the case its organisations and persons, made where they are new."""
        case = self.instance
        case.contact_organisation, case.contact_person = self.contacts["contact"].take()
        nominator = (None, None)
        if case.nominating == Nominating.ORGANISATION:
            nominator = self.contacts["nominator"].take()
        case.nominating_organisation, case.nominating_person = nominator

    def _is_current(self, cleaned: dict) -> bool:
        shown = (cleaned.get("revision"), cleaned.get("shown_state"))
        return shown == (self.instance.revision, self.instance.state)

    @property
    def content_changed(self) -> bool:
        own = set(self.changed_data) - {"revision", "shown_state", "reason"}
        return bool(own) or any(form.has_changed() for form in self.contacts.values())


def overtaken() -> ValidationError:
    """Return the error for somebody whose form shows what is no longer so."""
    return ValidationError(
        _(
            "Somebody else changed this case after you opened it, so nothing of yours was saved. "
            "All you typed is still here. Below you see where it differs from what is stored; "
            "saving again puts yours in its place."
        ),
        code=OVERTAKEN,
    )
