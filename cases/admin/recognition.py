"""Award cycles with their totals."""

from django.contrib import admin

from cases.models import Cycle

NOMINATIONS = ("nominations_from", "nominations_until")
TOTALS = ("received", "best", "shortlisted", "awarded")


@admin.register(Cycle)
class CycleAdmin(admin.ModelAdmin):
    list_display = ("name", "year", "body", *NOMINATIONS, *TOTALS)
    search_fields = ("name", "body", "=year")
    fields = (("year", "name"), "body", TOTALS, "criteria", "source", NOMINATIONS)
