"""The curators' desk: Django's admin, one module for each thing kept there."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cases.admin import (
    history,
    imports,
    links,
    nominations,
    organisations,
    persons,
    place,
    practice,
    proposals,
    recognition,
    reviews,
    site_pages,
    taxonomy,
    translated_names,
    unknown_terms,
)

admin.site.site_header = admin.site.site_title = settings.SITE_NAME
admin.site.site_url = settings.SITE_PATH
admin.site.index_title = _("Curators’ desk")
admin.site.enable_nav_sidebar = False

__all__ = [
    "history",
    "imports",
    "links",
    "nominations",
    "organisations",
    "persons",
    "place",
    "practice",
    "proposals",
    "recognition",
    "reviews",
    "site_pages",
    "taxonomy",
    "translated_names",
    "unknown_terms",
]
