"""A field in a form that only programs fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TrapField(forms.CharField):
    """Call it ``homepage``: the style sheet hides that from people. Who fills it is a program."""

    def __init__(self):
        widget = forms.TextInput(attrs={"tabindex": -1, "autocomplete": "off"})
        super().__init__(label=_("Leave this empty"), required=False, widget=widget)
