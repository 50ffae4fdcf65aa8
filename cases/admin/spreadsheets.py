"""Spreadsheets at the desk: the template, what a file would do, and then doing it."""

import hashlib

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cases import search
from cases.importers.spreadsheet import SheetError, SpreadsheetImport, remarked, template
from cases.importers.spreadsheet.reading import MOST_BYTES

KEPT_SECONDS = 3600
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}
OUTCOMES = {
    "created": pgettext_lazy("import", "created"),
    "changed": pgettext_lazy("import", "changed"),
    "proposed": pgettext_lazy("import", "proposed"),
    "unchanged": pgettext_lazy("import", "unchanged"),
    "refused": pgettext_lazy("import", "refused"),
}
"""What becomes of a case, as the report calls it and as it is read."""


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Workbook or table"),
        help_text=gettext_lazy("XLSX or CSV, made by the template or by our export."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        return file


class SpreadsheetViews:
    """Gives the admin of practices the page that imports spreadsheets.

    A file that was checked is kept for an hour, for the one who brought it, until it is imported.
    """

    def get_urls(self):
        pages = [
            path("import/", self.admin_site.admin_view(self.import_view), name="import_cases"),
            path("import/template.xlsx", self.admin_site.admin_view(self.template_view),
                 name="import_template"),
            path("import/remarks/<slug:digest>/", self.admin_site.admin_view(self.remarks_view),
                 name="import_remarks"),
        ]  # fmt: skip
        return [*pages, *super().get_urls()]

    def import_view(self, request):
        self._refuse_strangers(request)
        form, context = UploadForm(request.POST or None, request.FILES or None), {}
        if request.method == "POST" and request.POST.get("digest"):
            return self._import(request, request.POST["digest"])
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            context = self._check(request, file.name[:200], file.read(), form)
        shown = {"title": _("Import a spreadsheet"), "opts": self.model._meta, "form": form}
        context = {**self.admin_site.each_context(request), **shown, **context}
        return render(request, "admin/cases/practice/import.html", context)

    def template_view(self, request):
        self._refuse_strangers(request)
        return _download("cases-template.xlsx", "xlsx", template())

    def remarks_view(self, request, digest):
        self._refuse_strangers(request)
        name, data = cache.get(_key(request, digest)) or ("", b"")
        if not data:
            messages.error(request, _("The file is no longer kept: choose it again."))
            return redirect("admin:import_cases")
        ending, written = remarked(SpreadsheetImport(dry_run=True).take(name, data).sheets)
        return _download(f"{name.rpartition('.')[0]}.remarks.{ending}", ending, written)

    def _check(self, request, name: str, data: bytes, form: UploadForm) -> dict:
        try:
            taken = SpreadsheetImport(dry_run=True, by=request.user).take(name, data)
        except SheetError as error:
            form.add_error("file", str(error))
            return {}
        digest = hashlib.sha256(data).hexdigest()
        cache.set(_key(request, digest), (name, data), KEPT_SECONDS)
        found = [(entry, OUTCOMES[entry["outcome"]]) for entry in taken.entries]
        return {"taken": taken, "found": found, "digest": digest, "name": name}

    def _import(self, request, digest: str):
        name, data = cache.get(_key(request, digest)) or ("", b"")
        if not data:
            messages.error(request, _("The file is no longer kept: choose it again."))
            return redirect("admin:import_cases")
        taken = SpreadsheetImport(by=request.user).take(name, data)
        if taken.is_refused:
            messages.error(request, _("Nothing was stored: check the file again."))
            return redirect("admin:import_cases")
        cache.delete(_key(request, digest))
        search.sync()
        said = _("%(number)d cases of “%(file)s” are imported.")
        messages.success(request, said % {"number": len(taken.entries), "file": name})
        return redirect("admin:cases_practice_changelist")

    def _refuse_strangers(self, request) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied


def _key(request, digest: str) -> str:
    return f"spreadsheet:{request.user.pk}:{digest[:64]}"


def _download(name: str, ending: str, data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type=TYPES[ending])
    safe = name.replace('"', "").encode("ascii", "replace").decode().replace("?", "_")
    response["Content-Disposition"] = f'attachment; filename="{safe}"'
    return response
