"""Rows of related things in an admin form: labelled, orderable, in a fixed number of queries."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from fields.forms import LinesField, leave_uncut
from fields.named import NamedRowField, Names
from fields.text import PlainTextField, PlainURLField

LINES = {PlainTextField: {"form_class": LinesField, "widget": AdminTextareaWidget}}
IN_ROWS = {
    PlainTextField: {"form_class": LinesField, "widget": AdminTextareaWidget(attrs={"rows": 2})},
    PlainURLField: {"widget": forms.URLInput},
}


class LabelledForm(forms.ModelForm):
    """A form whose inputs can stand in a table: each bears its label itself."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        leave_uncut(self.fields.values())
        loaded = self.instance._state.fields_cache
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if not (widget.is_hidden or widget.use_fieldset):
                widget.attrs.setdefault("aria-label", field.label or name)
            if isinstance(field, NamedRowField):
                field.chosen = loaded.get(name)


class OrderedForm(LabelledForm):
    order = forms.IntegerField(
        label=_("Order"),
        required=False,
        min_value=1,
        max_value=9999,
        help_text=_("1 comes first; empty: last."),
    )


class OrderedRows(BaseInlineFormSet):
    """Rows that keep the order of the page in ``position``; the form counts from 1.

    A row given the number of another takes its place, and the others move on.
    """

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if index is not None and index < self.initial_form_count():
            form.fields["order"].initial = index + 1

    def save(self, commit=True):
        saved = super().save(commit)
        rows = [form.instance for form in sorted(self._kept_forms(), key=self._wanted_place)]
        moved = [row for place, row in enumerate(rows) if row.position != place]
        for place, row in enumerate(rows):
            row.position = place
        self.model.objects.bulk_update(moved, ["position"])
        return saved

    def _kept_forms(self) -> list[OrderedForm]:
        return [
            form for form in self.forms if form.instance.pk and not self._should_delete_form(form)
        ]

    def _wanted_place(self, form) -> tuple[float, int]:
        place, wanted = form.fields["order"].initial, form.cleaned_data.get("order")
        if place is None:
            return (wanted, -1) if wanted else (float("inf"), 0)
        wanted = wanted or place
        return wanted, (wanted > place) - (wanted < place)


class ChosenRelations:
    """Makes the choices of an admin form: related rows are chosen there, never kept there.

    ``named`` says of which fields a row is chosen by typing its name.
    """

    named: dict[str, Names] = {}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if names := self.named.get(db_field.name):
            label, optional = capfirst(db_field.verbose_name), db_field.blank
            return NamedRowField(names, label=label, required=not optional)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class RowsInline(ChosenRelations, admin.TabularInline):
    """An inline without select options that are asked for again in each row, the last row blank.

    ``related`` names what the text of a row's choices needs, for ``select_related``.
    """

    form = LabelledForm
    formfield_overrides = IN_ROWS
    template = "admin/rows/table.html"
    extra = 1
    related: tuple[str, ...] = ()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.choices = list(field.choices)
        return field

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.related)

    def has_change_permission(self, request, obj=None) -> bool:
        """Rows belong to what they hang from: who may change that may change them."""
        parent = self.admin_site.get_model_admin(self.parent_model)
        if obj is None:
            return parent.has_add_permission(request) or parent.has_change_permission(request)
        return parent.has_change_permission(request, obj)

    def has_add_permission(self, request, obj) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return self.has_change_permission(request, obj)

    def has_view_permission(self, request, obj=None) -> bool:
        return self.has_change_permission(request, obj)


class OrderedInline(RowsInline):
    form = OrderedForm
    formset = OrderedRows
