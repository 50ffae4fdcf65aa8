"""Forms whose input is kept as it was typed, whole or not, and understood when it is submitted."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _

from fields.forms import LinesField, leave_uncut
from fields.text import PlainTextField, refuse_control_characters

LONGEST = 20_000
MOST_ROWS = 60
CANNOT_BE_KEPT = {"control_character", "max_length", "null_characters_not_allowed"}
_refuse_longer = MaxLengthValidator(LONGEST)


def asked(model, name: str, **options) -> forms.Field:
    """Return the input for a column: never required, with the limits of the column itself."""
    column = model._meta.get_field(name)
    if isinstance(column, PlainTextField):
        options = {"form_class": LinesField, "widget": forms.Textarea(attrs={"rows": 3})} | options
    field = column.formfield(required=False, **options)
    field.validators += [v for v in column.validators if not isinstance(v, MaxLengthValidator)]
    return field


def chosen(label: str, blank: str = "---------") -> forms.ChoiceField:
    """Return a list to choose from; ``TypedForm.offer`` fills it."""
    field = forms.ChoiceField(label=label, required=False)
    field.blank = ("", blank)
    return field


class TypedForm(forms.Form):
    """Demands nothing. What cannot be kept, too long a text or one with control characters, is
    told from what is merely not understood yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        leave_uncut(self.fields.values())

    def offer(self, name: str, choices: list) -> None:
        self.fields[name].choices = [self.fields[name].blank, *choices]

    def clean(self):
        cleaned = super().clean()
        for name in self.fields:
            known = {error.code for error in self.errors.as_data().get(name, ())}
            if not known & CANNOT_BE_KEPT:
                self._refuse_what_cannot_be_kept(name)
        return cleaned

    def _refuse_what_cannot_be_kept(self, name: str) -> None:
        try:
            for text in self._texts(name):
                refuse_control_characters(text)
                _refuse_longer(text)
        except ValidationError as error:
            self.add_error(name, error)

    def _raw(self, name: str):
        widget = self.fields[name].widget
        return widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    def _texts(self, name: str) -> list[str]:
        raw = self._raw(name)
        return raw if isinstance(raw, list) else [raw or ""]

    @property
    def can_be_kept(self) -> bool:
        errors = [error for each in self.errors.as_data().values() for error in each]
        return not any(error.code in CANNOT_BE_KEPT for error in errors)

    def typed(self) -> dict[str, str | list[str]]:
        """Return what was typed, by the names of the inputs."""
        raw = {self.add_prefix(name): self._raw(name) for name in self.fields}
        return {name: value for name, value in raw.items() if value}

    def need(self, name: str, message: str) -> None:
        """Note at the input ``name`` that it is needed, unless it holds something wrong already."""
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, message)


class Rows(forms.BaseFormSet):
    """Rows of a part of the form. One may be left blank anywhere. ``once`` names the inputs that
    together tell a row from others."""

    once: tuple[str, ...] = ()

    @property
    def filled(self) -> list[TypedForm]:
        return [form for form in self.forms if form.has_changed()]

    @property
    def is_full(self) -> bool:
        return len(self.forms) >= MOST_ROWS

    def clean(self):
        """Refuse, in a row, what an earlier row says of the same ``once`` already."""
        seen = set()
        for form in self.filled if self.once else ():
            said = tuple(str(form.cleaned_data.get(name) or "").casefold() for name in self.once)
            if said in seen and any(said):
                form.add_error(self.once[0], _("This is there twice."))
            seen.add(said)


def rows_of(form: type[TypedForm], *once: str) -> type[Rows]:
    rows = type("Rows", (Rows,), {"once": once})
    return forms.formset_factory(
        form, formset=rows, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS
    )
