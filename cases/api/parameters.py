"""The parameters of the API: what each means, and reading them from a query string."""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field

from rest_framework.exceptions import NotFound, ValidationError

from cases.criteria import Sort
from cases.facets import FACETS, FOLLOW_UP_STATES, PARTS, SIZES
from cases.filters import MOST_CHARACTERS, MOST_VALUES
from cases.models import Claim, Country, Practice, Recognition
from cases.search import Place

LONGEST_CURSOR = 2000
NO_CURSOR = {"cursor": ["This is no cursor for this order; begin with an empty one."]}
MOST_ON_A_PAGE = 100
USUAL_ON_A_PAGE = 20


@dataclass(frozen=True)
class Parameter:
    """A parameter of a query string, as the OpenAPI description says it."""

    name: str
    description: str
    schema: dict = field(default_factory=lambda: {"type": "string"})
    example: object = None


def _values_of(choices) -> list[str]:
    return [value for value, _label in choices]


_CHOICES = {
    "population": _values_of(size[:2] for size in SIZES),
    "income_group": Country.IncomeGroup.values,
    "recognition": Recognition.Level.values,
    "language": Practice.Language.values,
    "follow_up": _values_of(FOLLOW_UP_STATES),
    "evidence": Claim.Evidence.values,
    "has": _values_of(PARTS),
}
_FACETS = {
    "region": ("Slug of a region.", "asia-and-the-pacific"),
    "country": ("ISO 3166-1 alpha-2 code of a country.", "JP"),
    "city": ("Identifier of a city, as `/api/v1/cities/` gives it.", "1"),
    "population": ("Size of a city of the case.", "250000-500000"),
    "income_group": ("Income group of a country of the case.", "low"),
    "category": (
        "Slug of a category; a top category finds its sub-categories too.",
        "environmental-management",
    ),
    "level": ("Slug of a level of activity.", "citytown"),
    "ecosystem": ("Slug of an ecosystem.", "coastal"),
    "recognition": ("Level of a recognition, whatever its cycle.", "best"),
    "cycle": ("Year of an award cycle.", "2002"),
    "organisation_type": ("Slug of the type of a partner.", "private-sector"),
    "support": ("Slug of a type of support that a partner gave.", "financial"),
    "funder": ("Name of a funder. Without the right to read finances it is passed over.", "State"),
    "organisation": ("Identifier of a partner, contact or nominating organisation.", "1"),
    "language": ("Language of the case, ISO 639-1.", "en"),
    "follow_up": ("Last known state of the practice.", "continuing"),
    "evidence": (
        "Evidence of one of its claims. Without the right to read claims it is passed over.",
        "third party",
    ),
    "has": ("What the case has.", "claims"),
}


def _facet(name: str) -> Parameter:
    said, example = _FACETS[name]
    value = {"type": "string", "maxLength": MOST_CHARACTERS}
    if name in _CHOICES:
        value = {"type": "string", "enum": list(_CHOICES[name])}
    schema = {"type": "array", "items": value, "maxItems": MOST_VALUES}
    more = "Repeated, any of the values will do."
    return Parameter(name, f"{said} {more}", schema, [example])


