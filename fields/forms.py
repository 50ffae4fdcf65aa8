"""What the forms of the pages and of the desk have in common."""

from collections.abc import Iterable

from django import forms


class LinesField(forms.CharField):
    """Several lines of text, with the line ends the database keeps: untouched is unchanged."""

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


def leave_uncut(fields: Iterable[forms.Field]) -> None:
    """Let the browser cut nothing that is pasted: what is too long is refused with a message."""
    for field in fields:
        widget = getattr(field.widget, "widget", field.widget)
        widget.attrs.pop("maxlength", None)
