"""Organisations and their types at the desk, with what only cases know: how they are merged."""

from django.contrib import admin

from cases.admin.merging import MergeViews
from partners.admin.organisations import OrganisationAdmin, OrganisationTypeAdmin
from partners.models import Organisation, OrganisationType


@admin.register(Organisation)
class MergedOrganisationAdmin(MergeViews, OrganisationAdmin):
    pass


@admin.register(OrganisationType)
class MergedOrganisationTypeAdmin(MergeViews, OrganisationTypeAdmin):
    pass
