"""Addresses of searches: whatever a reader asked for can be linked, kept and sent to others."""

from dataclasses import replace
from functools import cache
from urllib.parse import urlencode

from django.urls import get_script_prefix, reverse

from cases.criteria import Criteria, Sort
from web.addresses import on_this_site


def search_query(criteria: Criteria) -> list[tuple[str, str | int]]:
    """Return the parameters that ask for ``criteria``, in their one order, without defaults."""
    query: list[tuple[str, str | int]] = []
    if criteria.q:
        query.append(("q", criteria.q))
    for name, values in criteria.values.items():
        query += [(name, value) for value in values]
    query += [
        (name, year)
        for name, year in (("year_from", criteria.year_from), ("year_to", criteria.year_to))
        if year is not None
    ]
    if criteria.box:
        query.append(("bbox", str(criteria.box)))
    if criteria.sort != Sort.RELEVANCE:
        query.append(("sort", str(criteria.sort)))
    return query


def search_address(criteria: Criteria, page: int = 1, view: str = "search") -> str:
    """Return the one address of page ``page`` of what ``criteria`` find; defaults are left out.

    ``view`` names another page about the same list.
    """
    return _address(_path(view, get_script_prefix()), search_query(criteria), page)


@cache
def _path(view: str, prefix: str) -> str:
    return reverse(view)


def options_address(name: str, criteria: Criteria, find: str = "", page: int = 1) -> str:
    """Return the address of the list of all options of a facet among what ``criteria`` find."""
    query = search_query(criteria) + ([("find", find)] if find else [])
    return _address(reverse("options", args=[name]), query, page)


def file_address(view: str, criteria: Criteria, name: str) -> str:
    """Return the address of a file about what ``criteria`` find, in the format ``name``."""
    return _address(reverse(view, args=[name]), search_query(criteria), 1)


def oembed_address(path: str) -> str:
    """Return the address that says how another site shows the page at ``path`` in a frame."""
    return f"{on_this_site(reverse('oembed'))}?{urlencode({'url': on_this_site(path)})}"


def _address(path: str, query: list[tuple[str, str | int]], page: int) -> str:
    if page != 1:
        query = [*query, ("page", page)]
    return f"{path}?{urlencode(query)}" if query else path


def facet_address(name: str, value: str) -> str:
    """Return the address of all cases with one value of a facet."""
    return search_address(Criteria(values={name: (value,)}))


def browse_address(name: str, value: str) -> str:
    """Return the address of the page about one value of a facet."""
    if name == "cycle":
        return reverse("cycle", args=[value])
    return reverse("browse_term", args=[name, value])


def with_value(criteria: Criteria, name: str, value: str) -> Criteria:
    chosen = criteria.values.get(name, ())
    return replace(criteria, values={**criteria.values, name: (*chosen, value)})


def without_value(criteria: Criteria, name: str, value: str) -> Criteria:
    rest = tuple(chosen for chosen in criteria.values[name] if chosen != value)
    others = {facet: values for facet, values in criteria.values.items() if facet != name}
    return replace(criteria, values={**others, name: rest} if rest else others)
