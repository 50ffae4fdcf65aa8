"""The claims of a case: passages of its sections that state a result, with their evidence."""

from django import forms
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.admin.narrative import headings_by_format
from cases.anchors import nearest
from cases.models import Claim
from fields.admin import OrderedForm, OrderedInline, OrderedRows


class ClaimForm(OrderedForm):
    """A claim; one whose passage was lost offers the sentence that is most like it."""

    take = forms.BooleanField(label=gettext_lazy("Take the nearest passage"), required=False)

    def offer(self, texts: dict[int, str]) -> None:
        """Take the texts of the sections by heading; say what became of a lost passage."""
        claim = self.instance
        self.nearest = ""
        if claim.lost_at:
            self.nearest = nearest(claim.quote, texts.get(claim.heading_id, ""))
            lost = _("Not found in the section since %(day)s.")
            day = date_format(claim.lost_at)
            self.fields["quote"].help_text = lost % {"day": day}
        if self.nearest:
            self.fields["take"].help_text = f"“{self.nearest}”"
        else:
            del self.fields["take"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("take"):
            cleaned["quote"], cleaned["before"] = self.nearest, ""
        return cleaned


class ClaimRows(OrderedRows):
    @cached_property
    def texts(self) -> dict[int, str]:
        if not self.instance.pk:
            return {}
        return dict(self.instance.sections.values_list("heading", "text"))

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.offer(self.texts if form.instance.lost_at else {})


class ClaimInline(OrderedInline):
    model = Claim
    form = ClaimForm
    formset = ClaimRows
    template = "admin/rows/cards.html"
    fields = (
        "heading",
        "quote",
        "take",
        "before",
        "value",
        "unit",
        "place",
        "period",
        "baseline",
        "measured_by",
        "evidence",
        "source",
        "order",
    )

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "heading":
            field.choices = [("", _("Choose a section")), *headings_by_format()]
        return field
