"""The values a cell can have where there is a list of them."""

from cases.exports.columns import Column
from cases.models import (
    Category,
    Country,
    Ecosystem,
    LevelOfActivity,
    NarrativeHeading,
    SupportType,
)
from partners.models import OrganisationType

LISTS = {
    "countries": lambda: Country.objects.order_by("code").values_list("code", flat=True),
    "levels_of_activity": lambda: LevelOfActivity.objects.values_list("name", flat=True),
    "ecosystems": lambda: Ecosystem.objects.values_list("name", flat=True),
    "organisation_types": lambda: OrganisationType.objects.values_list("name", flat=True),
    "support_types": lambda: SupportType.objects.values_list("name", flat=True),
    "categories": lambda: Category.objects.filter(parent=None).values_list("name", flat=True),
    "subcategories": lambda: Category.objects.exclude(parent=None).values_list("name", flat=True),
    "headings": lambda: NarrativeHeading.objects.values_list("name", flat=True),
}

OPEN = {
    "levels_of_activity",
    "ecosystems",
    "organisation_types",
    "support_types",
    "categories",
    "subcategories",
}
"""Of these lists curators decide: another value waits for them."""


class Choices:
    """Looks up, once each, which values the column of a sheet can have."""

    def __init__(self):
        self._found: dict[str, list[str]] = {}

    def of(self, column: Column) -> list[str]:
        """Return the values in order; none where anything may stand."""
        if not isinstance(column.choices, str):
            return list(column.choices)
        if column.choices not in self._found:
            self._found[column.choices] = list(dict.fromkeys(LISTS[column.choices]()))
        return self._found[column.choices]
