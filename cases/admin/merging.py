"""Merging at the desk: choose which one stays, see what moves, then merge."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.admin.chosen import address_for
from cases.merging import IN_ADDRESSES, merge, preview
from cases.models import FormerTerm

MOST_AT_ONCE = 10


@admin.action(description=gettext_lazy("Merge into one"), permissions=["delete"])
def merge_selected(desk, request, rows):
    keys = list(rows.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    if not 2 <= len(keys) <= MOST_AT_ONCE:
        problem = _("Choose from two to %(number)d to merge.")
        return messages.error(request, problem % {"number": MOST_AT_ONCE})
    return redirect(address_for(desk.merge_address(), keys))


class MergeViews:
    """Gives the admin of a kind its page for merging; a renamed slug keeps its old address."""

    actions = (merge_selected,)

    def get_urls(self):
        page = self.admin_site.admin_view(self.merge_view)
        return [path("merge/", page, name=self._page("merge")), *super().get_urls()]

    def _page(self, name: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def merge_address(self) -> str:
        return reverse(f"admin:{self._page('merge')}")

    def merge_view(self, request):
        """GET shows what would move to the row in ``stays``, the first unless said; POST moves."""
        if not self.has_delete_permission(request):
            raise PermissionDenied
        given = request.POST if request.method == "POST" else request.GET
        keys = [key for key in given.getlist("id")[:MOST_AT_ONCE] if key.isdecimal()]
        rows = list(self.model._base_manager.filter(pk__in=keys).order_by("pk"))
        if len(rows) < 2:
            raise Http404
        stays = next((row for row in rows if str(row.pk) == given.get("stays")), rows[0])
        others = [row for row in rows if row != stays]
        try:
            if request.method == "POST":
                return self._merge(request, others, stays)
            moves = [(row, preview(row, stays)) for row in others]
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            moves = []
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge into one"),
            "rows": rows,
            "stays": stays,
            "moves": moves,
        }
        return render(request, "admin/merge.html", context)

    def _merge(self, request, others: list, stays):
        for row in others:
            self.log_deletions(request, [row])
            name = str(row)
            merge(row, stays)
            done = _("“%(gone)s” is now “%(stays)s”.") % {"gone": name, "stays": stays}
            messages.success(request, done)
        return redirect(reverse(f"admin:{self._page('change')}", args=[stays.pk]))

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        for facet, column in IN_ADDRESSES[self.model]:
            before = form.initial.get(column)
            if change and before and column in form.changed_data:
                FormerTerm.remember(facet, str(before), str(getattr(obj, column)))
