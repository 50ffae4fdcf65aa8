"""The facets beside a list of hits, and the chips of what is chosen above it."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from cases.criteria import Criteria
from cases.facets import FACETS, FACETS_BY_NAME
from cases.search import Option
from cases.views.addresses import search_address, without_value

OPEN_AT_FIRST = {"region", "category", "recognition"}
SHOWN_OPTIONS = 8


@dataclass(frozen=True)
class Group:
    """One facet with its options; only the first are shown before a reader asks for the rest.

    ``unfolded`` are the options with a chosen option below them.
    """

    name: str
    label: str
    first: list
    rest: list
    is_open: bool
    is_tree: bool
    unfolded: list


@dataclass(frozen=True)
class Chip:
    """A chosen filter, with the address of the same search without it."""

    label: str
    value: str
    address: str


def groups(facets: dict, criteria: Criteria) -> list[Group]:
    """Return the facets that have options, in the order of the one list of facets."""
    made = [_group(facet, facets[facet.name], criteria) for facet in FACETS]
    return [group for group in made if group.first]


def _group(facet, options: list[Option], criteria: Criteria) -> Group:
    chosen = criteria.values.get(facet.name, ())
    options = options + _chosen_without_hits(facet.name, chosen, options)
    cut = SHOWN_OPTIONS if len(options) > SHOWN_OPTIONS + 2 else len(options)
    first, rest = list(options[:cut]), list(options[cut:])
    unfolded = [option for option in options if any(sub.selected for sub in option.children)]
    hidden_but_chosen = [option for option in rest if option.selected or option in unfolded]
    return Group(
        name=facet.name,
        label=facet.label,
        first=first + hidden_but_chosen,
        rest=[option for option in rest if option not in hidden_but_chosen],
        is_open=bool(chosen) or facet.name in OPEN_AT_FIRST,
        is_tree=any(option.children for option in options),
        unfolded=unfolded,
    )


def _chosen_without_hits(name: str, chosen: tuple[str, ...], options: list[Option]) -> list:
    listed = _listed(options)
    labels = _labels(name, chosen, options)
    return [Option(value, labels[value], 0, True) for value in chosen if value not in listed]


def chips(facets: dict, criteria: Criteria) -> list[Chip]:
    return [
        Chip(
            FACETS_BY_NAME[name].label,
            label,
            search_address(without_value(criteria, name, value)),
        )
        for name, values in criteria.values.items()
        for value, label in _labels(name, values, facets[name]).items()
    ] + _years(criteria)


def _labels(name: str, values: tuple[str, ...], options: list[Option]) -> dict[str, str]:
    """Return the label of each value; one without hits is not among the options."""
    listed = _listed(options)
    missing = [value for value in values if value not in listed]
    if missing:
        listed.update(FACETS_BY_NAME[name].labels(missing))
    return {value: listed.get(value, value) for value in values}


def _listed(options: list[Option]) -> dict[str, str]:
    return {option.value: option.label for top in options for option in (top, *top.children)}


def _years(criteria: Criteria) -> list[Chip]:
    chosen = (
        ("year_from", _("From year"), criteria.year_from),
        ("year_to", _("To year"), criteria.year_to),
    )
    return [
        Chip(label, str(year), search_address(replace(criteria, **{name: None})))
        for name, label, year in chosen
        if year is not None
    ]
