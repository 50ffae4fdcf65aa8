"""Text columns that refuse what no page, feed or spreadsheet can carry.

A control character or a text longer than its limit is refused by the model itself: by validation
with a message beside the field, and, should anything skip validation, when the row is written.
"""

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
FORBIDDEN_IN_TEXT = re.compile(f"[{_CONTROL}]")
FORBIDDEN_IN_LINE = re.compile(f"[{_CONTROL}\t\n\r\u2028\u2029]")


def refuse_control_characters(value: str, forbidden: re.Pattern = FORBIDDEN_IN_TEXT) -> None:
    """Raise ValidationError naming the first forbidden character in ``value`` and its place."""
    found = forbidden.search(value)
    if found:
        raise ValidationError(
            _("Character U+%(code)s at position %(position)d cannot be stored; remove it."),
            code="control_character",
            params={"code": f"{ord(found.group()):04X}", "position": found.start() + 1},
        )


def refuse_line_control_characters(value: str) -> None:
    """As refuse_control_characters; tabs and line ends are forbidden too."""
    refuse_control_characters(value, FORBIDDEN_IN_LINE)


def refuse_other_schemes(value: str) -> None:
    """Raise ValidationError unless ``value`` is an http, https or ftp address."""
    if not re.match(r"(?:https?|ftp)://\S", value, re.IGNORECASE):
        raise ValidationError(_("A web address begins with http:// or https://."), code="scheme")


class _PlainText:
    """Check again when a value is written, for code that skips ``full_clean``."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value

    def get_db_prep_save(self, value, connection):
        if isinstance(value, str) and value:
            for check in (*self.checks_when_written, MaxLengthValidator(self.max_length)):
                try:
                    check(value)
                except ValidationError as error:
                    raise ValidationError({self.name: error}) from None
        return super().get_db_prep_save(value, connection)


class PlainCharField(_PlainText, models.CharField):
    """One line of text without control characters, at most ``max_length`` characters."""

    default_validators = checks_when_written = [refuse_line_control_characters]


class PlainTextField(_PlainText, models.TextField):
    """Several lines of text without control characters, at most ``max_length`` characters."""

    default_validators = checks_when_written = [refuse_control_characters]

    def __init__(self, *args, max_length=20_000, **kwargs):
        super().__init__(*args, max_length=max_length, **kwargs)
        self.validators.append(MaxLengthValidator(max_length))


class PlainURLField(_PlainText, models.URLField):
    """An http, https or ftp address of at most ``max_length`` characters."""

    default_validators = [*models.URLField.default_validators, refuse_line_control_characters]
    checks_when_written = [refuse_other_schemes, refuse_line_control_characters]

    def __init__(self, *args, max_length=1000, **kwargs):
        super().__init__(*args, max_length=max_length, **kwargs)
