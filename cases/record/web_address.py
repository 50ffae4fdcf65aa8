"""Web addresses of a record: those that can be linked to, and those that are only reported."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from fields.text import PlainURLField

_FIELD = PlainURLField()


def web_address(value: str | None, place: str, problems: list[str]) -> str:
    """Return ``value`` if it can be stored as a link, or "" and a line in ``problems``."""
    try:
        _FIELD.run_validators(value or "")
    except ValidationError:
        why = _("“%(address)s” is not a web address that can be linked to")
        problems.append(f"{place}: {why % {'address': value[:200]}}")
        return ""
    return value or ""
