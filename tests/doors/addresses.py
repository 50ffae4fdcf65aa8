"""Every address of the site, read from its URL patterns."""

import re
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>.*?\)(?=/|-|\$)")


@dataclass(frozen=True)
class Door:
    """One URL pattern: its name, with the namespace, and its route as it is written."""

    name: str
    route: str

    def address(self, values: dict) -> str:
        """Return an address that the pattern matches; KeyError names an argument without value."""
        filled = ARGUMENT.sub(lambda found: str(values[found[1] or found[2]]), self.route)
        return "/" + filled.replace("^", "").replace("$", "")


def doors(resolver=None, prefix: str = "", namespace: str = "") -> list[Door]:
    """Return all patterns below ``resolver``, that of the site unless said."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            found.append(Door(f"{namespace}{pattern.name or route}", route))
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found += doors(pattern, route, inner)
    return found