_YEAR = {"type": "integer", "minimum": 1, "maximum": 9998}
SEARCH = (
    Parameter(
        "q",
        'Words, "exact phrases" and -exclusions, as in the search box of the site.',
        {"type": "string", "maxLength": MOST_CHARACTERS},
        "waste water",
    ),
    *(_facet(facet.name) for facet in FACETS),
    Parameter(
        "year_from", "Something happened, or money was spent, in that year or later.", _YEAR, 1990
    ),
    Parameter(
        "year_to", "Something happened, or money was spent, in that year or earlier.", _YEAR, 2010
    ),
    Parameter(
        "bbox",
        "Has a city in that part of the globe: west, south, east and north in degrees; a west "
        "greater than the east crosses 180 degrees.",
        {"type": "string", "maxLength": MOST_CHARACTERS},
        "9.5,46,17,49",
    ),
    Parameter(
        "sort",
        "Order of the list. Without words `relevance` means `newest`; so does `budget` without the "
        "right to read finances.",
        {"type": "string", "enum": list(Sort.values), "default": Sort.RELEVANCE.value},
        "newest",
    ),
)
SUGGEST = Parameter("q", "What was typed; at least two letters.", {"type": "string"}, "kita")
COUNTRY = Parameter(
    "country",
    "ISO 3166-1 alpha-2 code: only what is there.",
    {"type": "string", "pattern": "^[A-Z]{2}$"},
    "JP",
)
PAGE = Parameter(
    "page",
    "Number of the page, from 1. A page after the last is 404.",
    {"type": "integer", "minimum": 1, "default": 1},
    2,
)
PAGE_SIZE = Parameter(
    "page_size",
    "How many entries a page has.",
    {"type": "integer", "minimum": 1, "maximum": MOST_ON_A_PAGE, "default": USUAL_ON_A_PAGE},
    50,
)
CURSOR = Parameter(
    "cursor",
    "Walks the whole list: begin with `cursor=` and follow `next`. The order is that of `sort`; "
    "without it, or with `relevance`, that in which cases entered the collection. Whatever is "
    "published, changed or archived meanwhile, no case comes twice and none that stays in the list "
    "is left out, but such as moved in the order asked for. Not together with `page`.",
    {"type": "string", "maxLength": LONGEST_CURSOR, "pattern": "^[A-Za-z0-9_-]*$"},
    "",
)


def fields_parameter(names: list[str]) -> Parameter:
    return Parameter(
        "fields",
        "Names of the fields wanted, separated by commas; the others are left out. "
        f"There are: {', '.join(names)}.",
        {
            "type": "array",
            "items": {"type": "string", "enum": names},
        },
        ["id", "title"],
    )


def refuse_unknown(query, known: tuple[Parameter, ...]) -> None:
    """Raise ValidationError for the parameters of ``query`` that are not ``known``."""
    names = [parameter.name for parameter in known]
    unknown = [name for name in query if name not in names]
    if unknown:
        there_are = f"There are: {', '.join(names)}." if names else "There are none here."
        raise ValidationError(
            {name: [f"There is no such parameter. {there_are}"] for name in unknown}
        )


def page_of(query) -> tuple[int, int]:
    """Return the number of the page and its size."""
    text = query.get("page", "1")
    if not re.fullmatch(r"0*[1-9][0-9]*", text, re.ASCII):
        raise ValidationError({"page": ["A page is a whole number from 1."]})
    if len(text.lstrip("0")) > 6:
        raise NotFound("There is no such page.")
    size = query.get("page_size", str(USUAL_ON_A_PAGE))
    if not re.fullmatch(r"0*[1-9][0-9]{0,2}", size, re.ASCII) or int(size) > MOST_ON_A_PAGE:
        raise ValidationError({"page_size": [f"A page has 1 to {MOST_ON_A_PAGE} entries."]})
    return int(text), int(size)


def country_of(query) -> str:
    """Return the code of a country, empty when none is asked for."""
    code = query.get("country", "")
    if code and not re.fullmatch(COUNTRY.schema["pattern"], code):
        raise ValidationError({"country": ["A country is named by its two letters, such as JP."]})
    return code


def cursor_of(query) -> Place | None:
    """Return the place behind which to go on; None for the start."""
    if "page" in query:
        raise ValidationError({"page": ["A walk by cursor has no pages."]})
    text = query["cursor"]
    if not text:
        return None
    try:
        if len(text) > LONGEST_CURSOR:
            raise ValueError
        name, key = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError, RecursionError):
        raise ValidationError(NO_CURSOR) from None
    return name, key


def cursor_at(place: Place) -> str:
    said = json.dumps(place, ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(said.encode()).decode().rstrip("=")


def fields_of(query, names: list[str]) -> list[str]:
    """Return the names of the fields asked for, all ``names`` when none are."""
    texts = query.getlist("fields")
    if not texts:
        return names
    asked = [name.strip() for text in texts for name in text.split(",")]
    unknown = [name for name in asked if name not in names]
    if unknown:
        raise ValidationError({"fields": [f"There is no field {unknown[0][:60]!r}."]})
    return [name for name in names if name in asked]
