"""From the database to the record."""

from decimal import Decimal

from cases.models import FinancialYear, Partnership, Practice
from cases.record.check import FORMAT, SAME_AS_CONTACT
from partners.models import ContactPerson, Organisation, reached_by


def read_record(practice: Practice, with_persons: bool = False) -> dict:
    """Return the exchange record of ``practice``, as it stands now.

    Contact persons and what reaches them are left out unless ``with_persons``: frozen versions and
    public doors never hold personal data.
    """
    return {
        "format": FORMAT,
        "id": str(practice.uid),
        "slug": practice.slug,
        "state": practice.state,
        "version": max((version.number for version in practice.versions.all()), default=0),
        "title": practice.title,
        "language": practice.language,
        "translation_of": _original(practice),
        "countries": [country.code for country in practice.countries],
        "cities": [city.name for city in practice.cities],
        "recognitions": [_recognition(row) for row in practice.recognitions.all()],
        "categories": [
            {"category": top.name, "subcategories": [sub.name for sub in branch]}
            for top, branch in practice.category_tree
        ],
        "level_of_activity": _name(practice.level_of_activity),
        "ecosystem": _name(practice.ecosystem),
        "summary": practice.summary or None,
        "narrative": [_section(row) for row in practice.sections.all()],
        "key_dates": [
            {"date": row.date.edtf, "text": row.text} for row in practice.key_dates.all()
        ],
        "references": [_reference(row) for row in practice.references.all()],
        "contact": _contact(practice.contact_organisation, practice.contact_person, with_persons),
        "nominating": _nominating(practice, with_persons),
        "partners": [_partner(row, with_persons) for row in practice.partnerships.all()],
        "financials": _financials(practice),
        "claims": [_claim(row) for row in practice.claims.all()],
        "transfers": [_transfer(row) for row in practice.transfers.all()],
        "follow_ups": [_follow_up(row) for row in practice.follow_ups.all()],
        **_source_and_age(practice),
    }


def _source_and_age(practice: Practice) -> dict:
    return {
        "source": {
            "kind": practice.source_kind,
            "name": practice.source_name or None,
            "licence": practice.source_licence or None,
            "imported": _day(practice.imported_on),
        },
        "illustrative": practice.illustrative,
        "first_published": _day(practice.first_published),
        "last_reviewed": _day(practice.last_reviewed),
    }


def _original(practice: Practice) -> dict | None:
    original = practice.translation_of
    return original and {"id": str(original.uid), "version": practice.translated_version}


def _recognition(recognition) -> dict:
    return {
        "level": recognition.level,
        "cycle": recognition.cycle.year,
        "body": recognition.cycle.body or None,
        "date": recognition.awarded_on.edtf if recognition.awarded_on else None,
        "reasons": recognition.reasons or None,
        "disagreement": recognition.disagreement or None,
    }


def _section(section) -> dict:
    return {
        "heading": section.heading.name,
        "limit": section.heading.word_limit,
        "words": section.words,
        "text": section.text,
    }


def _reference(reference) -> dict:
    return {"kind": reference.kind, "text": reference.text, "url": reference.url or None}


def _follow_up(follow_up) -> dict:
    return {
        "date": follow_up.date.edtf,
        "state": follow_up.state,
        "source": follow_up.source or None,
        "remark": follow_up.remark or None,
    }


def _name(term) -> str | None:
    return term.name if term else None


def _day(date) -> str | None:
    return date.isoformat() if date else None


def _contact(
    organisation: Organisation | None, person: ContactPerson | None, with_persons: bool
) -> dict | None:
    if organisation is None:
        return None
    person = person if with_persons else None
    points = [*organisation.contact_points.all(), *(person.contact_points.all() if person else ())]
    return {
        "organisation": organisation.name,
        "acronym": organisation.acronym or None,
        "organisation_type": _name(organisation.type),
        "person": person.name if person else None,
        "address": organisation.address or None,
        **reached_by(points),
        "url": organisation.url or None,
    }


def _nominating(practice: Practice, with_persons: bool) -> dict | str | None:
    if practice.nominating == Practice.Nominating.SAME:
        return SAME_AS_CONTACT
    return _contact(practice.nominating_organisation, practice.nominating_person, with_persons)


def _partner(partnership: Partnership, with_persons: bool) -> dict:
    contact = _contact(partnership.organisation, partnership.person, with_persons)
    supports = partnership.supports.all()
    contact["support"] = [{"type": row.type.name, "text": row.text or None} for row in supports]
    return contact


def _financials(practice: Practice) -> list[dict]:
    funders = list(practice.funders.all())
    return [_financial_year(year, funders) for year in practice.financial_years.all()]


def _financial_year(year: FinancialYear, funders: list) -> dict:
    shares = {share.funder_id: share.percent for share in year.shares.all()}
    return {
        "year": year.year,
        "total": year.as_entered or _plain(year.total),
        "unit": year.unit,
        "currency": year.currency,
        "shares": [
            {
                "label": funder.label,
                "partner": funder.partnership.organisation.name if funder.partnership else None,
                "percent": _plain(shares.get(funder.pk)),
            }
            for funder in funders
        ],
        "unassigned": _plain(year.unassigned),
    }


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number.normalize():f}"


def _claim(claim) -> dict:
    return {
        "section": claim.heading.name,
        "quote": claim.quote,
        "before": claim.before or None,
        "value": claim.value or None,
        "unit": claim.unit or None,
        "place": claim.place or None,
        "period": claim.period or None,
        "baseline": claim.baseline or None,
        "measured_by": claim.measured_by or None,
        "evidence": claim.evidence,
        "source": claim.source or None,
    }


def _transfer(transfer) -> dict:
    return {
        "recipient": transfer.recipient,
        "country": transfer.country_id,
        "city": _name(transfer.city),
        "year": transfer.year,
        "what": transfer.what or None,
        "changes": transfer.changes or None,
        "result": transfer.result,
        "evidence": transfer.evidence or None,
        "confirmed_by": transfer.confirmed_by,
    }
