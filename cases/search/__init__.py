"""Searching the collection: the only part of this package that others import.

``search`` gives a page of hits with total and facets, ``options_of`` all options of a facet of
``LONG``, of which ``search`` gives the first, ``matching_ids`` the whole match set, ``coverage``
what that set has of the collection, ``by_city`` and ``tallies`` where they are, ``walk`` parts of
it from key to key, ``related`` the cases most like one, ``suggest`` names that
begin as typed. ``sync`` applies all changes to this node's index, ``rebuild`` makes it anew,
``in_step`` says whether it shows the data as they are.
"""

from .covering import Coverage
from .engine import coverage, matching_ids, options_of, related, search
from .facets import MOST_OPTIONS, Option
from .kinship import Kin
from .places import Tally, by_city, tallies
from .result import Hit, Result
from .schema import LONG
from .suggestions import CASE, Suggestion, suggest
from .sync import in_step, rebuild, sync
from .walking import NoSuchPlace, Place, Walk, walk

__all__ = [
    "CASE",
    "LONG",
    "MOST_OPTIONS",
    "Coverage",
    "Hit",
    "Kin",
    "NoSuchPlace",
    "Option",
    "Place",
    "Result",
    "Suggestion",
    "Tally",
    "Walk",
    "by_city",
    "coverage",
    "in_step",
    "matching_ids",
    "options_of",
    "rebuild",
    "related",
    "search",
    "suggest",
    "sync",
    "tallies",
    "walk",
]
