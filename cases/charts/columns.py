"""Columns by year, each in layers; and bars that show a part of a whole."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cases.charts.finances import SHARE_COLOURS
from cases.charts.rounding import rounded

HEIGHT, FOOT = 160, 20
BAR = 12


def layered_columns(rows: list[tuple[int, list]]) -> SafeString:
    """Return a column for each (year, amounts): one layer for each amount, the first lowest.

    All columns are drawn to the height of the tallest; years without a row get no column, so the
    rows stand side by side. Empty where there is nothing to draw.
    """
    tallest = max((sum(amounts) for _year, amounts in rows), default=0)
    if not tallest:
        return SafeString("")
    width = 100 / len(rows)
    step = -(-len(rows) // 12)
    drawn = []
    for number, (year, amounts) in enumerate(rows):
        left, top = number * width, float(HEIGHT)
        for layer, amount in enumerate(amounts):
            if amount:
                height = float(amount) * HEIGHT / float(tallest)
                top -= height
                drawn.append(_layer(layer, left + width * 0.1, width * 0.8, top, height, amount))
        if number % step == 0:
            drawn.append(
                f'<text x="{rounded(left + width / 2)}%" y="{HEIGHT + FOOT - 4}"'
                f' text-anchor="middle">{year}</text>'
            )
    return mark_safe(
        f'<svg class="columns" width="100%" height="{HEIGHT + FOOT}" aria-hidden="true">'
        f"{''.join(drawn)}</svg>"
    )


def _layer(layer: int, left: float, width: float, top: float, height: float, amount) -> str:
    colour = layer % SHARE_COLOURS + 1
    return (
        f'<rect class="share-{colour}" data-amount="{amount}" x="{rounded(left)}%"'
        f' width="{rounded(width)}%" y="{rounded(top)}" height="{rounded(height)}"/>'
    )


def part_of_whole(part: int, whole: int, most: int) -> SafeString:
    """Return a bar as long as ``whole`` is of ``most``, of which ``part`` is filled."""
    return format_html(
        '<svg class="part" width="100%" height="{0}" aria-hidden="true">'
        '<rect class="whole" width="{1}%" height="{0}"/>'
        '<rect class="filled" width="{2}%" height="{0}"/></svg>',
        BAR,
        rounded(100 * whole / most),
        rounded(100 * part / most),
    )
