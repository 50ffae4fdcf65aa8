"""The arguments of a request, and all that can be wrong with them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.http import QueryDict

from fields.text import FORBIDDEN_IN_LINE

LIST = ("from", "until", "set", "metadataPrefix")
TAKES = {
    "Identify": (),
    "ListMetadataFormats": ("identifier",),
    "ListSets": ("resumptionToken",),
    "GetRecord": ("identifier", "metadataPrefix"),
    "ListIdentifiers": (*LIST, "resumptionToken"),
    "ListRecords": (*LIST, "resumptionToken"),
}
"""The arguments that each verb may have."""
NEEDS = {
    "GetRecord": ("identifier", "metadataPrefix"),
    "ListIdentifiers": ("metadataPrefix",),
    "ListRecords": ("metadataPrefix",),
}
LOOKS_LIKE: dict[str, Callable] = {
    "metadataPrefix": re.compile(r"[\w.!~*'()-]+", re.ASCII).fullmatch,
    "set": re.compile(r"[\w.!~*'()-]+(:[\w.!~*'()-]+)*", re.ASCII).fullmatch,
    "from": lambda text: moment(text),
    "until": lambda text: moment(text),
    "identifier": re.compile(r"[^\s<>\"{}|\\^`]+").fullmatch,
}
DAY, SECOND = "%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"
SHAPES = {
    DAY: re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
    SECOND: re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII),
}
LONGEST = 2000


class Refused(Exception):
    """A request that cannot be answered: the code of the protocol, and what is wrong."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True)
class Asked:
    """A request whose arguments are those its verb takes, and look as they should."""

    verb: str
    arguments: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Return an argument, empty when it was not given."""
        return self.arguments.get(name, "")


def read(query: QueryDict) -> Asked:
    """Return what is asked; raises Refused."""
    verbs = query.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in TAKES:
        raise Refused("badVerb", f"Name one verb of {', '.join(TAKES)}.")
    verb = verbs[0]
    arguments = {name: _single(query, name) for name in query if name != "verb"}
    if strange := set(arguments) - set(TAKES[verb]):
        raise Refused("badArgument", f"{verb} takes no {_shown(min(strange))}.")
    if "resumptionToken" in arguments:
        if len(arguments) > 1:
            raise Refused("badArgument", "resumptionToken stands alone.")
    elif missing := [name for name in NEEDS.get(verb, ()) if name not in arguments]:
        raise Refused("badArgument", f"{verb} needs {' and '.join(missing)}.")
    for name, value in arguments.items():
        if name in LOOKS_LIKE and not LOOKS_LIKE[name](value):
            raise Refused("badArgument", f"{name} cannot be {_shown(value)}.")
    _check_span(arguments)
    return Asked(verb, arguments)


def moment(text: str) -> datetime | None:
    """Return the moment of a datestamp, of a day its beginning; None when it is none."""
    try:
        return datetime.strptime(text, _granularity(text)).replace(tzinfo=UTC)
    except (ValueError, TypeError):
        return None


def last_moment(text: str) -> datetime | None:
    """Return the moment of a datestamp, of a day its last second."""
    found = moment(text)
    if found and _granularity(text) == DAY:
        return found.replace(hour=23, minute=59, second=59)
    return found


def datestamp(when: datetime) -> str:
    return when.astimezone(UTC).strftime(SECOND)


def _granularity(text: str) -> str | None:
    return next((name for name, shape in SHAPES.items() if shape.fullmatch(text)), None)


def _single(query: QueryDict, name: str) -> str:
    values = query.getlist(name)
    if len(values) != 1:
        raise Refused("badArgument", f"{_shown(name)} is given more than once.")
    if FORBIDDEN_IN_LINE.search(values[0]) or len(values[0]) > LONGEST:
        raise Refused("badArgument", f"{_shown(name)} cannot be read.")
    return values[0]


def _check_span(arguments: dict[str, str]) -> None:
    if not {"from", "until"} <= set(arguments):
        return
    start, end = arguments["from"], arguments["until"]
    if _granularity(start) != _granularity(end):
        raise Refused("badArgument", "from and until are both days or both seconds.")
    if start > end:
        raise Refused("badArgument", "from lies after until.")


def _shown(text: str) -> str:
    return f"“{FORBIDDEN_IN_LINE.sub(' ', text)[:100]}”"
