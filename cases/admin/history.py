"""What happened to a case, and the versions that were published. Read, never changed."""

import json

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cases import workflow
from cases.models import Practice, PracticeVersion
from cases.timeline import timeline
from fields.read_only import ReadOnly


class HistoryPage:
    """Shows the timeline and versions of a case above the admin's own list of who saved when."""

    def history_view(self, request, object_id, extra_context=None):
        practice = self.get_object(request, object_id)
        if practice:
            extra_context = {
                **(extra_context or {}),
                "lines": timeline(practice, request.user),
                "versions": practice.versions.select_related("published_by").defer("record"),
                "may_revert": practice.state == Practice.State.PUBLISHED
                and self.has_publish_permission(request),
                "missing": workflow.missing_for_publication(practice),
                "steps": self.open_steps(request, practice),
                "practice": practice,
                "may_edit": self.has_change_permission(request, practice),
            }
        return super().history_view(request, object_id, extra_context)


@admin.register(PracticeVersion)
class PracticeVersionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("practice", "number", "published_at", "published_by", "reason")
    list_display_links = ("practice", "number")
    search_fields = ("practice__title",)
    date_hierarchy = "published_at"
    fields = ("practice", "number", "published_at", "published_by", "reason", "frozen")
    readonly_fields = fields

    def get_queryset(self, request):
        versions = super().get_queryset(request)
        return versions.select_related("practice", "published_by").defer("record")

    @admin.display(description=_("record"))
    def frozen(self, version) -> str:
        return format_html(
            "<pre>{}</pre>", json.dumps(version.record, indent=2, ensure_ascii=False)
        )
