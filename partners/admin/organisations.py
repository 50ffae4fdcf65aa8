"""Organisations and their types."""

from django.contrib import admin

from fields.admin import LINES
from partners.admin.people import ContactPersonInline, ContactPointInline, WithoutNames


class OrganisationAdmin(WithoutNames):
    """Registered by ``cases``, which knows what refers to an organisation."""

    list_select_related = ("type",)
    search_fields = ("name", "acronym")
    fields = (("name", "acronym"), ("type", "country"), "address", "url")
    formfield_overrides = LINES
    inlines = (ContactPointInline, ContactPersonInline)


class OrganisationTypeAdmin(admin.ModelAdmin):
    """Registered by ``cases``."""

    list_display = ("name", "position", "first_cycle", "last_cycle")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "description", "position", ("first_cycle", "last_cycle"))
