"""Charts as SVG drawn on the server. Each only repeats a table or list that stands beside it.

Positions are per cent of the width, so a chart is as wide as its place and its lettering keeps its
size. Colours come from the style sheet by class; no chart carries a style of its own.
"""

from .columns import layered_columns, part_of_whole
from .finances import financial_profile
from .map import Mark, Spot, case_map, clusters, dot_map
from .network import partner_network
from .timeline import timeline
from .transfers import transfer_chain
from .world import EARTH, Frame
from .years import year_histogram

__all__ = [
    "EARTH",
    "Frame",
    "Mark",
    "Spot",
    "case_map",
    "clusters",
    "dot_map",
    "financial_profile",
    "layered_columns",
    "part_of_whole",
    "partner_network",
    "timeline",
    "transfer_chain",
    "year_histogram",
]
