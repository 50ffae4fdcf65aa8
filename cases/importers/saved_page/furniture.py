"""The head and the foot that every page carries and that belong to no practice."""

import re

from cases.importers.saved_page.headings import LONGEST_HEADING, label_of
from cases.importers.saved_page.lines import Line
from cases.importers.saved_page.spelling import fold

NAME = fold("Best Practices Database")
READER_LABELS = {fold("Subscriber"): "reader", fold("Subscription Expires"): "expiry"}

LINK = r"(?:main menu|search database|sponsors|to order)"
LINKS = re.compile(rf"(?i)(?:\[{LINK}\]\([^()\s]*\)[\s|*•·-]*)+$")
BARE_LINKS = re.compile(rf"(?i)(?:{LINK}[\s|*•·-]*)+$")
FIRST_LINK = re.compile(r"(?i)main menu|search database")
HELP = re.compile(r"(?i)e-?mail questions or problems to \S+$")
COPYRIGHT = re.compile(r"(?i)(?:copyright|©|\(c\))")
HOLDERS = re.compile(r"(?i)all rights reserved|together foundation")


def names_site(line: Line) -> bool:
    return len(line.text) <= LONGEST_HEADING and fold(line.text.strip("*#_ ")) == NAME


def reader_label(line: Line) -> tuple[str, Line, Line] | None:
    """Return ("reader" or "expiry", label, value) of a line of the page's head, or None."""
    return label_of(line, READER_LABELS)


def is_foot(line: Line, below_foot: bool) -> bool:
    """Tell whether ``line`` belongs to the foot.

    Links, the help address and the copyright line are told anywhere; the bare words "Sponsors"
    and "To Order" only ``below_foot``, below another line of the foot.
    """
    if len(line.text) > 3 * LONGEST_HEADING:
        return False
    text = line.value
    if LINKS.match(text) or HELP.match(text):
        return True
    if COPYRIGHT.match(text):
        return bool(HOLDERS.search(text))
    return bool(BARE_LINKS.match(text)) and (below_foot or bool(FIRST_LINK.match(text)))
