"""Dates as sources give them: a year, a month or a day, never more than was said.

Written in EDTF level 0 (ISO 8601-2): ``1965``, ``1980-08``, ``1997-12-15``. That form sorts in time
order as plain text, so one column serves on every database.
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import total_ordering

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import dates, formats
from django.utils.translation import gettext_lazy as _

_EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_MONTH_YEAR = re.compile(r"([^\W\d_]+)\.?,?\s+(\d{4})")
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er)?\.?\s+([^\W\d_]+)\.?,?\s+(\d{4})")
_MONTH_DAY_YEAR = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_SMALL_WORDS = re.compile(r"\bde\b|،")
"""What stands between day, month and year in "28 de noviembre de 2026" and in Arabic."""
_ENGLISH_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if n}


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date of year, month or day precision. Raises ValueError for a day that never was."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self):
        if self.day and not self.month:
            raise ValueError("a day needs its month")
        datetime.date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def from_edtf(cls, text: str) -> "PartialDate":
        """Read ``1965``, ``1980-08`` or ``1997-12-15``; raises ValueError for anything else."""
        match = _EDTF.fullmatch(text)
        if not match:
            raise ValueError(f"{text!r} is not a date like 1965, 1980-08 or 1997-12-15")
        return cls(*(int(part) if part else None for part in match.groups()))

    @classmethod
    def from_words(cls, text: str) -> "PartialDate":
        """Read a date as people write it: "1965", "August 1980", "15 Dec 1997", "March 3, 1999",
        "28 de noviembre de 2026".

        Month names are understood in English and in the current language, in full or shortened to
        three letters or more. Raises ValueError when the text is no date or could be two.
        """
        text = " ".join(_SMALL_WORDS.sub(" ", text).split())
        if _EDTF.fullmatch(text):
            return cls.from_edtf(text)
        if match := _MONTH_YEAR.fullmatch(text):
            return cls(int(match[2]), _month(match[1]))
        if match := _DAY_MONTH_YEAR.fullmatch(text):
            return cls(int(match[3]), _month(match[2]), int(match[1]))
        if match := _MONTH_DAY_YEAR.fullmatch(text):
            return cls(int(match[3]), _month(match[1]), int(match[2]))
        raise ValueError(f"{text!r} is not a date like 1965, August 1980 or 15 December 1997")

    @property
    def edtf(self) -> str:
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    @property
    def first_day(self) -> datetime.date:
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        month = self.month or 12
        day = self.day or calendar.monthrange(self.year, month)[1]
        return datetime.date(self.year, month, day)

    def __str__(self):
        if self.day:
            return formats.date_format(self.first_day)
        if self.month:
            return formats.date_format(self.first_day, "YEAR_MONTH_FORMAT")
        return f"{self.year:04d}"

    def __lt__(self, other):
        return self.edtf < other.edtf if isinstance(other, PartialDate) else NotImplemented


def _month(word: str) -> int:
    word = word.lower()
    names = dict(_ENGLISH_MONTHS)
    names.update({str(name).lower(): number for number, name in dates.MONTHS.items()})
    if word in names:
        return names[word]
    found = {number for name, number in names.items() if len(word) >= 3 and name.startswith(word)}
    if len(found) != 1:
        raise ValueError(f"{word!r} is not a month")
    return found.pop()


class PartialDateFormField(forms.CharField):
    """A text input that takes dates as people write them."""

    def to_python(self, value):
        if isinstance(value, PartialDate) or value in self.empty_values:
            return value or None
        return _understood(PartialDate.from_words, value)

    def run_validators(self, value):
        super().run_validators(str(value) if value else "")

    def prepare_value(self, value):
        return str(value) if isinstance(value, PartialDate) else value

    def has_changed(self, initial, data):
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class PartialDateField(models.CharField):
    """A PartialDate, kept as EDTF text. Sorts and compares by time within one precision."""

    description = _("Year, month or day")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{**kwargs, "max_length": 10})

    def from_db_value(self, value, expression, connection):
        return PartialDate.from_edtf(value) if value else None

    def to_python(self, value):
        if isinstance(value, PartialDate) or value in (None, ""):
            return value or None
        return _understood(PartialDate.from_edtf, str(value))

    def get_prep_value(self, value):
        value = self.to_python(value)
        return value.edtf if value else None

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def run_validators(self, value):
        super().run_validators(value.edtf if value else "")

    def formfield(self, **kwargs):
        return super().formfield(form_class=PartialDateFormField, max_length=40, **kwargs)


def _understood(read, text: str) -> PartialDate:
    try:
        return read(text)
    except ValueError:
        raise ValidationError(
            _("“%(text)s” is not understood: write 1965, August 1980 or 15 December 1997."),
            code="invalid",
            params={"text": text},
        ) from None
