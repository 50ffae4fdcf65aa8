"""Charts as SVG drawn on the server. Each only repeats a table or list that stands beside it.

Positions are per cent of the width, so a chart is as wide as its place and its lettering keeps its
size. Colours come from the style sheet by class; no chart carries a style of its own.
"""

from cases.charts.columns import layered_columns, part_of_whole
from cases.charts.finances import financial_profile
from cases.charts.map import Mark, Spot, case_map, clusters, dot_map
from cases.charts.network import partner_network
from cases.charts.timeline import timeline
from cases.charts.transfers import transfer_chain
from cases.charts.world import EARTH, Frame
from cases.charts.years import year_histogram

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
