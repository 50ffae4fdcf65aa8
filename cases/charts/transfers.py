"""Who took a practice up, as a chain."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LINK_HEIGHT = 30


def transfer_chain(origin: str, transfers: list[tuple[str, str, str]]) -> SafeString:
    """Return the practice with a link to each of those who took it up.

    ``transfers`` are (who, value of the result, words for it); a link is drawn by its result, so
    that one that was stopped ends before it arrives. Empty without transfers.
    """
    if not transfers:
        return SafeString("")
    height = LINK_HEIGHT * (len(transfers) + 1)
    links = [
        (place, place + 5, slug, who if len(who) < 40 else f"{who[:39]}…", words)
        for place, (who, slug, words) in (
            (LINK_HEIGHT * number + 15, (who, result.replace(" ", "-"), words))
            for number, (who, result, words) in enumerate(transfers, start=1)
        )
    ]
    return format_html(
        '<svg class="chain" width="100%" height="{}" aria-hidden="true">'
        '<circle class="origin" cx="10" cy="15" r="7"/><text class="named" x="26" y="20">{}</text>'
        '<line class="stem" x1="10" x2="10" y1="22" y2="{}"/>{}</svg>',
        height,
        origin if len(origin) < 60 else f"{origin[:59]}…",
        height - 15,
        format_html_join(
            "",
            '<line class="link {2}" x1="10" x2="34" y1="{0}" y2="{0}"/>'
            '<circle class="node {2}" cx="42" cy="{0}" r="6"/>'
            '<text x="58" y="{1}">{3}<tspan class="quiet"> · {4}</tspan></text>',
            links,
        ),
    )
