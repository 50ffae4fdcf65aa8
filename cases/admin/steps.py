"""The steps of the workflow at the desk: one page asks for the reason and takes the step."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import workflow
from cases.admin.chosen import MOST_AT_ONCE, address_for, keys_of, page_of, send_to
from cases.admin.names import PUBLISHED_CASES
from cases.admin.reviewers import ask_reviewers, reviewers_address
from cases.models import Practice
from fields.forms import LinesField, leave_uncut
from fields.named import NamedRowField


@dataclass(frozen=True)
class Step:
    """A step as the desk offers it; ``name`` is its name in ``workflow.STEPS``."""

    name: str
    label: str
    effect: str
    take: Callable
    permission: str = "publish"
    reason: str | None = None


STEPS = (
    Step(
        "submit",
        gettext_lazy("Submit for review"),
        gettext_lazy("The case waits in the queue “Awaiting first review”; the curators are told."),
        workflow.submit,
        permission="change",
    ),
    Step(
        "publish",
        gettext_lazy("Publish"),
        gettext_lazy("Everybody can read the case; a numbered version is kept for ever."),
        workflow.publish,
        reason="optional",
    ),
    Step(
        "return",
        gettext_lazy("Return"),
        gettext_lazy("The case waits in the queue “Returned”; who entered it is sent your reason."),
        workflow.return_,
        reason="required",
    ),
    Step(
        "refuse",
        gettext_lazy("Do not take"),
        gettext_lazy("The nominator is sent your reason; the case stays a draft nobody else sees."),
        workflow.refuse,
        reason="required",
    ),
    Step(
        "archive",
        gettext_lazy("Archive as outdated"),
        gettext_lazy("The case leaves lists and search; its page stays, with your reason."),
        workflow.archive,
        reason="required",
    ),
)


class StepForm(forms.Form):
    """Asks for what the step needs: its reason, and of an archived case the one that follows it."""

    reason = LinesField(
        label=gettext_lazy("Reason"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    successor = NamedRowField(
        PUBLISHED_CASES,
        label=gettext_lazy("Followed by"),
        required=False,
        help_text=gettext_lazy(
            "Title of a published case. The notice on the page of the archived case leads there."
        ),
    )

    def __init__(self, step: Step, *args, **kwargs):
        super().__init__(*args, **kwargs)
        leave_uncut(self.fields.values())
        self.fields["reason"].required = step.reason == "required"
        if step.reason is None:
            del self.fields["reason"]
        if step.name != "archive":
            del self.fields["successor"]


def _action(step: Step):
    @admin.action(description=step.label, permissions=[step.permission])
    def go(desk, request, practices):
        return send_to(partial(step_address, step), request, practices)

    go.__name__ = step.name
    return go


def step_address(step: Step, keys: list[int]) -> str:
    return address_for(reverse("admin:cases_practice_step", args=[step.name]), keys)


class StepViews:
    """Gives the admin of practices its step page, its actions and its buttons."""

    actions = [ask_reviewers, *(_action(step) for step in STEPS)]

    def get_urls(self):
        page = self.admin_site.admin_view(self.step_view)
        return [path("step/<slug:name>/", page, name="cases_practice_step"), *super().get_urls()]

    def may_take(self, request, step: Step) -> bool:
        return getattr(self, f"has_{step.permission}_permission")(request)

    def open_steps(self, request, practice: Practice) -> list[tuple[str, str]]:
        """Return the steps this user can take with the case now, each with its address."""
        taken = [
            (step.label, step_address(step, [practice.pk]))
            for step in STEPS
            if workflow.may_take(step.name, request.user, practice)
        ]
        if practice.state == practice.State.IN_REVIEW and self.has_publish_permission(request):
            return [(_("Reviewers"), reviewers_address([practice.pk])), *taken]
        return taken

    def step_view(self, request, name: str):
        """Ask for the reason of a step, then take it for each case that is still as shown."""
        step = next((step for step in STEPS if step.name == name), None)
        if step is None:
            raise Http404
        if not self.may_take(request, step):
            raise PermissionDenied
        form = StepForm(step, request.POST or None)
        seen = _seen(request.POST.getlist("seen"))
        if request.method == "POST" and form.is_valid() and seen:
            for key, revision in seen.items():
                self._take(request, step, key, revision, form.cleaned_data)
            return redirect(self._page_after(list(seen)))
        chosen = list(seen) or keys_of(request.GET.getlist("id"))
        practices = list(self.get_queryset(request).filter(pk__in=chosen))
        if not practices:
            raise Http404
        if step.name == "return" and len(practices) == 1:
            form.initial = {"reason": _said_by_reviewers(practices[0])}
        return self._ask(request, step, form, practices)

    def _ask(self, request, step: Step, form: StepForm, practices: list[Practice]):
        missing = workflow.missing_of(practices) if step.name == "publish" else {}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": step.label,
            "step": step,
            "back": page_of([practice.pk for practice in practices]),
            "form": form,
            "practices": [
                (practice, [what for _part, what in missing.get(practice.pk, [])])
                for practice in practices
            ],
        }
        return render(request, "admin/cases/practice/step.html", context)

    def _take(self, request, step: Step, key: int, revision: int, given: dict) -> None:
        try:
            with transaction.atomic():
                practice = _as_seen(self.get_queryset(request), key, revision)
                step.take(practice, by=request.user, **given)
        except ValidationError as error:
            for message in error.messages:
                messages.error(request, message)
        else:
            done = _("“%(title)s” is now %(state)s.")
            names = {"title": practice, "state": practice.get_state_display()}
            messages.success(request, done % names)

    def _page_after(self, keys: list[int]) -> str:
        return page_of(keys if Practice.objects.filter(pk__in=keys).exists() else [])


def _said_by_reviewers(practice: Practice) -> str:
    """Return the remarks of both reviews, without names, for a curator to shorten."""
    given = practice.reviews_that_count().filter(given_at__isnull=False)
    remarks = [
        (review.get_place_display().capitalize(), str(remark.criterion), remark.text)
        for review in given
        for remark in review.remarks.select_related("criterion")
    ]
    remarks += [
        (review.get_place_display().capitalize(), _("In all"), review.remark)
        for review in given
        if review.remark
    ]
    return "\n".join(f"{place}, {about}: {text}" for place, about, text in sorted(remarks))


def _seen(values: list[str]) -> dict[int, int]:
    """Read "key-revision" of each case that the page showed; what is not of that form is left."""
    pairs = (value.partition("-") for value in values[:MOST_AT_ONCE])
    return {
        int(key): int(revision)
        for key, _dash, revision in pairs
        if key.isdecimal() and revision.isdecimal()
    }


def _as_seen(cases, key: int, revision: int) -> Practice:
    practice = cases.select_for_update(of=("self",)).filter(pk=key).first()
    if practice is None:
        raise ValidationError(_("A case was deleted meanwhile."), code="gone")
    if practice.revision != revision:
        raise ValidationError(
            _("“%(title)s” was changed after you opened this page: look at it again."),
            code="overtaken",
            params={"title": practice},
        )
    return practice
