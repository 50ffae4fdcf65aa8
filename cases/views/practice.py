"""The page of one case."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases import charts, typesetting
from cases.access import Part, Reader, may_read, open_parts
from cases.claim_marks import marked, numbered
from cases.models import Claim, Link, Practice, PracticeVersion, Reference, Transfer
from cases.own_place import case_place, stated_in
from cases.page_cache import same_for_every_visitor
from cases.passages import sections_of, summary_of
from cases.record import read_record
from cases.record.reading_copy import reading_copy
from cases.structured_data import about
from cases.translations import in_all_languages, is_behind, made_from
from cases.views.addresses import oembed_address
from cases.views.cite import cite_version, version_cited
from cases.views.kept import differences_line
from cases.views.linked_terms import linked_terms
from cases.views.money import comparable_money
from cases.views.place_map import place_map
from cases.views.related import related_cases
from cases.views.relay import HAS_CONTACT
from fields.partial_date import PartialDate
from fields.term import said
from web.addresses import on_this_site

RIGHT_TO_LEFT = {"ar"}
REFERENCES = {
    Reference.Kind.PRESS: _("In the press"),
    Reference.Kind.REPORT: _("Reports"),
    Reference.Kind.WEB: _("On the web"),
}


PDF_PARTS = {
    "summary": _("Summary"),
    "narrative": _("Narrative"),
    "key-dates": _("Key dates"),
    "references": _("References"),
    "contact": _("Contact"),
    "nominating": _("Nominating organisation"),
    "partners": _("Partners"),
    "finances": _("Financial profile"),
    "claims": _("Claims"),
    "transfers": _("Taken up elsewhere"),
    "follow-ups": _("What became of it"),
    "source": _("Source and age"),
    "cite": _("Cite this case"),
}
"""The sections of the page that a PDF may hold, by the ids of their headings."""


@same_for_every_visitor
def practice(request, slug):
    parts = PDF_PARTS.items() if typesetting.is_there() else ()
    return shown_case(request, slug, pdf_parts=parts)


def shown_case(request, slug: str, **more) -> HttpResponse:
    """Show a case as it stands for the reader; ``more`` goes to the template."""
    cases = Practice.objects.visible_to(request.reader).with_check_due(timezone.localdate())
    cases = cases.with_translations().select_related("ecosystem", "level_of_activity")
    case = get_object_or_404(cases.annotate(has_contact=HAS_CONTACT), slug=slug)
    published = case.versions.first()
    record, differs = record_for(case, published, request.reader)
    more |= {"differs": differs, "related": related_cases(case)}
    if own_place := stated_in(request.session):
        more["beside"] = differences_line(own_place, case_place(case))
    return case_page(request, case, record, published, **more)


def case_page(
    request, case: Practice, record: dict, published: PracticeVersion | None, **more
) -> HttpResponse:
    """Show ``record`` as the page of ``case``; ``published`` is the version to cite, if any.

    ``more`` goes to the template: ``differs`` when the record is not that of the version;
    ``latest``, the number of the current version, on the page of a version.
    """
    copy = reading_copy(record, request.reader)
    sections = [
        (section, marked(section, numbered(copy["claims"], section)))
        for section in sections_of(copy)
    ]
    context = {
        "case": case,
        "published": published,
        "record": copy,
        "summary": summary_of(copy),
        "sections": sections,
        "marked_claims": _claims_in(sections),
        "outside_evidence": _outside_evidence(copy["claims"]),
        "terms": linked_terms(record),
        "new_for": min((row["cycle"] for row in record["recognitions"]), default=None),
        "references": _references(record["references"]),
        "broken_links": _broken(record["references"]),
        "words": sum(section["words"] for section in record["narrative"]),
        "direction": direction_of(record),
        **_translations(request, case, record),
        "open_parts": open_parts(request.reader),
        "archived": _archived(case),
        "citable": published and not more.get("differs"),
        "cite": published and cite_version(published),
        "oembed": published and oembed_address(case.get_absolute_url()),
        "about": published and about(version_cited(published), published.record, case.uid),
        **_drawings(case, copy),
        **_finances(request, case, record),
        **more,
    }
    return render(request, "cases/practice.html", context)


def _claims_in(sections: list[tuple]) -> set[int]:
    return {number for _s, rows in sections for row in rows for number, _c in row.claims}


def _outside_evidence(claims: list[dict]) -> int:
    return sum(claim.get("evidence") == Claim.Evidence.THIRD_PARTY for claim in claims)


def _drawings(case: Practice, record: dict) -> dict:
    return {
        "timeline": _timeline(record["key_dates"]),
        "chain": _chain(record),
        "place_map": place_map(case),
        "network": _network(record["partners"]),
    }


def _translations(request, case: Practice, record: dict) -> dict:
    """Return the case in all its languages, and of a translation what it was made from."""
    told = in_all_languages(case, request.reader)
    original = told[0] if told and told[0].pk != case.pk else None
    return {
        "told": [(each, on_this_site(each.get_absolute_url())) for each in told],
        "original": original,
        "made_from": made_from(record),
        "is_behind": original is not None and is_behind(record, original),
    }


def _finances(request, case: Practice, record: dict) -> dict:
    if not may_read(request.reader, Part.FINANCES):
        return {}
    return {
        "profile": charts.financial_profile(record["financials"]),
        "money": comparable_money(request, case, record),
    }


def _timeline(rows: list[dict]):
    return charts.timeline([PartialDate.from_edtf(row["date"]) for row in rows])


def _chain(record: dict):
    return charts.transfer_chain(
        ", ".join(record["cities"]) or record["title"],
        [
            (row["recipient"], row["result"], Transfer.Result(row["result"]).label)
            for row in record["transfers"]
        ],
    )


def _network(partners: list[dict]):
    return charts.partner_network(
        [
            (row["acronym"] or row["organisation"], [said(g["type"]) for g in row["support"]])
            for row in partners
        ]
    )


def direction_of(record: dict) -> str:
    return "rtl" if record["language"] in RIGHT_TO_LEFT else "ltr"


def record_for(
    case: Practice, published: PracticeVersion | None, reader: Reader
) -> tuple[dict, bool]:
    """Return the record of ``case`` to show, and whether it differs from what the public reads.

    Everybody reads what was published; a curator, and who may open a case never published, the
    record as it stands now.
    """
    if published and not reader.is_curator:
        return published.record, False
    case = Practice.objects.for_page().get(pk=case.pk)
    now = read_record(case, with_persons=may_read(reader, Part.CONTACT_PERSONS))
    return now, bool(published) and _content(read_record(case)) != _content(published.record)


def _content(record: dict) -> dict:
    """Return what makes one record differ from another; an earlier one may lack what is None."""
    apart = ("state", "version")
    return {key: said for key, said in record.items() if key not in apart and said is not None}


def _references(rows: list[dict]) -> list[tuple[str, list[dict]]]:
    """Return the references by kind, without the kinds there are none of."""
    by_kind = [
        (heading, [row for row in rows if row["kind"] == kind])
        for kind, heading in REFERENCES.items()
    ]
    return [(heading, rows) for heading, rows in by_kind if rows]


def _broken(rows: list[dict]) -> set[str]:
    """Return those web addresses of references that no longer answer."""
    digests = [Link.digest_of(row["url"]) for row in rows if row["url"]]
    return set(Link.objects.filter(pk__in=digests, broken=True).values_list("url", flat=True))


def _archived(case: Practice):
    """Return the step by which the case was archived, if it is."""
    if case.state != Practice.State.ARCHIVED:
        return None
    return case.events.filter(to_state=Practice.State.ARCHIVED).last()
