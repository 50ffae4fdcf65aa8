"""Where a reader states their own place, so that cases say how theirs differ."""

import re

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cases.criteria import Criteria
from cases.models import Country, Ecosystem, LevelOfActivity
from cases.own_place import OwnPlace, place_stated, state_in, stated_in
from cases.views.addresses import search_address, with_value
from fields.term import said

MOST_PEOPLE = 1_000_000_000
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s,'’](?=\d)")


class People(forms.IntegerField):
    """A number of people, typed with or without commas or spaces between the thousands."""

    widget = forms.TextInput

    def to_python(self, value):
        return super().to_python(BETWEEN_DIGITS.sub("", value) if isinstance(value, str) else value)


def _term(model, label) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        model.objects.offered(),
        label=label,
        to_field_name="slug",
        required=False,
        empty_label=_("not stated"),
    )


class OwnPlaceForm(forms.Form):
    population = People(
        label=_("Population"),
        min_value=1,
        max_value=MOST_PEOPLE,
        required=False,
        help_text=_("How many people live in your city or area."),
    )
    income_group = forms.ChoiceField(
        label=_("Income group of your country"),
        choices=[("", _("not stated")), *Country.IncomeGroup.choices],
        required=False,
        help_text=_("By the World Bank. Which country is in which stands below."),
    )
    ecosystem = _term(Ecosystem, _("Ecosystem"))
    level = _term(LevelOfActivity, _("Level of government"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["population"].widget.attrs["inputmode"] = "numeric"

    @property
    def place(self) -> OwnPlace:
        asked = self.cleaned_data
        terms = {name: asked[name].slug for name in ("ecosystem", "level") if asked[name]}
        return OwnPlace(asked["population"], asked["income_group"], **terms)


@require_http_methods(["GET", "HEAD", "POST"])
def own_place(request):
    """Ask for the reader's place; ``next`` is the page of this site to go back to."""
    back = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = reverse("search")
    place = stated_in(request.session)
    form = OwnPlaceForm(
        request.POST if request.method == "POST" else None, initial=place.stated if place else None
    )
    if request.method == "POST" and form.is_valid():
        stated = None if "forget" in request.POST or not form.place.stated else form.place
        state_in(request.session, stated)
        place_stated.send(own_place, request=request, place=stated)
        return HttpResponseRedirect(back)
    context = {"form": form, "back": back, "stated": place, "countries": _countries()}
    status = 400 if form.is_bound else 200
    return render(request, "cases/own_place.html", context, status=status)


def _countries() -> list[tuple[str, list[str]]]:
    """Return the names of the countries in each income group."""
    rows = Country.objects.order_by("name").values_list("income_group", "name")
    rows = [(group, said(name)) for group, name in rows]
    groups = [*Country.IncomeGroup.choices, ("", _("not classified"))]
    return [
        (label, names) for value, label in groups if (names := [n for g, n in rows if g == value])
    ]


def like_mine(place: OwnPlace, criteria: Criteria, view: str) -> list[tuple[str, str]]:
    """Return the ways to narrow a list to places like the reader's: label and address of each."""
    labels = {
        "population": _("similar population"),
        "income_group": _("same income group"),
        "ecosystem": _("same ecosystem"),
        "level": _("same level"),
    }
    ways = []
    for name, values in place.facet_values().items():
        if name not in criteria.values:
            narrowed = criteria
            for value in values:
                narrowed = with_value(narrowed, name, value)
            ways.append((labels[name], search_address(narrowed, view=view)))
    return ways
