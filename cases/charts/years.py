"""How many cases were active in which year."""

from django.utils.safestring import SafeString, mark_safe


def year_histogram(
    counts: list[tuple[int, int]], year_from: int | None, year_to: int | None
) -> SafeString:
    """Return a column for each year from the first to the last with its number of cases.

    Columns outside ``year_from`` to ``year_to`` are faint. Empty for fewer than two years.
    """
    if len(counts) < 2:
        return SafeString("")
    first, last = min(counts)[0], max(counts)[0]
    most = max(count for _, count in counts)
    width = 100 / (last - first + 1)
    columns = []
    for year, count in counts:
        inside = (year_from or first) <= year <= (year_to or last)
        height = max(1, round(40 * count / most))
        columns.append(
            f'<rect class="{"inside" if inside else "outside"}" x="{(year - first) * width:.2f}%"'
            f' width="{width * 0.86:.2f}%" y="{40 - height}" height="{height}"/>'
        )
    return mark_safe(
        '<svg class="histogram" width="100%" height="40" aria-hidden="true">'
        f"{''.join(columns)}</svg>"
    )
