"""Organisations and their types at the desk, with what only cases know: how they are merged, and
what countries are called."""

from collections.abc import Iterable

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cases import glossary
from cases.admin.merging import MergeViews
from fields.term import said
from partners.admin.organisations import OrganisationAdmin, OrganisationTypeAdmin
from partners.models import Organisation, OrganisationType


class CountryFilter(admin.SimpleListFilter):
    """The countries that organisations are in."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        codes = Organisation.objects.order_by().values_list("country", flat=True).distinct()
        return _named(filter(None, codes))

    def queryset(self, request, organisations):
        return organisations.filter(country=self.value()) if self.value() else organisations


def _named(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return codes and names of countries by their names."""
    return sorted(((code, _name(code)) for code in codes), key=lambda pair: pair[1].casefold())


def _name(code: str | None) -> str:
    return said(glossary.country(code)) if code else ""


@admin.register(Organisation)
class MergedOrganisationAdmin(MergeViews, OrganisationAdmin):
    list_display = ("name", "acronym", "type", "named_country")
    list_filter = ("type", CountryFilter)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "country":
            blank, *offered = field.choices
            field.choices = [blank, *_named(code for code, _name in offered)]
        return field

    @admin.display(description=_("country"), ordering="country")
    def named_country(self, organisation) -> str:
        return _name(organisation.country.code)


@admin.register(OrganisationType)
class MergedOrganisationTypeAdmin(MergeViews, OrganisationTypeAdmin):
    pass
