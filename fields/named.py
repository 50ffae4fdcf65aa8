"""Choosing a row by its name, typed in words; a script suggests, nothing needs it."""

import re
from collections import Counter

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from fields.text import refuse_line_control_characters

SUGGESTED = 10
OFFERED = 5
_BY_NUMBER = re.compile(r"#(\d+)$")


class Names:
    """How the rows of a model are found by what people type.

    A subclass says which rows bear a name exactly (``called``) and which come near it (``like``).
    Where two rows read the same, "#" and the key at the end of a text tell them apart.
    """

    name_field = "name"

    def __init__(self, kind: str, model: type[models.Model], related: tuple[str, ...] = ()):
        self.kind, self.model, self.related = kind, model, related

    def rows(self) -> models.QuerySet:
        return self.model._default_manager.select_related(*self.related)

    def called(self, text: str) -> models.QuerySet:
        raise NotImplementedError

    def like(self, text: str) -> models.QuerySet:
        raise NotImplementedError

    def note(self, row) -> str:
        """Return what tells ``row`` from others of the same name, for the suggestions."""
        return ""

    def fills(self, row) -> dict[str, str]:
        """Return what choosing ``row`` puts into other fields of its form, by their names."""
        return {}

    def find(self, text: str) -> list:
        """Return the rows called ``text``, at most OFFERED; of rows that read the same, each."""
        number = _BY_NUMBER.search(text)
        if number and model_key(self.model, number[1]):
            return list(self.rows().filter(pk=number[1]))
        return list(self.called(text)[:OFFERED])

    def suggestions(self, text: str) -> list[tuple[str, models.Model]]:
        """Return the rows nearest to ``text``, each with the text that names it and no other."""
        rows = list(self.like(text)[:SUGGESTED])
        names = {getattr(row, self.name_field) for row in rows}
        same = Counter(map(str, self.rows().filter(**{f"{self.name_field}__in": names})))
        return [(told_apart(row) if same[str(row)] > 1 else str(row), row) for row in rows]


def model_key(model: type[models.Model], number: str) -> bool:
    return isinstance(model._meta.pk, models.IntegerField) and len(number) < 19


def told_apart(row) -> str:
    return f"{row} #{row.pk}"


class SuggestedInput(forms.TextInput):
    """A text input for which static/js/admin/suggest.js offers the names of ``kind``."""

    def __init__(self, kind: str, attrs=None):
        super().__init__({"data-suggest": kind, "autocomplete": "off", **(attrs or {})})


class NamedRowField(forms.CharField):
    """A row of a model, typed by name. ``chosen`` is the row the form was opened with."""

    chosen: models.Model | None = None

    def __init__(self, names: Names, **kwargs):
        self.names = names
        kwargs.setdefault("widget", SuggestedInput(names.kind))
        super().__init__(max_length=500, **kwargs)

    def __deepcopy__(self, memo):
        copy = super().__deepcopy__(memo)
        copy.names = self.names
        return copy

    def prepare_value(self, value):
        if isinstance(value, str) and not (self.chosen and value == str(self.chosen.pk)):
            return value
        return self._text_of(value)

    def _text_of(self, value) -> str:
        if value is None or isinstance(value, models.Model):
            return str(value or "")
        if self.chosen is None or self.chosen.pk != value:
            self.chosen = self.names.rows().filter(pk=value).first()
        return str(self.chosen or "")

    def to_python(self, value):
        text = " ".join(super().to_python(value).split())
        if not text:
            return None
        if self.chosen and text == str(self.chosen):
            return self.chosen
        refuse_line_control_characters(text)
        found = self.names.find(text)
        if len(found) == 1:
            return found[0]
        raise self._refusal(text, found)

    def _refusal(self, text: str, found: list) -> ValidationError:
        names = [told_apart(row) for row in found]
        message = _("“%(text)s” is the name of several: type %(names)s.")
        if not found:
            names = [name for name, _row in self.names.suggestions(text)[:OFFERED]]
            message = _("“%(text)s” is not known.")
            if names:
                message = _("“%(text)s” is not known. Did you mean %(names)s?")
        listed = _(" or ").join(_("“%s”") % name for name in names)
        code = "ambiguous" if found else "unknown"
        return ValidationError(message, code=code, params={"text": text, "names": listed})

    def run_validators(self, value):
        super().run_validators(str(value) if value else "")

    def has_changed(self, initial, data):
        return " ".join((data or "").split()) != self._text_of(initial)
