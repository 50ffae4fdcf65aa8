"""Two to four cases side by side, section by section. The address holds the set."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases import search as engine
from cases.access import Part, Reader, may_read, open_parts
from cases.constant_dollars import comparable, usual_base_year
from cases.criteria import Criteria
from cases.models import Practice
from cases.page_cache import same_for_every_visitor
from cases.record.fields import fields_of
from cases.record.reading_copy import reading_copy
from cases.views.cards import in_order
from cases.views.practice import direction_of, record_for
from fields.term import said

MOST, MOST_ASKED = 4, 20
SUGGESTED = 5
APART = {"translation_of", "key_dates", "financials"}


@require_safe
@same_for_every_visitor
def compare(request):
    """Compare the cases ``case`` of the query string; ``add`` are words to find one more by.

    What cannot be compared is told above those that can: 404 for cases there are not, 400 for more
    than MOST. Beyond MOST_ASKED cases none is looked for.
    """
    named = list(dict.fromkeys(request.GET.getlist("case")))
    asked = named[:MOST_ASKED]
    found = {
        case.slug: case
        for case in Practice.objects.visible_to(request.reader).filter(slug__in=asked)
    }
    there = [slug for slug in asked if slug in found]
    slugs, missing = there[:MOST], [slug for slug in asked if slug not in found]
    columns = [_column(found[slug], slugs, request.reader) for slug in slugs]
    records = [column["record"] for column in columns]
    add = request.GET.get("add", "").strip()[:200]
    context = {
        "columns": columns,
        "fields": _rows([_fields(record) for record in records]),
        "prose": {_("Summary"), *(said(s["heading"]) for r in records for s in r["narrative"])},
        "dates": _rows([_dates(record) for record in records], ordered=True),
        "base": usual_base_year(),
        "open_parts": open_parts(request.reader),
        "missing": missing,
        "left_out": [found[slug] for slug in there[MOST:]],
        "unread": len(named) - len(asked),
        "most": MOST_ASKED,
        "add": add,
        "may_add": len(slugs) < MOST,
        "suggestions": _suggestions(add, slugs, request.reader) if add else [],
    }
    if may_read(request.reader, Part.FINANCES):
        context["money"] = _rows([_money(record) for record in records], ordered=True)
    status = 404 if missing else 400 if len(there) > MOST or len(named) > MOST_ASKED else 200
    response = render(request, "cases/compare.html", context, status=status)
    response.same_for_every_visitor = not add
    return response


def _column(case: Practice, slugs: list[str], reader: Reader) -> dict:
    """Return what stands in the column of a case: what its page shows to the reader."""
    published = case.versions.first()
    record, differs = record_for(case, published, reader)
    return {
        "case": case,
        "record": reading_copy(record, reader),
        "published": published,
        "differs": differs,
        "direction": direction_of(record),
        "without": _page([slug for slug in slugs if slug != case.slug]),
    }


def _page(slugs: list[str]) -> str:
    return f"{reverse('compare')}?{urlencode({'case': slugs}, doseq=True)}"


def _fields(record: dict) -> dict:
    """Return the fields of a record as text, without title, original and what goes by year."""
    return dict(fields_of({**record, "title": "", **{key: [] for key in APART}}))


def _dates(record: dict) -> dict:
    found: dict[str, str] = {}
    for row in record["key_dates"]:
        year = row["date"][:4]
        found[year] = "; ".join(filter(None, [found.get(year), row["text"]]))
    return found


def _money(record: dict) -> dict:
    return {
        str(row["year"]): (row, comparable(row, usual_base_year())) for row in record["financials"]
    }


def _rows(columns: list[dict], ordered: bool = False) -> list[tuple[str, list]]:
    """Return the keys any column has, each with what every column has under it."""
    names = list(dict.fromkeys(name for column in columns for name in column))
    rows = [(name, [column.get(name) for column in columns]) for name in names]
    rows = [row for row in rows if any(row[1])]
    return sorted(rows) if ordered else rows


def _suggestions(words: str, slugs: list[str], reader) -> list[dict]:
    hits = engine.search(Criteria(q=words), reader, size=SUGGESTED + len(slugs)).hits
    found = Practice.objects.published().in_bulk([hit.practice_id for hit in hits])
    return [
        {"case": case, "address": _page([*slugs, case.slug])}
        for case in in_order(found, hits)
        if case.slug not in slugs
    ][:SUGGESTED]
