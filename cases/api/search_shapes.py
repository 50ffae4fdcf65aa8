"""The shapes of answers about a search."""

from rest_framework.serializers import BooleanField, CharField, IntegerField, Serializer, URLField


class Option(Serializer):
    value = CharField(help_text="What to give the parameter of the facet's name.")
    label = CharField(help_text="What it is called, in the language asked for.")
    cases = IntegerField(help_text="How many cases choosing it shows.")
    chosen = BooleanField(help_text="True when the query string chooses it.")


class TopOption(Option):
    below = Option(many=True, help_text="Its sub-categories; of all other facets empty.")


class Facet(Serializer):
    name = CharField(help_text="Name of the facet: that of its parameter.")
    label = CharField(help_text="What it is called, in the language asked for.")
    options = TopOption(many=True, help_text="Its values that some case has, or that are chosen.")


class YearOfActivity(Serializer):
    year = IntegerField(help_text="The year.")
    cases = IntegerField(help_text="How many cases of the list were active in it.")


class Facets(Serializer):
    total = IntegerField(help_text="How many cases the list has.")
    facets = Facet(many=True, help_text="The facets, in the order of the page.")
    years = YearOfActivity(many=True, help_text="The years in which something happened.")


class CoveredValue(Serializer):
    value = CharField(help_text="The value, as its facet takes it.")
    label = CharField(help_text="What it is called, in the language asked for.")
    cases = IntegerField(help_text="How many cases of the list have it; 0 is not covered.")
    whole = IntegerField(help_text="How many cases of the collection have it.")


class CoverageTable(Serializer):
    name = CharField(help_text="Name of the facet.")
    label = CharField(help_text="What it is called, in the language asked for.")
    rows = CoveredValue(
        many=True,
        help_text="Its values, those with most cases of the list first; terms without any too.",
    )


class CoveredYear(YearOfActivity):
    whole = IntegerField(help_text="How many cases of the collection were active in it.")


class Coverage(Serializer):
    total = IntegerField(help_text="How many cases the list has.")
    whole = IntegerField(help_text="How many cases the collection has.")
    sentence = CharField(
        help_text="The coverage in one sentence; empty where there is none to say."
    )
    tables = CoverageTable(many=True, help_text="Regions, countries, types of partner, labels.")
    years = CoveredYear(many=True, help_text="The years of activity.")


class Suggestion(Serializer):
    kind = CharField(help_text='"case", "organisation" or the name of a facet.')
    value = CharField(help_text="Slug of a case, number of an organisation, value of a facet.")
    label = CharField(help_text="The name.")
    cases = IntegerField(help_text="How many cases have it.")
    url = URLField(help_text="Where it leads to in the API.")


class Suggestions(Serializer):
    suggestions = Suggestion(many=True, help_text="At most eleven; none while there is no index.")
