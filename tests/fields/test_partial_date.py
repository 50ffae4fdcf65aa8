import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from fields.partial_date import PartialDate, PartialDateField, PartialDateFormField


@pytest.mark.parametrize(
    ("typed", "edtf", "shown"),
    [
        ("1965", "1965", "1965"),
        ("August 1980", "1980-08", "August 1980"),
        ("aug. 1980", "1980-08", "August 1980"),
        ("15 Dec 1997", "1997-12-15", "15 December 1997"),
        ("15th December, 1997", "1997-12-15", "15 December 1997"),
        ("December 15, 1997", "1997-12-15", "15 December 1997"),
        ("  5   September  2000 ", "2000-09-05", "5 September 2000"),
        ("1980-08", "1980-08", "August 1980"),
        ("29 February 2000", "2000-02-29", "29 February 2000"),
    ],
)
def test_reads_dates_as_people_write_them_and_shows_them_as_given(typed, edtf, shown):
    date = PartialDate.from_words(typed)
    assert date.edtf == edtf
    assert str(date) == shown
    assert PartialDate.from_words(str(date)) == date
    assert PartialDate.from_edtf(edtf) == date


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "12/11/1997",
        "Ju 1997",
        "31 February 1999",
        "29 Feb 1900",
        "1997-13",
        "97",
        "0000",
    ],
)
def test_refuses_what_is_no_date_or_could_be_two(typed):
    with pytest.raises(ValueError):
        PartialDate.from_words(typed)


def test_understands_months_in_the_language_of_the_page():
    with translation.override("fr"):
        assert PartialDate.from_words("15 décembre 1997").edtf == "1997-12-15"
        assert str(PartialDate(1980, 8)) == "août 1980"


@pytest.mark.parametrize(
    ("code", "day", "month"),
    [
        ("fr", "28 novembre 2026", "novembre 2026"),
        ("es", "28 de noviembre de 2026", "noviembre de 2026"),
        ("ar", "28 نوفمبر 2026", "نوفمبر 2026"),
    ],
)
def test_is_written_and_read_as_the_language_of_the_page_does(code, day, month):
    with translation.override(code):
        assert [str(PartialDate(2026, 11, 28)), str(PartialDate(2026, 11))] == [day, month]
        assert PartialDate.from_words(day).edtf == "2026-11-28"
        assert PartialDate.from_words(month).edtf == "2026-11"
        assert PartialDate.from_words("28 November 2026").edtf == "2026-11-28"


def test_spans_the_days_it_may_mean():
    assert PartialDate(2000, 2).first_day == datetime.date(2000, 2, 1)
    assert PartialDate(2000, 2).last_day == datetime.date(2000, 2, 29)
    assert PartialDate(1965).last_day == datetime.date(1965, 12, 31)


def test_sorts_in_time_order():
    dates = [PartialDate(1997, 12, 15), PartialDate(1965), PartialDate(1997), PartialDate(1980, 8)]
    assert [date.edtf for date in sorted(dates)] == ["1965", "1980-08", "1997", "1997-12-15"]


def test_a_day_needs_its_month():
    with pytest.raises(ValueError):
        PartialDate(1997, None, 15)


def test_the_form_field_says_how_to_write_a_date():
    field = PartialDateFormField(required=False)
    assert field.clean("") is None
    assert field.clean("August 1980") == PartialDate(1980, 8)
    assert field.prepare_value(PartialDate(1980, 8)) == "August 1980"
    assert not field.has_changed(PartialDate(1980, 8), "Aug 1980")
    with pytest.raises(ValidationError, match="write 1965, August 1980"):
        field.clean("in the autumn")


def test_the_form_field_of_a_column_takes_and_limits_what_is_typed():
    field = PartialDateField().formfield()
    assert field.clean("15 December 1997") == PartialDate(1997, 12, 15)
    with pytest.raises(ValidationError):
        field.clean("1" * 41)


def test_the_column_refuses_what_is_no_date():
    with pytest.raises(ValidationError):
        PartialDateField().get_prep_value("1997-13")
