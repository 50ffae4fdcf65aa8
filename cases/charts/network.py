"""Who took part in a practice, and with what."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

ROW, LONGEST = 28, 34


def partner_network(partners: list[tuple[str, list[str]]]) -> SafeString:
    """Return lines from each of (partner, kinds of support) to the kinds of support it gave.

    Empty for fewer than two partners or where no support is known.
    """
    kinds = sorted({kind for _name, given in partners for kind in given})
    if len(partners) < 2 or not kinds:
        return SafeString("")
    height = ROW * max(len(partners), len(kinds))
    at = {kind: _middle(n, len(kinds), height) for n, kind in enumerate(kinds)}
    rows = [
        (_middle(n, len(partners), height), name, given) for n, (name, given) in enumerate(partners)
    ]
    return format_html(
        '<svg class="network" width="100%" height="{}" aria-hidden="true">{}{}{}</svg>',
        height,
        format_html_join(
            "",
            '<line x1="46%" x2="72%" y1="{}" y2="{}"/>',
            ((y, at[kind]) for y, _name, given in rows for kind in dict.fromkeys(given)),
        ),
        format_html_join(
            "",
            '<circle cx="46%" cy="{0}" r="5"/><text x="44%" y="{1}" text-anchor="end">{2}</text>',
            ((y, y + 4, _short(name)) for y, name, _given in rows),
        ),
        format_html_join(
            "",
            '<circle class="kind" cx="72%" cy="{0}" r="5"/><text x="74%" y="{1}">{2}</text>',
            ((y, y + 4, kind) for kind, y in at.items()),
        ),
    )


def _middle(number: int, of: int, height: int) -> int:
    return round((number + 0.5) * height / of)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
