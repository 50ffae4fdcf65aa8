"""The practices: the list with its queues, and the form in the order of the printed page."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import workflow
from cases.admin.claims import ClaimInline
from cases.admin.exports import EXPORTS
from cases.admin.finances import FinancialInline
from cases.admin.follow_ups import FollowUpViews, record_follow_ups
from cases.admin.form import PracticeForm
from cases.admin.history import HistoryPage
from cases.admin.names import ORIGINALS
from cases.admin.narrative import SectionInline
from cases.admin.partnership import PartnershipInline
from cases.admin.preview import READERS, Preview
from cases.admin.queues import PracticeQueues
from cases.admin.revert import RevertViews
from cases.admin.reviewers import ReviewersPage
from cases.admin.rights import CaseRights
from cases.admin.rows import (
    ClassificationInline,
    FollowUpInline,
    KeyDateInline,
    LocationInline,
    RecognitionInline,
    ReferenceInline,
    TransferInline,
)
from cases.admin.saving import Saving
from cases.admin.spreadsheets import SpreadsheetViews
from cases.admin.steps import StepViews
from cases.admin.suggestions import Suggestions
from cases.models import KeyDate, NarrativeFormat, Practice
from fields.admin import LINES, ChosenRelations

State = Practice.State
MOST_TOP_CATEGORIES = 3
SCRIPTS = (
    "words",
    "admin/finances",
    "admin/suggest",
    "admin/alike",
    "admin/rows",
    "admin/claims",
    "admin/missing",
    "admin/conflict",
    "admin/keys",
    "admin/kept",
    "unsaved",
)

TITLE = (
    gettext_lazy("Title"),
    {
        "fields": [
            "title",
            "language",
            ("translation_of", "translated_version"),
            "narrative_format",
        ]
    },
)
SCALES = (gettext_lazy("Level and ecosystem"), {"fields": [("level_of_activity", "ecosystem")]})
SUMMARY = (gettext_lazy("Summary"), {"fields": ["summary"]})
CONTACT = (gettext_lazy("Contact"), {"fields": []})
NOMINATOR = (gettext_lazy("Nominating organisation"), {"fields": ["nominating"]})
SOURCE = (
    gettext_lazy("Source and age"),
    {
        "fields": [
            ("source_kind", "source_name", "source_licence"),
            "illustrative",
            ("first_published", "last_reviewed"),
            "slug",
            ("entered_by", "created_at", "updated_at", "imported_on"),
        ]
    },
)
REASON = (gettext_lazy("What changed"), {"fields": ["reason"]})

PAGE = (
    TITLE,
    LocationInline,
    RecognitionInline,
    ClassificationInline,
    SCALES,
    SUMMARY,
    SectionInline,
    KeyDateInline,
    ReferenceInline,
    CONTACT,
    NOMINATOR,
    PartnershipInline,
    FinancialInline,
    ClaimInline,
    TransferInline,
    FollowUpInline,
    SOURCE,
    REASON,
)


class PracticeList(ChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        return super().get_queryset(request, exclude_parameters).for_list()


@admin.register(Practice)
class PracticeAdmin(
    CaseRights,
    SpreadsheetViews,
    HistoryPage,
    RevertViews,
    FollowUpViews,
    StepViews,
    ReviewersPage,
    Suggestions,
    Preview,
    Saving,
    ChosenRelations,
    admin.ModelAdmin,
):
    form = PracticeForm
    formfield_overrides = LINES
    actions = [*StepViews.actions, *EXPORTS, record_follow_ups]
    inlines = [part for part in PAGE if isinstance(part, type)]
    named = {"translation_of": ORIGINALS}
    radio_fields = {"nominating": admin.HORIZONTAL}
    readonly_fields = ("entered_by", "created_at", "updated_at", "imported_on")

    list_display = ("title", "state", "place", "recognised", "entered_by", "updated_at")
    list_filter = (
        PracticeQueues,
        "recognitions__level",
        ("recognitions__cycle", admin.RelatedOnlyFieldListFilter),
        ("nomination__cycle", admin.RelatedOnlyFieldListFilter),
        ("locations__country__region", admin.RelatedOnlyFieldListFilter),
        "language",
        "source_kind",
        "illustrative",
    )
    list_select_related = ("entered_by",)
    list_per_page = 50
    search_fields = ("title", "locations__city__name", "locations__country__name")
    ordering = ("-updated_at",)

    class Media:
        css = {"all": ["css/entry.css"]}
        js = [f"js/{name}.js" for name in SCRIPTS]

    def get_changelist(self, request, **kwargs):
        return PracticeList

    @admin.display(description=gettext_lazy("place"))
    def place(self, practice) -> str:
        return " · ".join(str(place) for place in practice.locations.all())

    @admin.display(description=gettext_lazy("recognition"))
    def recognised(self, practice) -> str:
        return str(practice.recognition or "")

    def get_fieldsets(self, request, obj=None):
        hidden = None if obj and obj.state == State.PUBLISHED else REASON
        return [part for part in PAGE if not isinstance(part, type) and part is not hidden]

    def get_changeform_initial_data(self, request):
        usual = NarrativeFormat.usual()
        given = super().get_changeform_initial_data(request)
        return {"narrative_format": usual and usual.pk, **given}

    def get_formset_kwargs(self, request, obj, inline, prefix):
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, RecognitionInline) and hasattr(obj, "nomination"):
            given["initial"] = [{"cycle": obj.nomination.cycle_id}]
        return given

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        fieldsets = iter(context["adminform"])
        formsets = {type(each.opts): each for each in context["inline_admin_formsets"]}
        shown = [part for part in PAGE if isinstance(part, type) or part is not REASON]
        context["parts"] = [
            {"formset": formsets[part]} if isinstance(part, type) else {"fieldset": next(fieldsets)}
            for part in shown
        ]
        context["reason"] = next(fieldsets, None)
        for part, name in ((CONTACT, "contact"), (NOMINATOR, "nominator")):
            context["parts"][shown.index(part)]["contact"] = context["adminform"].form.contacts[
                name
            ]
        context["missing"] = workflow.missing_parts(obj)
        context["conflict"] = getattr(request, "conflict", None)
        if obj:
            context["readers"] = READERS
            context["steps"] = self.open_steps(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        practice = form.instance
        changed = form.content_changed or any(formset.has_changed() for formset in formsets)
        if practice.state == State.PUBLISHED and changed:
            workflow.revise(practice, by=request.user, reason=form.cleaned_data["reason"])
        self._advise(request, practice)

    def _advise(self, request, practice: Practice) -> None:
        """Say where the case goes beyond what is recommended; nothing is refused for it."""
        tops = len(practice.category_tree)
        if tops > MOST_TOP_CATEGORIES:
            advice = _("The case has %(number)d top categories; up to %(most)d are recommended.")
            messages.warning(request, advice % {"number": tops, "most": MOST_TOP_CATEGORIES})
        lost = practice.claims.filter(lost_at__isnull=False).count()
        if lost:
            advice = _("%(number)d claims are not found in their section: see there.")
            messages.warning(request, advice % {"number": lost})
        dates = practice.key_dates.count()
        if dates > KeyDate.RECOMMENDED_MOST:
            advice = _("The case has %(number)d key dates; up to %(most)d are recommended.")
            most = KeyDate.RECOMMENDED_MOST
            messages.warning(request, advice % {"number": dates, "most": most})
