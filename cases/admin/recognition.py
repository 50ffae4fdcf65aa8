"""Award cycles with their totals."""

from django.contrib import admin

from cases.models import Cycle

TOTALS = ("received", "best", "shortlisted", "awarded")


@admin.register(Cycle)
class CycleAdmin(admin.ModelAdmin):
    list_display = ("name", "year", "body", *TOTALS)
    search_fields = ("name", "body", "=year")
    fields = (("year", "name"), "body", TOTALS, "criteria", "source")
