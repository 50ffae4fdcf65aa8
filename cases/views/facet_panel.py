"""The facets beside a list of hits, and the chips of what is chosen above it."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from cases.criteria import Box, Criteria
from cases.facets import FACETS, FACETS_BY_NAME
from cases.search import LONG, MOST_OPTIONS, Option
from cases.views.addresses import options_address, search_address, without_value

OPEN_AT_FIRST = {"region", "category", "recognition"}
SHOWN_OPTIONS = 8

Options = dict[str, list[Option]]


@dataclass(frozen=True)
class Group:
    """One facet with its options; only the first are shown before a reader asks for the rest.

    ``unfolded`` are the options with a chosen option below them; ``all_address`` leads to the list
    of all options of a facet that has more than are here.
    """

    name: str
    label: str
    first: list[Option]
    rest: list[Option]
    is_open: bool
    is_tree: bool
    all_address: str
    unfolded: list[Option]


@dataclass(frozen=True)
class Chip:
    """A chosen filter, with the address of the same search without it."""

    label: str
    value: str
    address: str


def with_chosen(facets: Options, criteria: Criteria) -> Options:
    """Return the options with those added that are chosen but have no hits."""
    return facets | {
        name: facets[name] + _without_hits(name, values, facets[name])
        for name, values in criteria.values.items()
    }


def _without_hits(name: str, values: tuple[str, ...], options: list[Option]) -> list[Option]:
    listed = {option.value for option in _all(options)}
    missing = [value for value in values if value not in listed]
    labels = FACETS_BY_NAME[name].labels(missing) if missing else {}
    return [Option(value, labels.get(value, value), 0, True) for value in missing]


def _all(options: list[Option]) -> list[Option]:
    return [option for top in options for option in (top, *top.children)]


def groups(facets: Options, criteria: Criteria) -> list[Group]:
    """Return the facets that have options, in the order of the one list of facets."""
    return [
        group_of(facet, facets[facet.name], options_address(facet.name, criteria))
        for facet in FACETS
        if facets[facet.name]
    ]


def group_of(facet, options: list[Option], all_address: str = "") -> Group:
    cut = SHOWN_OPTIONS if len(options) > SHOWN_OPTIONS + 2 else len(options)
    first, rest = options[:cut], options[cut:]
    trees = [option for option in options if option.children]
    unfolded = [option for option in trees if any(sub.selected for sub in option.children)]
    hidden_but_chosen = [option for option in rest if option.selected or option in unfolded]
    return Group(
        name=facet.name,
        label=str(facet.label),
        first=first + hidden_but_chosen,
        rest=[option for option in rest if option not in hidden_but_chosen],
        is_open=facet.name in OPEN_AT_FIRST or any(o.selected for o in _all(options)),
        is_tree=bool(trees),
        all_address=all_address if facet.name in LONG and len(options) >= MOST_OPTIONS else "",
        unfolded=unfolded,
    )


def chips(facets: Options, criteria: Criteria, view: str = "search") -> list[Chip]:
    """Return the chosen filters; ``view`` is the page on which the hits are shown without them."""
    labels = {name: {o.value: o.label for o in _all(facets[name])} for name in criteria.values}
    chosen = [
        (FACETS_BY_NAME[name].label, labels[name][value], without_value(criteria, name, value))
        for name, values in criteria.values.items()
        for value in values
    ]
    for name, label in (("year_from", _("From year")), ("year_to", _("To year"))):
        if (year := getattr(criteria, name)) is not None:
            chosen.append((label, str(year), replace(criteria, **{name: None})))
    if criteria.box:
        chosen.append((_("Area"), degrees(criteria.box), replace(criteria, box=None)))
    return [Chip(label, value, search_address(rest, view=view)) for label, value, rest in chosen]


def in_words(facets: Options, criteria: Criteria) -> str:
    """Return what is asked for in a line, such as “water”; Region: Africa; empty for all."""
    words = [f"“{criteria.q}”"] if criteria.q else []
    filters = chips(with_chosen(facets, criteria), criteria)
    return "; ".join([*words, *(f"{chip.label}: {chip.value}" for chip in filters)])


def degrees(box: Box) -> str:
    """Return the corners of a box as a reader of maps writes them: "46°N 9.5°E to 49°N 17°E"."""

    def edge(value, letters: str) -> str:
        return f"{abs(value).normalize():f}°{letters[value < 0] if value else ''}"

    return _("%(south)s %(west)s to %(north)s %(east)s") % {
        "south": edge(box.south, "NS"),
        "west": edge(box.west, "EW"),
        "north": edge(box.north, "NS"),
        "east": edge(box.east, "EW"),
    }
