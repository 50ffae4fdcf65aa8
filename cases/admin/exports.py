"""The chosen cases of the desk's list as a file."""

from django.contrib import admin
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.exports import FORMATS, Format, make_head
from cases.views.export import file_response


def _action(made: Format):
    label = format_lazy("{}: {}", gettext_lazy("Save as a file"), made.label)

    @admin.action(description=label, permissions=["view"])
    def save(desk, request, practices):
        keys = list(practices.values_list("pk", flat=True))
        query = _("chosen at the desk: %(address)s") % {"address": request.get_full_path()}
        return file_response(made, make_head(query, keys, request.reader), keys, request.reader)

    save.__name__ = f"export_{made.name.replace('.', '_')}"
    return save


EXPORTS = [_action(made) for made in FORMATS.values()]
