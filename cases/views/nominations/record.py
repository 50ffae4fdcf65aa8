"""From the form of a nomination that is understood to the exchange record."""

from cases.forms import name_and_acronym, split
from cases.models import Category, FinancialYear, Nomination, Practice
from cases.record import FORMAT, SAME_AS_CONTACT
from cases.views.nominations.form import NominationForm
from partners.models import REACHED_BY

OTHER = "Other"


def record_of(form: NominationForm, nomination: Nomination) -> dict:
    """Return the record; ``form`` is understood and has a title."""
    main = form.main.cleaned_data
    places = [row.cleaned_data for row in form.rows["places"].filled]
    return {
        "format": FORMAT,
        "title": main["title"],
        "language": main["language"] or Practice.Language.ENGLISH,
        "countries": _once(row["country"] for row in places),
        "cities": _once(row["city"] for row in places),
        "categories": _categories(form),
        "level_of_activity": main["level_of_activity"] or None,
        "ecosystem": main["ecosystem"] or None,
        "summary": main["summary"] or None,
        "narrative": _narrative(form),
        "key_dates": [
            {"date": row.cleaned_data["date"].edtf, "text": row.cleaned_data["text"]}
            for row in form.rows["key_dates"].filled
        ],
        "references": [
            {**row.cleaned_data, "url": row.cleaned_data["url"] or None}
            for row in form.rows["references"].filled
        ],
        "contact": _contact(form.contact.cleaned_data),
        "nominating": _nominating(form),
        "partners": [_partner(row.cleaned_data) for row in form.rows["partners"].filled],
        "financials": _financials(form),
        "source": {"kind": Practice.Source.NOMINATION, "name": str(nomination.cycle)},
    }


def _once(values) -> list[str]:
    return list({value.casefold(): value for value in values if value}.values())


def _categories(form: NominationForm) -> list[dict]:
    chosen = [int(row.cleaned_data["category"]) for row in form.rows["categories"].filled]
    terms = Category.objects.select_related("parent").in_bulk(chosen)
    tree: dict[str, list[str]] = {}
    for term in (terms[key] for key in chosen):
        below = tree.setdefault((term.parent or term).name, [])
        if term.parent:
            below.append(term.name)
    return [{"category": top, "subcategories": below} for top, below in tree.items()]


def _narrative(form: NominationForm) -> list[dict]:
    texts = [
        (heading.name, form.main.cleaned_data[f"section_{heading.pk}"])
        for heading in form.main.headings
    ]
    return [{"heading": name, "text": text} for name, text in texts if text]


def _contact(typed: dict) -> dict | None:
    if not typed.get("organisation"):
        return None
    name, acronym = name_and_acronym(typed["organisation"])
    block = {key: typed[key] or None for key in ("person", "organisation_type", "address", "url")}
    reached = {key: split(typed[key]) for key in REACHED_BY}
    return {"organisation": name, "acronym": acronym or None, **block, **reached}


def _nominating(form: NominationForm) -> dict | str | None:
    if form.main.cleaned_data["nominating"] == Practice.Nominating.SAME:
        return SAME_AS_CONTACT
    return _contact(form.nominator.cleaned_data)


def _partner(typed: dict) -> dict:
    kinds = [{"type": kind, "text": None} for kind in typed["kinds"] if kind != OTHER]
    texts = split(typed["other"]) or ([None] if OTHER in typed["kinds"] else [])
    others = [{"type": OTHER, "text": text} for text in texts]
    return {**_contact(typed), "support": kinds + others}


def _financials(form: NominationForm) -> list[dict]:
    labels = [
        (f"share_{column}", row.cleaned_data["label"])
        for column, row in enumerate(form.rows["funders"])
        if row.has_changed()
    ]
    partners = _partners_by_name(form)
    return [
        {
            "year": year["year"],
            "total": year["total"] or None,
            "unit": year["unit"] or FinancialYear.Unit.ONE,
            "currency": year["currency"].upper() or None,
            "shares": [
                {
                    "label": label,
                    "partner": partners.get(label.casefold()),
                    "percent": year[name] or None,
                }
                for name, label in labels
            ],
        }
        for year in (row.cleaned_data for row in form.rows["years"].filled)
    ]


def _partners_by_name(form: NominationForm) -> dict[str, str]:
    """Return the partners' names by what a column may call them: the name or the acronym."""
    named = {}
    for row in form.rows["partners"].filled:
        whole = row.cleaned_data["organisation"]
        name, acronym = name_and_acronym(whole)
        named |= {each.casefold(): name for each in (whole, name, acronym) if each}
    return named
