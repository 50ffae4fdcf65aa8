"""The shapes of vocabularies and organisations."""

from rest_framework.serializers import (
    CharField,
    ChoiceField,
    FloatField,
    IntegerField,
    ListField,
    Serializer,
    URLField,
)

from cases.api.shapes import Paged, RowList


class Term(Serializer):
    slug = CharField(help_text="What the parameter `category` takes.")
    name = CharField(help_text="Its name.")
    description = CharField(help_text="What it means; may be empty.")
    first_cycle = IntegerField(help_text="Year since when it is used.", allow_null=True)
    last_cycle = IntegerField(help_text="Year until when it was used.", allow_null=True)
    cases = IntegerField(
        help_text="How many cases have it; null without an index.", allow_null=True
    )
    practices = URLField(help_text="The list of those cases.")


class TopCategory(Term):
    subcategories = Term(many=True, help_text="Its sub-categories, in their order.")


class CategoryTree(RowList):
    results = TopCategory(many=True, help_text="The top categories, in their order.")


class Country(Serializer):
    code = CharField(help_text="ISO 3166-1 alpha-2 code.")
    name = CharField(help_text="Its name.")
    region = CharField(help_text="Slug of its region.")
    region_name = CharField(help_text="Name of its region.")
    income_group = CharField(help_text="low, lower-middle, upper-middle, high, or empty.")
    cases = IntegerField(
        help_text="How many cases have it; null without an index.", allow_null=True
    )
    practices = URLField(help_text="The list of those cases.")


class CountryList(RowList):
    results = Country(many=True, help_text="The countries, by name.")


class City(Serializer):
    id = IntegerField(help_text="What the parameter `city` takes.")
    geonames_id = IntegerField(help_text="Its number at GeoNames.", allow_null=True)
    name = CharField(help_text="Its name.")
    country = CharField(help_text="ISO 3166-1 alpha-2 code of its country.", source="country_id")
    latitude = FloatField(help_text="Degrees north.", allow_null=True)
    longitude = FloatField(help_text="Degrees east.", allow_null=True)
    population = IntegerField(help_text="How many live there.", allow_null=True)
    cases = IntegerField(
        help_text="How many cases have it; null without an index.", allow_null=True
    )
    practices = URLField(help_text="The list of those cases.")


class CityList(Paged):
    results = City(many=True, help_text="The cities that some case has, by name.")


class Organisation(Serializer):
    id = IntegerField(help_text="Its number.")
    name = CharField(help_text="Its name.")
    acronym = CharField(help_text="Its acronym, or empty.")
    country = CharField(help_text="ISO 3166-1 alpha-2 code of its country, or empty.")
    type = CharField(help_text="Its type, by name.", allow_null=True)
    cases = IntegerField(help_text="In how many cases it stands.")
    url = URLField(help_text="This organisation in the API.")


class OrganisationList(Paged):
    results = Organisation(many=True, help_text="The organisations that stand in cases, by name.")


class Role(Serializer):
    practice = CharField(help_text="Slug of the case.")
    title = CharField(help_text="Title of the case.")
    role = ChoiceField(
        ["contact", "nominator", "partner"], help_text="What the organisation is in it."
    )
    url = URLField(help_text="The case in the API.")


class OrganisationContact(Serializer):
    address = CharField(help_text="Postal address, or empty.")
    url = CharField(help_text="Web address, or empty.")
    phones = ListField(child=CharField(), help_text="Telephone numbers.")
    faxes = ListField(child=CharField(), help_text="Fax numbers.")
    emails = ListField(child=CharField(), help_text="Mail addresses.")


class OrganisationDetail(Organisation):
    roles = Role(many=True, help_text="The cases it stands in, and as what.")
    contact = OrganisationContact(
        help_text="What reaches it; null when that is closed to the reader. Never a person.",
        allow_null=True,
    )


class Cycle(Serializer):
    year = IntegerField(help_text="Its year; what the parameter `cycle` takes.")
    body = CharField(help_text="The awarding body, or empty for that of the collection.")
    name = CharField(help_text="What it is called.")
    received = IntegerField(help_text="Submissions received.", allow_null=True)
    best = IntegerField(help_text="How many were named best practices.", allow_null=True)
    shortlisted = IntegerField(help_text="How many were short-listed.", allow_null=True)
    awarded = IntegerField(help_text="How many received an award.", allow_null=True)
    criteria = CharField(help_text="What submissions were judged by, or empty.")
    source = CharField(help_text="Where the totals are published, or empty.")
    cases = IntegerField(
        help_text="How many cases have a label of that year; null without an index.",
        allow_null=True,
    )
    practices = URLField(help_text="The list of those cases.")


class CycleList(RowList):
    results = Cycle(many=True, help_text="The award cycles, the latest first.")
