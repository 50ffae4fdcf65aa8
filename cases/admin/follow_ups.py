"""Follow-ups at the desk: the queue says which check is due, one page records the answer."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.admin.chosen import address_for, keys_of, send_to
from cases.follow_ups import record_follow_up
from cases.models import FollowUp, Practice
from fields.forms import LinesField, leave_uncut
from fields.partial_date import PartialDate

QUEUE = "follow-ups-due"


class FollowUpForm(forms.ModelForm):
    remark = FollowUp._meta.get_field("remark").formfield(
        form_class=LinesField, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    class Meta:
        model = FollowUp
        fields = ("state", "date", "source", "remark")
        widgets = {"state": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = FollowUp.State.choices
        leave_uncut(self.fields.values())


@admin.action(description=gettext_lazy("Record a follow-up"), permissions=["publish"])
def record_follow_ups(desk, request, practices):
    return send_to(_address, request, practices)


class FollowUpViews:
    """Gives the admin of practices the page that records answers, and its queue the columns."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.follow_up_view)
        return [path("follow-up/", page, name="cases_practice_follow_up"), *super().get_urls()]

    def get_queryset(self, request):
        if not _in_queue(request):
            return super().get_queryset(request)
        return Practice.objects.with_check_due(timezone.localdate())

    def get_ordering(self, request):
        return ("last_known", "pk") if _in_queue(request) else super().get_ordering(request)

    def get_list_display(self, request):
        if _in_queue(request):
            return ("title", "place", "last_known", "check_due", "answer")
        return super().get_list_display(request)

    @admin.display(description=gettext_lazy("last known date"), ordering="last_known")
    def last_known(self, practice) -> PartialDate:
        return PartialDate.from_edtf(practice.last_known)

    @admin.display(description=gettext_lazy("check due"))
    def check_due(self, practice) -> PartialDate | None:
        return PartialDate.from_edtf(practice.check_due) if practice.check_due else None

    @admin.display(description=gettext_lazy("what was heard"))
    def answer(self, practice) -> str:
        links = ((_address([practice.pk], state), label) for state, label in FollowUp.State.choices)
        return format_html(
            '<span class="answers">{}</span>',
            format_html_join(" ", '<a href="{}">{}</a>', links),
        )

    def follow_up_view(self, request):
        """Ask what was heard of some practices, and record it of each."""
        if not self.has_publish_permission(request):
            raise PermissionDenied
        given = request.POST if request.method == "POST" else request.GET
        chosen = keys_of(given.getlist("id"))
        practices = list(Practice.objects.published().filter(pk__in=chosen))
        if not practices:
            raise Http404
        today = PartialDate.from_edtf(timezone.localdate().isoformat())
        initial = {"state": request.GET.get("state"), "date": today}
        form = FollowUpForm(request.POST or None, initial=initial)
        if request.method == "POST" and form.is_valid():
            return self._record(request, form.cleaned_data, practices)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("What was heard?"),
            "form": form,
            "practices": practices,
            "back": _queue_address(),
        }
        return render(request, "admin/cases/practice/follow_up.html", context)

    def _record(self, request, answer: dict, practices: list[Practice]):
        for practice in practices:
            try:
                with transaction.atomic():
                    practice = Practice.objects.select_for_update().get(pk=practice.pk)
                    follow_up = record_follow_up(practice, **answer, by=request.user)
            except ValidationError as error:
                for message in error.messages:
                    messages.error(request, message)
            else:
                messages.success(request, f"{practice}: {follow_up}")
        return redirect(_queue_address())


def _in_queue(request) -> bool:
    return request.GET.get("queue") == QUEUE


def _queue_address() -> str:
    return f"{reverse('admin:cases_practice_changelist')}?queue={QUEUE}"


def _address(keys: list[int], state: str = FollowUp.State.NO_ANSWER) -> str:
    return address_for(reverse("admin:cases_practice_follow_up"), keys, state=state)
