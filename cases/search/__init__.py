"""Searching the collection: the only part of this package that others import.

``search`` gives a page of hits with total and facets, ``matching_ids`` the whole match set,
``related`` the cases most like one. ``sync`` applies all changes to this node's index, ``rebuild``
makes it anew, ``in_step`` says whether it shows the data as they are.
"""

from .engine import Hit, Result, matching_ids, related, search
from .facets import Option
from .sync import in_step, rebuild, sync

__all__ = [
    "Hit",
    "Option",
    "Result",
    "in_step",
    "matching_ids",
    "rebuild",
    "related",
    "search",
    "sync",
]
