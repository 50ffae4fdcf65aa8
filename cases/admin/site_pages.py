"""The texts of the site's own pages."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.markdown import to_page_html
from cases.models import SitePage
from fields.admin import LINES


@admin.register(SitePage)
class SitePageAdmin(admin.ModelAdmin):
    list_display = ("slug", "language", "title", "changed_at")
    list_filter = ("slug", "language")
    search_fields = ("title", "body")
    fields = (("slug", "language"), "title", "body", "preview")
    readonly_fields = ("preview",)
    formfield_overrides = LINES

    @admin.display(description=_("as stored"))
    def preview(self, page):
        return to_page_html(page.body) if page.pk else _("It can be seen here once it is saved.")

    def get_form(self, request, obj=None, **kwargs):
        texts = {
            "title": _("Empty: the title that ships."),
            "body": _("Markdown: ## heading, **bold**, [words](address), - list. No HTML."),
        }
        return super().get_form(request, obj, help_texts=texts, **kwargs)

    def get_changeform_initial_data(self, request):
        """Begin with the text that ships for the page and language the address names, if any."""
        given = {"language": settings.LANGUAGE_CODE, **super().get_changeform_initial_data(request)}
        page = SitePage.shipped(given["slug"], given["language"]) if _is_page(given) else None
        return given | (forms.model_to_dict(page, ["title", "body"]) if page else {})

    def save_model(self, request, obj, form, change):
        obj.changed_at = timezone.now()
        super().save_model(request, obj, form, change)


def _is_page(given: dict) -> bool:
    return given.get("slug") in SitePage.Slug and given["language"] in dict(settings.LANGUAGES)
