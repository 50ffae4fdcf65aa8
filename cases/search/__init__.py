"""Searching the collection: the only part of this package that others import.

``search`` gives a page of hits with total and facets, ``matching_ids`` the whole match set,
``related`` the cases most like one, ``suggest`` names that begin as typed. ``sync`` applies all
changes to this node's index, ``rebuild`` makes it anew, ``in_step`` says whether it shows the data
as they are.
"""

from .engine import Hit, Result, matching_ids, related, search
from .facets import Option
from .suggestions import CASE, Suggestion, suggest
from .sync import in_step, rebuild, sync

__all__ = [
    "CASE",
    "Hit",
    "Option",
    "Result",
    "Suggestion",
    "in_step",
    "matching_ids",
    "rebuild",
    "related",
    "search",
    "suggest",
    "sync",
]
