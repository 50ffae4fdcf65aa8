"""What a nominating body sees: the open cycles, the form, and where its nomination stands."""

from cases.views.nominations.pages import (
    begin_nomination,
    nomination,
    nomination_form,
    nominations,
)

__all__ = ["begin_nomination", "nomination", "nomination_form", "nominations"]
