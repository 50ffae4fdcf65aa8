"""The form of a case: its own fields, and the guard against overwriting what others saved."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.admin.narrative import word_count
from cases.admin.partnership import refuse_stranger
from cases.models import NarrativeFormat, Practice

State = Practice.State


class PracticeForm(forms.ModelForm):
    """Carries the revision and state it was opened with: saving is refused when either moved on.

    ``refused`` is what the domain said to a first attempt to save the same input (see
    ``PracticeAdmin.changeform_view``); it is shown like any other error of the form.
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
        self.fields["summary"].help_text = self._summary_count()
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)

    def _summary_count(self):
        chosen = self.instance.narrative_format or NarrativeFormat.objects.first()
        limit = chosen.summary_limit if chosen else 250
        summary = self["summary"]
        return word_count(summary.auto_id, summary.value(), limit)

    def clean(self):
        cleaned = super().clean()
        if self.refused:
            raise self.refused
        if self.instance.pk and not self._is_current(cleaned):
            raise overtaken()
        if self.instance.state == State.ARCHIVED:
            raise ValidationError(_("An archived case is not changed; publish it again first."))
        refuse_stranger(self, "contact_organisation", "contact_person")
        refuse_stranger(self, "nominating_organisation", "nominating_person")
        return cleaned

    def _is_current(self, cleaned: dict) -> bool:
        shown = (cleaned.get("revision"), cleaned.get("shown_state"))
        return shown == (self.instance.revision, self.instance.state)

    @property
    def content_changed(self) -> bool:
        return bool(set(self.changed_data) - {"revision", "shown_state", "reason"})


def overtaken() -> ValidationError:
    """Return the error for somebody whose form shows what is no longer so."""
    way_out = _("open what is stored now in a new tab")
    return ValidationError(
        format_html(
            _(
                "Somebody else changed this case after you opened it, so nothing of yours was "
                "saved. All you typed is still here: {link}, and bring over what you changed."
            ),
            link=format_html('<a href="" target="_blank">{}</a>', way_out),
        ),
        code="overtaken",
    )
