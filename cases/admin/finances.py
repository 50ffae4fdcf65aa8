"""The financial profile as one table: a row for each year, a column for each funder."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.models import BaseInlineFormSet, inlineformset_factory
from django.utils.translation import gettext_lazy as _

from cases.models import FinancialShare, FinancialYear, Funder, Practice
from cases.models.finance import HUNDRED
from fields.admin import LabelledForm, RowsInline


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"


class FunderForm(LabelledForm):
    class Meta:
        model = Funder
        fields = ("label", "partnership")


class FunderForms(BaseInlineFormSet):
    """The columns. There is always an empty one for the next funder."""

    def __init__(self, *args, instance=None, **kwargs):
        rows = instance.partnerships.select_related("organisation") if instance.pk else []
        self.partners = [("", _("no partner")), *((row.pk, str(row)) for row in rows)]
        super().__init__(*args, instance=instance, **kwargs)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["partnership"].choices = self.partners
        if form.instance.pk is None:
            form.fields["partnership"].choices = [("", _("by its name")), *self.partners[1:]]

    def save_columns(self) -> list[Funder | None]:
        """Save the funders; return one for each column, None for a column empty or deleted."""
        for place, form in enumerate(self.forms):
            if form not in self.initial_forms:
                form.instance.position = place
                form.instance.partnership = form.instance.partnership or self._partner_called(
                    form.instance.label
                )
        self.save()
        return [form.instance if form.instance.pk else None for form in self.forms]

    def _partner_called(self, label: str):
        named = Q(organisation__name__iexact=label) | Q(organisation__acronym__iexact=label)
        return self.instance.partnerships.filter(named).first() if label else None


Columns = inlineformset_factory(
    Practice, Funder, form=FunderForm, formset=FunderForms, extra=1, can_delete=True
)


class YearForm(LabelledForm):
    """A year's total, and a share in per cent for each column; an empty cell is a dash."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = self.instance
        self.fields["total"].widget = forms.TextInput(
            attrs={"inputmode": "decimal", "aria-label": _("Total"), "size": 10}
        )
        self.initial["total"] = year.as_entered or _plain(year.total)

    def add_shares(self, funders: list[Funder]) -> None:
        held = self.instance.shares.all() if self.instance.pk else []
        percents = {share.funder_id: share.percent for share in held}
        for column, funder in enumerate(funders):
            percent = percents.get(funder.pk) if funder.pk else None
            self.fields[f"share_{column}"] = FinancialShare._meta.get_field("percent").formfield(
                required=False, min_value=0, max_value=100, initial=_plain(percent)
            )
            widget = self.fields[f"share_{column}"].widget = forms.TextInput(
                attrs={"inputmode": "decimal", "size": 5}
            )
            widget.attrs["aria-label"] = _("Share of %(funder)s in per cent") % {
                "funder": funder.label or _("the new funder")
            }

    def shares(self) -> list:
        return [self[name] for name in self.fields if name.startswith("share_")]

    @property
    def unassigned(self) -> str:
        """What is left of 100 per cent, as far as the cells can be read; empty without shares."""
        percents = [self._percent(cell) for cell in self.shares()]
        stated = [percent for percent in percents if percent is not None]
        return _plain(HUNDRED - sum(stated)) if stated else ""

    def _percent(self, cell) -> Decimal | None:
        try:
            return cell.field.clean(cell.value())
        except ValidationError:
            return None

    def clean_currency(self):
        return self.cleaned_data["currency"].upper()

    def clean(self):
        if "total" in self.changed_data:
            self.instance.as_entered = str(self["total"].value()).strip()
        return super().clean()

    def save_shares(self, funders: list[Funder | None]) -> None:
        held = {share.funder_id: share for share in self.instance.shares.all()}
        for column, funder in enumerate(funders):
            if funder and f"share_{column}" in self.changed_data:
                self._save_share(held.get(funder.pk), funder, self.cleaned_data[f"share_{column}"])

    def _save_share(self, share: FinancialShare | None, funder: Funder, percent: Decimal | None):
        if percent is not None:
            share = share or FinancialShare(year=self.instance, funder=funder)
            share.percent = percent
            share.save()
        elif share:
            share.delete()


class FinancialTable(BaseInlineFormSet):
    """The years with their shares; ``columns`` are the funders."""

    def __init__(self, data=None, files=None, instance=None, **kwargs):
        self.columns = Columns(data, instance=instance, prefix="funders")
        super().__init__(data, files, instance=instance, **kwargs)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.add_shares([column.instance for column in self.columns.forms])

    def clean(self):
        super().clean()
        if not self.columns.is_valid():
            raise ValidationError(_("See the errors at the heads of the columns."))
        for number, column in enumerate(self.columns.forms):
            if not column.cleaned_data.get("label"):
                self._refuse_shares(number)

    def _refuse_shares(self, column: int) -> None:
        for form in self.forms:
            if form.cleaned_data.get(f"share_{column}") is not None:
                raise ValidationError(
                    _("Name the funder whose share of %(year)s is %(percent)s per cent."),
                    params={
                        "year": form.cleaned_data.get("year"),
                        "percent": _plain(form.cleaned_data[f"share_{column}"]),
                    },
                )

    def has_changed(self):
        return super().has_changed() or self.columns.has_changed()

    def save(self, commit=True):
        funders = self.columns.save_columns()
        saved = super().save(commit)
        for form in self.forms:
            if form.instance.pk and form.has_changed():
                form.save_shares(funders)
        return saved


class FinancialInline(RowsInline):
    model = FinancialYear
    form = YearForm
    formset = FinancialTable
    template = "admin/cases/practice/finances.html"
    verbose_name_plural = _("financial profile")
    fields = ("year", "total", "unit", "currency")
    extra = 1

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("shares")
