"""How the values of a record are written on a page."""

from django import template
from django.utils.formats import number_format

from cases.markdown import to_html, to_inline_html
from cases.models import (
    Claim,
    FinancialYear,
    FollowUp,
    Practice,
    Recognition,
    Reference,
    Transfer,
)
from fields.partial_date import PartialDate
from fields.term import said

register = template.Library()

CHOICES = {
    "confirmed_by": Transfer.Confirmed,
    "evidence": Claim.Evidence,
    "follow_up": FollowUp.State,
    "language": Practice.Language,
    "recognition": Recognition.Level,
    "reference": Reference.Kind,
    "result": Transfer.Result,
    "source": Practice.Source,
    "unit": FinancialYear.Unit,
}

register.filter("markdown", to_html)
register.filter("markdown_line", to_inline_html)
register.filter("said", said)


@register.filter
def named(value: str, choices: str) -> str:
    """Return the label of a value, such as "Good Practice" of "good" among recognitions."""
    return CHOICES[choices](value).label


@register.filter
def partial_date(edtf: str) -> PartialDate:
    return PartialDate.from_edtf(edtf)


@register.filter
def get(mapping: dict, key):
    return mapping.get(key, "")


@register.filter
def grouped(number) -> str:
    """Write a number with its digits in groups of three, and no digit more than it has."""
    return number_format(number, force_grouping=True)


@register.filter
def percent(number) -> str:
    """Write a share as it was stated: without zeros that nobody wrote; a dash where none stands."""
    return "–" if number is None else f"{number_format(number.normalize())} %"
