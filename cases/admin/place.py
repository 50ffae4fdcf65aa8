"""Countries and cities. Regions are a vocabulary."""

from django.contrib import admin

from cases.admin.merging import MergeViews
from cases.models import City, Country


@admin.register(Country)
class CountryAdmin(admin.ModelAdmin):
    list_display = ("name", "code", "region", "income_group")
    list_filter = ("region", "income_group")
    list_select_related = ("region",)
    search_fields = ("name", "=code")

    def get_readonly_fields(self, request, country=None):
        return ("code",) if country else ()


@admin.register(City)
class CityAdmin(MergeViews, admin.ModelAdmin):
    list_display = ("name", "country", "population", "latitude", "longitude")
    list_filter = ("country__region",)
    search_fields = ("name", "alternate_names", "country__name")
    autocomplete_fields = ("country",)
    show_full_result_count = False
    fields = (
        "name",
        "alternate_names",
        "country",
        ("latitude", "longitude"),
        "population",
        "geonames_id",
    )

    class Media:
        js = ["js/admin/labels.js"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("country")

    def get_ordering(self, request):
        return ("name", "-population")
