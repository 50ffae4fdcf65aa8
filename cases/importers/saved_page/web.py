"""Web addresses within a line."""

import re

from cases.importers.saved_page.lines import Line

WEB = re.compile(r"(?i)(?:https?://|www\.)[^\s<>\"\[\]]+")
AFTER = ".,;:!?'”’"


def find_web(line: Line) -> Line | None:
    """Return the first web address in ``line``, without the punctuation after it, or None."""
    found = WEB.search(line.text)
    if not found:
        return None
    address = found[0].rstrip(AFTER)
    if address.endswith(")") and "(" not in address:
        address = address.rstrip(")")
    return line.part(found.start(), found.start() + len(address))


def is_cut(line: Line, address: Line) -> bool:
    """Tell whether ``address`` opens with "<" and ends before the closing ">"."""
    before, after = line.text[: address.start - line.start], line.text[address.end - line.start :]
    return before.endswith("<") and not after.lstrip(f"{AFTER})").startswith(">")


def url(address: Line) -> str:
    """Return the address as a URL: "http://" stands before one that begins with "www."."""
    return address.text if "://" in address.text else f"http://{address.text}"
