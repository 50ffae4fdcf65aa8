"""What the database holds of practices for the index, read in few queries a batch."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet

from cases.access import Part
from cases.facets import FACETS
from cases.glossary import in_other_languages
from cases.models import (
    Claim,
    Classification,
    FinancialYear,
    FollowUp,
    Funder,
    KeyDate,
    Location,
    NarrativeSection,
    Partnership,
    PartnershipSupport,
    Practice,
    Recognition,
    Reference,
    Transfer,
)

from . import schema
from .analysis import fold
from .names import names_of
from .sorting import start


@dataclass(frozen=True)
class Source:
    """Words of a practice: the columns of a model, and the part of the record they belong to.

    Those of ``vocabularies`` are found in every language they are known in.
    """

    kind: str
    model: type
    columns: tuple[str, ...]
    part: Part | None = None
    practice: str = "practice_id"
    vocabularies: bool = False


SOURCES = (
    Source("summary", Practice, ("summary",), practice="pk"),
    Source("narrative", NarrativeSection, ("text",), Part.NARRATIVE),
    Source("claims", Claim, ("quote", "place", "measured_by", "source"), Part.CLAIMS),
    Source("key dates", KeyDate, ("text",)),
    Source("recognition", Recognition, ("cycle__name", "cycle__body", "reasons")),
    Source("references", Reference, ("text",)),
    Source(
        "transfers",
        Transfer,
        ("recipient", "city__name", "country__name", "what", "changes", "evidence"),
    ),
    Source("follow-ups", FollowUp, ("remark", "source")),
    Source(
        "places",
        Location,
        ("city__name", "country__name", "country__region__name"),
        vocabularies=True,
    ),
    Source("other place names", Location, ("city__alternate_names",)),
    Source(
        "categories",
        Classification,
        ("category__name", "category__parent__name"),
        vocabularies=True,
    ),
    Source("level", Practice, ("level_of_activity__name",), practice="pk", vocabularies=True),
    Source("ecosystem", Practice, ("ecosystem__name",), practice="pk", vocabularies=True),
    Source("partners", Partnership, ("organisation__name", "organisation__acronym")),
    Source("support", PartnershipSupport, ("text",), practice="partnership__practice_id"),
    Source(
        "contact",
        Practice,
        ("contact_organisation__name", "contact_organisation__acronym"),
        practice="pk",
    ),
    Source(
        "nominating organisation",
        Practice,
        ("nominating_organisation__name", "nominating_organisation__acronym"),
        practice="pk",
    ),
    Source("funders", Funder, ("label",), Part.FINANCES),
)
RANKS = {level: rank for rank, level in enumerate(Recognition.Level.values)}


@dataclass
class SearchDocument:
    """All the index knows of a practice, before it is cut into terms.

    ``texts`` are (kind, text) of the open and the closed parts, ``names`` the terms of what may be
    suggested of them; ``keys`` are what lists are sorted by; ``open_years`` come from key dates,
    ``years`` from the financial profile too.
    """

    practice: int
    language: str
    title: str
    texts: dict[str, list[tuple[str, str]]] = field(
        default_factory=lambda: {"open": [], "closed": []}
    )
    names: dict[str, set[str]] = field(default_factory=dict)
    facets: dict[str, set[str]] = field(default_factory=dict)
    open_years: set[int] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    keys: dict[str, int | str] = field(default_factory=dict)


Found = dict[int, SearchDocument]


def read(practices: QuerySet) -> list[SearchDocument]:
    """Return what the index is to know of those ``practices`` that are in the collection.

    What enters it between two of the queries is left out: a change that is yet to be applied.
    """
    practices = practices.published().order_by()
    dates = {}
    found: Found = {}
    for pk, language, title, first_published in practices.order_by("pk").values_list(
        "pk", "language", "title", "first_published"
    ):
        found[pk] = SearchDocument(pk, language, title)
        dates[pk] = first_published.toordinal() if first_published else 0
    if found:
        keys = list(found)  # a subquery would be worked out anew by each of the queries
        _read_texts(keys, found)
        _read_facets(keys, found)
        for pk, names in names_of(keys).items():
            if pk in found:
                found[pk].names = names
        _read_years(keys, found)
        _read_keys(keys, found, dates)
    return list(found.values())


def _read_texts(keys: list[int], found: Found) -> None:
    named = []
    for source in SOURCES:
        column = schema.column_of(source.part)
        if column is None:
            continue
        rows = source.model.objects.filter(**{f"{source.practice}__in": keys})
        if source.model is Practice:
            rows = rows.order_by()
        for pk, *values in rows.values_list(source.practice, *source.columns):
            if source.vocabularies and pk in found:
                named.append((source.kind, values, found[pk].texts[column]))
            text = "\n".join(dict.fromkeys(filter(None, values)))
            if text and pk in found:
                found[pk].texts[column].append((source.kind, text))
    translations = in_other_languages({name for _kind, names, _texts in named for name in names})
    for kind, names, texts in named:
        said = [translation for name in names for translation in translations.get(name, ())]
        if said:
            texts.append((kind, "\n".join(dict.fromkeys(said))))


def _read_facets(keys: list[int], found: Found) -> None:
    for facet in FACETS:
        for pk, values in facet.values_of(keys).items():
            if pk in found:
                found[pk].facets[facet.name] = values


def _read_years(keys: list[int], found: Found) -> None:
    for pk, date in KeyDate.objects.filter(practice__in=keys).values_list("practice_id", "date"):
        if pk in found:
            found[pk].open_years.add(date.year)
            found[pk].years.add(date.year)
    rows = FinancialYear.objects.filter(practice__in=keys)
    for pk, year in rows.values_list("practice_id", "year"):
        if pk in found:
            found[pk].years.add(year)


def _read_keys(keys: list[int], found: Found, dates: dict[int, int]) -> None:
    """Sort keys end with the practice's own key, so that no two are equal."""
    best = _best_recognitions(keys)
    places = _lead_places(keys)
    budgets = _budgets(keys)
    for pk, document in found.items():
        tie = pk & 0xFFFFFFFF
        title = f"{fold(document.title)[:200]} {pk:010d}"
        place = f"{places.get(pk, '~')} {title}"
        document.keys = {
            "newest": dates[pk] << 32 | tie,
            "recognition": best.get(pk, 0) << 32 | tie,
            "budget": min(budgets.get(pk, 0) // 100, 2**40 - 1) << 24 | tie & 0xFFFFFF,
            "title": title,
            "title_start": start(title),
            "place": place,
            "place_start": start(place),
        }


def _best_recognitions(keys: list[int]) -> dict[int, int]:
    """Higher is better: first the level, then the year."""
    best: dict[int, int] = defaultdict(int)
    rows = Recognition.objects.filter(practice__in=keys)
    for pk, level, year in rows.values_list("practice_id", "level", "cycle__year"):
        best[pk] = max(best[pk], (len(RANKS) - RANKS[level]) * 10_000 + year)
    return best


def _lead_places(keys: list[int]) -> dict[int, str]:
    rows = Location.objects.filter(practice__in=keys).order_by("-position", "-pk")
    return {
        pk: f"{fold(country)} {fold(city or '')}"
        for pk, country, city in rows.values_list("practice_id", "country__name", "city__name")
    }


def _budgets(keys: list[int]) -> dict[int, int]:
    totals: dict[int, int] = defaultdict(int)
    rows = FinancialYear.objects.filter(practice__in=keys).exclude(total=None)
    for pk, total, unit in rows.values_list("practice_id", "total", "unit"):
        totals[pk] += int(total * FinancialYear.FACTORS[unit])
    return totals
