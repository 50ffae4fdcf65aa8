"""Vocabularies: categories, scales, kinds of support, and the formats of the narrative."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from cases.admin.merging import MergeViews
from cases.models import (
    Category,
    Criterion,
    Ecosystem,
    LevelOfActivity,
    NarrativeFormat,
    NarrativeHeading,
    Region,
    SupportType,
)
from fields.admin import RowsInline

VALIDITY = ("first_cycle", "last_cycle")


class StillInUse(admin.SimpleListFilter):
    """Terms a new case may be given, and those retired with an earlier cycle."""

    title = _("in use")
    parameter_name = "in_use"

    def lookups(self, request, model_admin):
        return [("yes", _("still in use")), ("no", _("retired"))]

    def queryset(self, request, terms):
        if self.value() not in ("yes", "no"):
            return terms
        return terms.filter(last_cycle__isnull=self.value() == "yes")


@admin.register(LevelOfActivity, Ecosystem, SupportType, Region)
class TermAdmin(MergeViews, admin.ModelAdmin):
    list_display = ("name", "position", *VALIDITY)
    list_filter = (StillInUse,)
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "description", "position", VALIDITY)


class SubcategoryInline(RowsInline):
    model = Category
    verbose_name, verbose_name_plural = _("sub-category"), _("sub-categories")
    fields = ("name", "position", *VALIDITY)
    extra = 1


@admin.register(Category)
class CategoryAdmin(MergeViews, admin.ModelAdmin):
    list_display = ("name", "parent", "position", *VALIDITY, "cases")
    list_filter = (("parent", admin.RelatedOnlyFieldListFilter), StillInUse)
    search_fields = ("name", "parent__name")
    fields = ("name", "parent", "slug", "description", "position", VALIDITY)
    inlines = (SubcategoryInline,)

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("parent")
        return rows.annotate(cases=Count("classifications"))

    def get_inlines(self, request, category):
        is_top = category is not None and category.parent_id is None
        return self.inlines if is_top else ()

    def get_readonly_fields(self, request, category=None):
        return ("parent",) if category and category.subcategories.exists() else ()

    def get_search_results(self, request, categories, search_term):
        found, may_repeat = super().get_search_results(request, categories, search_term)
        return found.order_by("parent__position", "parent__name", "position", "name"), may_repeat

    @admin.display(description=_("cases"), ordering="cases")
    def cases(self, category) -> int:
        return category.cases


class HeadingInline(RowsInline):
    model = NarrativeHeading
    fields = ("name", "word_limit", "question", "position")
    extra = 1


class CriterionInline(RowsInline):
    model = Criterion
    fields = ("name", "question", "position")
    extra = 1


@admin.register(NarrativeFormat)
class NarrativeFormatAdmin(admin.ModelAdmin):
    list_display = ("name", "summary_limit", *VALIDITY)
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "description", "summary_limit", "position", VALIDITY)
    inlines = (HeadingInline, CriterionInline)
