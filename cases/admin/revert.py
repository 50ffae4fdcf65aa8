"""Going back to an earlier version at the desk: what would change is shown before it is done."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.admin.form import overtaken
from cases.comparison import differences
from cases.models import Practice
from cases.record import read_record
from cases.record.reading_copy import without_persons
from cases.revert import revert


class RevertForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Readers see this line in the list of versions."),
    )


class RevertViews:
    """Gives the admin of practices the page that goes back to a version."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.revert_view)
        address = "<int:key>/revert/<int:number>/"
        return [path(address, page, name="cases_practice_revert"), *super().get_urls()]

    def revert_view(self, request, key: int, number: int):
        if not self.has_publish_permission(request):
            raise PermissionDenied
        practice = get_object_or_404(Practice.objects.for_page(), pk=key)
        version = practice.versions.filter(number=number).first()
        if version is None or practice.state != Practice.State.PUBLISHED:
            raise Http404
        form = RevertForm(request.POST or None, initial={"revision": practice.revision})
        if form.is_valid() and self._reverted(request, form, practice, number):
            return redirect(reverse("admin:cases_practice_history", args=[key]))
        now, then = read_record(practice), without_persons(version.record)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Go back to version %d") % number,
            "practice": practice,
            "differences": differences({**now, "follow_ups": []}, {**then, "follow_ups": []}),
            "form": form,
        }
        return render(request, "admin/cases/practice/revert.html", context)

    def _reverted(self, request, form: RevertForm, practice: Practice, number: int) -> bool:
        try:
            with transaction.atomic():
                locked = Practice.objects.select_for_update().get(pk=practice.pk)
                if locked.revision != form.cleaned_data["revision"]:
                    raise overtaken()
                version, problems = revert(
                    locked, number, by=request.user, reason=form.cleaned_data["reason"]
                )
        except ValidationError as error:
            form.add_error(None, error)
            return False
        for problem in problems:
            messages.warning(request, problem)
        done = _("%(version)s is published, with the content of version %(number)d.")
        messages.success(request, done % {"version": str(version).capitalize(), "number": number})
        return True
