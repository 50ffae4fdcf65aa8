"""Web addresses of a record: those that can be linked to, and those that are only reported."""

from django.core.exceptions import ValidationError

from fields.text import PlainURLField

_FIELD = PlainURLField()


def web_address(value: str | None, place: str, problems: list[str]) -> str:
    """Return ``value`` if it can be stored as a link, or "" and a line in ``problems``."""
    try:
        _FIELD.run_validators(value or "")
    except ValidationError:
        problems.append(f"{place}: “{value[:200]}” is not a web address that can be linked to")
        return ""
    return value or ""
