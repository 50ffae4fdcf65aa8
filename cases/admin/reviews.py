"""The reviews: a list of them, and the reviewer's screen with the case beside the remarks."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import charts, reviews, roles
from cases.access import Reader
from cases.admin.queues import ReviewQueues
from cases.models import Criterion, Practice, Review
from cases.record import read_record
from cases.record.reading_copy import reading_copy
from fields.forms import LinesField, leave_uncut
from fields.read_only import ReadOnly
from fields.term import said


def _text(label, help_text="") -> forms.Field:
    return LinesField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReviewForm(forms.Form):
    """A remark for each criterion, one in all, a recommendation; ``seen`` is what was shown.

    Nothing is required here: a review is kept half written. ``reviews.give`` says what is missing.
    """

    recommendation = forms.ChoiceField(
        label=gettext_lazy("Your recommendation"),
        choices=Review.Recommendation,
        widget=forms.RadioSelect,
        required=False,
    )
    seen = forms.RegexField(r"^\d{1,9}-\d{1,9}$", widget=forms.HiddenInput)

    def __init__(self, review: Review, *args, **kwargs):
        self.criteria = list(reviews.criteria_of(review.practice))
        written = {row.criterion_id: row.text for row in review.remarks.all()}
        initial = {_name(row): written.get(row.pk, "") for row in self.criteria}
        initial |= {"remark": review.remark, "recommendation": review.recommendation}
        initial["seen"] = f"{review.practice.revision}-{review.revision}"
        super().__init__(*args, initial=initial, **kwargs)
        remarks = {_name(row): _text(str(row), said(row.question)) for row in self.criteria}
        recommendation, seen = self.fields.pop("recommendation"), self.fields.pop("seen")
        self.fields |= {
            **remarks,
            "remark": _text(_("In all")),
            "recommendation": recommendation,
            "seen": seen,
        }
        leave_uncut(self.fields.values())

    @property
    def opinion(self) -> reviews.Opinion:
        cleaned = self.cleaned_data
        remarks = {row.pk: cleaned[_name(row)] for row in self.criteria}
        return reviews.Opinion(cleaned["recommendation"], cleaned["remark"], remarks)

    @property
    def shown(self) -> tuple[int, int]:
        practice, review = self.cleaned_data["seen"].split("-")
        return int(practice), int(review)


def _name(criterion: Criterion) -> str:
    return f"criterion-{criterion.pk}"


class DeclineForm(forms.Form):
    reason = LinesField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@admin.register(Review)
class ReviewAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("practice", "place", "reviewer", "asked_at", "recommendation", "given_at")
    list_display_links = ("practice",)
    list_filter = (ReviewQueues, "recommendation")
    search_fields = ("practice__title",)
    ordering = ("given_at", "asked_at")
    actions = None

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("practice", "reviewer", "asked_by")
        return rows if roles.keeps_cases(request.user) else rows.filter(reviewer=request.user)

    def has_view_permission(self, request, obj=None):
        return roles.reads_reviews(request.user)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def get_urls(self):
        page = self.admin_site.admin_view(self.decline_view)
        own = path("<int:key>/decline/", page, name="cases_review_decline")
        return [own, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show the case beside the review; whoever was asked for it writes it here."""
        review = self._found(request, object_id)
        if not review:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        if not reviews.is_open_to(review, request.user):
            return self._show(request, review, None)
        form = ReviewForm(review, request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                return self._save(request, review, form)
            except ValidationError as error:
                form.add_error(None, error)
                if error.code == "overtaken":
                    review = self._found(request, object_id)
                    form.data = form.data.copy()
                    form.data["seen"] = f"{review.practice.revision}-{review.revision}"
        return self._show(request, review, form)

    def decline_view(self, request, key: int):
        review = self._found(request, key)
        form = DeclineForm(request.POST or None)
        if not review or request.method != "POST" or not form.is_valid():
            return redirect("admin:cases_review_changelist")
        try:
            reviews.decline(review, request.user, form.cleaned_data["reason"])
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            done = _("The curators will ask somebody else to review “%s”.")
            messages.success(request, done % review.practice)
        return redirect("admin:cases_review_changelist")

    def _found(self, request, key) -> Review | None:
        return self.get_object(request, str(key)) if self.has_view_permission(request) else None

    def _save(self, request, review: Review, form: ReviewForm):
        if "give" in request.POST:
            reviews.give(review, form.opinion, request.user, form.shown)
            messages.success(request, _("Your review of “%s” was given.") % review.practice)
            return redirect("admin:cases_review_changelist")
        reviews.keep(review, form.opinion, request.user, form.shown)
        messages.success(request, _("Kept. It counts once you give it."))
        return redirect("admin:cases_review_change", review.pk)

    def _show(self, request, review: Review, form: ReviewForm | None):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": review.practice.title,
            "review": review,
            "remarks": review.remarks.select_related("criterion"),
            "form": form,
            "decline": DeclineForm(auto_id="decline_%s"),
            "decline_address": reverse("admin:cases_review_decline", args=[review.pk]),
            **_case(review.practice),
        }
        return render(request, "admin/cases/review/screen.html", context)


def _case(practice: Practice) -> dict:
    """Return what the template shows of the case: the whole record without contact persons."""
    practice = Practice.objects.for_page().get(pk=practice.pk)
    record = reading_copy(read_record(practice), Reader.CURATOR)
    return {
        "case": practice,
        "record": record,
        "profile": charts.financial_profile(record["financials"]),
    }
