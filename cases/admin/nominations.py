"""Nominations at the desk: who sent what for which cycle. The case itself is worked on as any."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cases.models import Nomination


@admin.register(Nomination)
class NominationAdmin(admin.ModelAdmin):
    """Read only; deleting one, when its nominator asks for it, leaves the case as it is."""

    list_display = ("__str__", "cycle", "state", "submitted_at", "saved_at")
    list_filter = ("cycle", ("submitted_at", admin.EmptyFieldListFilter))
    list_select_related = ("cycle", "practice")
    search_fields = ("practice__title", "email")
    fields = (
        "case",
        "cycle",
        "email",
        "begun_at",
        "saved_at",
        "submitted_at",
        "refused_at",
        "problems",
    )
    readonly_fields = fields

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=_("state"))
    def state(self, nomination) -> str:
        if nomination.practice is None:
            return _("deleted") if nomination.submitted_at else _("not submitted")
        if nomination.refused_at:
            return _("not taken")
        return nomination.practice.get_state_display()

    @admin.display(description=_("case"))
    def case(self, nomination) -> str:
        if nomination.practice is None:
            return "–"
        address = reverse("admin:cases_practice_change", args=[nomination.practice_id])
        return format_html('<a href="{}">{}</a>', address, nomination.practice)
