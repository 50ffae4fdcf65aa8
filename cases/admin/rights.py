"""Who sees and changes which case at the desk: asks ``cases.roles``, row by row."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cases import roles
from cases.admin.form import overtaken
from fields.read_only import ReadOnly


class CaseRights:
    """Gives the admin of practices the rights of ``cases.roles``.

    Contributors find their own cases alone; the form opens to who may change the case now, and
    leads everybody else who follows it to its timeline.
    """

    def get_queryset(self, request):
        return roles.cases_of(request.user, super().get_queryset(request))

    def has_module_permission(self, request) -> bool:
        return self.has_change_permission(request)

    def has_add_permission(self, request) -> bool:
        return roles.enters_cases(request.user)

    def has_change_permission(self, request, obj=None) -> bool:
        if obj is None:
            return roles.keeps_or_enters(request.user)
        return roles.may_edit(request.user, obj) or hasattr(request, "keeps_what_was_typed")

    def has_view_permission(self, request, obj=None) -> bool:
        if obj is None:
            return self.has_change_permission(request)
        return roles.follows(request.user, obj)

    def has_publish_permission(self, request) -> bool:
        return roles.keeps_cases(request.user)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        limited = object_id and not roles.edits_all(request.user)
        case = self.get_object(request, object_id) if limited else None
        if case and not roles.may_edit(request.user, case):
            if request.method != "POST":
                now = _("“%(title)s” is %(state)s: this is its timeline.")
                names = {"title": case, "state": case.get_state_display()}
                messages.info(request, now % names)
                return redirect("admin:cases_practice_history", case.pk)
            request.refused, request.keeps_what_was_typed = overtaken(), True
        return super().changeform_view(request, object_id, form_url, extra_context)


class RowsToDecide(ReadOnly, admin.ModelAdmin):
    """Rows that those who may change cases look at and decide upon, on a screen of their own."""

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(roles.CHANGE)

    def row_or_404(self, request, object_id: str):
        """Return the row for its screen. Raises PermissionDenied or Http404."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        return row
