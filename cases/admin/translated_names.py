"""What the words of the vocabularies are in other languages, in one list that is written in."""

from django.contrib import admin

from cases.models import TranslatedName


@admin.register(TranslatedName)
class TranslatedNameAdmin(admin.ModelAdmin):
    list_display = ("name", "language", "translation")
    list_editable = ("translation",)
    list_filter = ("language",)
    search_fields = ("name", "translation")
    list_per_page = 50
