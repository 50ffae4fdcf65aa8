import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from cases.models import KeyDate, NarrativeFormat, Practice, Reference

pytestmark = pytest.mark.django_db

BAD_IN_A_LINE = ["\x00", "\x07", "\x1b", "\x85", "\ud800", "\ufffe", "\n", "\t", "\u2028"]
BAD_IN_TEXT = ["\x00", "\x07", "\x1b", "\x85", "\ud800", "\ufffe"]


@pytest.mark.parametrize("character", BAD_IN_A_LINE)
def test_a_line_refuses_control_characters_when_validated_and_when_written(character):
    practice = Practice(title=f"Clean{character}air", slug="clean-air")
    with pytest.raises(ValidationError) as refused:
        practice.full_clean()
    assert "title" in refused.value.message_dict
    place = f"U\\+{ord(character):04X} at position 6"
    with pytest.raises(ValidationError, match=place), transaction.atomic():
        practice.save()
    assert not Practice.objects.exists()


@pytest.mark.parametrize("character", BAD_IN_TEXT)
def test_a_text_refuses_control_characters_even_in_bulk(character):
    practice = Practice(title="Clean air", summary=f"Line\n\tone{character}", slug="clean-air")
    with pytest.raises(ValidationError):
        Practice.objects.bulk_create([practice])
    with pytest.raises(ValidationError):
        Practice.objects.update(summary=practice.summary)


def test_a_text_keeps_tabs_and_one_kind_of_line_end():
    practice = Practice.objects.create(title="Clean air", summary="a\tb\r\nc\rd")
    practice.refresh_from_db()
    assert practice.summary == "a\tb\nc\nd"


def test_too_long_a_text_is_refused_with_its_limit():
    with pytest.raises(ValidationError, match="300"), transaction.atomic():
        Practice(title="x" * 301, slug="x").save()
    with pytest.raises(ValidationError, match="10000"), transaction.atomic():
        Practice(title="x", slug="x", summary="x" * 10_001).save()
    with pytest.raises(ValidationError) as refused:
        NarrativeFormat(name="x" * 121, slug="x").full_clean()
    assert "name" in refused.value.message_dict


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "x y"])
def test_a_web_address_of_another_scheme_is_refused(url):
    practice = Practice.objects.create(title="Clean air")
    with pytest.raises(ValidationError):
        Reference(practice=practice, kind="web", text="x", url=url).save()


def test_rows_outside_the_limits_do_not_reach_the_table():
    practice = Practice.objects.create(title="Clean air")
    with pytest.raises(ValidationError), transaction.atomic():
        KeyDate.objects.bulk_create([KeyDate(practice=practice, date="1965", text="x" * 501)])
    assert not KeyDate.objects.exists()
