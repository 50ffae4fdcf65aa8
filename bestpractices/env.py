"""Settings from the environment: typed; a bad value stops the start and names itself."""

import os
import re
import sys
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
_FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def site(name: str, default: str) -> tuple[str, str]:
    """Return the web address of a site and its path, each with a slash at its end."""
    given = text(name) or default
    if not re.fullmatch(r"https?://[^/?#\s]+(/[\w.~-]+)*/?", given, re.ASCII):
        raise ImproperlyConfigured(f"{name}={given!r} is not like https://example.org/practices.")
    return given.rstrip("/") + "/", urlsplit(given).path.rstrip("/") + "/"


def boolean(name: str, default: bool = False) -> bool:
    raw = os.environ.get(name)
    if raw is None:
        return default
    value = raw.strip().lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={raw!r} is neither true nor false (use true or false).")


def integer(name: str, default: int, minimum: int = 0) -> int:
    raw = os.environ.get(name)
    if raw is None or not raw.strip():
        return default
    try:
        value = int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={raw!r} is not a whole number.") from None
    if value < minimum:
        raise ImproperlyConfigured(f"{name}={raw!r} is smaller than {minimum}.")
    return value


def number(name: str, default: float) -> float:
    """Return the positive number that ``name`` holds."""
    raw = text(name)
    try:
        value = float(raw) if raw else default
    except ValueError:
        raise ImproperlyConfigured(f"{name}={raw!r} is not a number.") from None
    if not 0 < value < float("inf"):
        raise ImproperlyConfigured(f"{name}={raw!r} is not a positive number.")
    return value


def choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    """Return the one of ``choices`` that ``name`` holds, whatever its case."""
    given = text(name) or default
    for value in choices:
        if value.lower() == given.lower():
            return value
    raise ImproperlyConfigured(f"{name}={given!r} is none of {', '.join(choices)}.")


def words(name: str, default: str = "") -> list[str]:
    """Return the comma-separated values of ``name``, without blanks."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def mapping(name: str) -> dict[str, str]:
    """Return the pairs of ``name``, written ``key=value,key=value``."""
    pairs = {}
    for word in words(name):
        key, separator, value = word.partition("=")
        if not separator or not key or not value:
            raise ImproperlyConfigured(f"{name}: {word!r} is not of the form key=value.")
        pairs[key.strip()] = value.strip()
    return pairs


def rates(name: str, defaults: dict[str, str]) -> dict[str, tuple[int, int]]:
    """Return by action how often it may be done in how many seconds.

    ``name`` holds what differs from ``defaults``, written ``search=60/minute,letter=2/day``;
    ``search=0`` is no limit.
    """
    given = mapping(name)
    if unknown := given.keys() - defaults.keys():
        known = ", ".join(defaults)
        raise ImproperlyConfigured(f"{name}: {min(unknown)!r} is none of {known}.")
    return {action: _rate(name, text) for action, text in (defaults | given).items()}


def _rate(name: str, text: str) -> tuple[int, int]:
    if text == "0":
        return sys.maxsize, 60
    most, _slash, unit = text.partition("/")
    if not (most.isascii() and most.isdigit() and int(most)) or unit not in _UNITS:
        raise ImproperlyConfigured(f"{name}: {text!r} is not of the form 60/minute.")
    return int(most), _UNITS[unit]
