"""The narrative in the form: each heading with its question, its limit and the words so far."""

from functools import cached_property

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.forms.models import BaseInlineFormSet

from cases.forms import WORDS_IN_A_LINE, word_count
from cases.models import NarrativeFormat, NarrativeHeading, NarrativeSection
from fields.admin import LabelledForm, RowsInline
from fields.forms import LinesField


def headings_by_format() -> list[tuple[str, list[tuple[int, str]]]]:
    """Return all headings as choices, grouped by their format."""
    formats = NarrativeFormat.objects.prefetch_related("headings")
    return [
        (str(each), [(heading.pk, str(heading)) for heading in each.headings.all()])
        for each in formats
    ]


class SectionForm(LabelledForm):
    text = NarrativeSection._meta.get_field("text").formfield(
        form_class=LinesField, required=False, widget=AdminTextareaWidget
    )

    class Meta:
        model = NarrativeSection
        fields = ("heading", "text")
        widgets = {"heading": forms.HiddenInput}


class SectionForms(BaseInlineFormSet):
    """A form for each heading of the case's format, filled or blank, and for what else it has.

    A section whose text is emptied is deleted.
    """

    def __init__(self, *args, instance=None, **kwargs):
        written = set()
        if instance.pk:
            written = set(instance.sections.values_list("heading_id", flat=True))
        self.format = instance.narrative_format or NarrativeFormat.usual()
        blank = [heading.pk for heading in self._headings() if heading.pk not in written]
        self.extra = len(blank)
        kwargs["initial"] = [{"heading": pk} for pk in blank]
        super().__init__(*args, instance=instance, **kwargs)

    def _headings(self) -> list[NarrativeHeading]:
        return list(self.format.headings.all()) if self.format else []

    @cached_property
    def headings(self) -> dict[str, NarrativeHeading]:
        """The headings of all formats by their keys as the form sends them, own format first."""
        rows = NarrativeHeading.objects.select_related("format")
        rows = sorted(rows, key=lambda row: (row.format != self.format, row.format_id))
        return {str(row.pk): row for row in rows}

    def sections(self):
        """Yield heading, form and word count in the order of the page."""
        places = {pk: place for place, pk in enumerate(self.headings)}
        forms = {str(form["heading"].value()): form for form in self.forms}
        for pk in sorted(forms, key=lambda pk: places.get(pk, len(places))):
            heading, text = self.headings.get(pk), forms[pk]["text"]
            if heading:
                text.field.widget.attrs["rows"] = 3 + heading.word_limit // WORDS_IN_A_LINE
                words = word_count(text.auto_id, text.value(), heading.word_limit)
                yield heading, forms[pk], words

    def _should_delete_form(self, form):
        return form.cleaned_data.get("text") == ""


class SectionInline(RowsInline):
    model = NarrativeSection
    form = SectionForm
    formset = SectionForms
    template = "admin/cases/practice/sections.html"
    fields = ("heading", "text")
    related = ("heading",)
