"""Practices as the API gives them: exchange records, with links and what is closed."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Max
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.access import Part, Reader, may_read
from cases.constant_dollars import populations
from cases.exports.records import computed, opened, records
from cases.models import Practice
from cases.record.check import SCHEMA
from cases.record.reading_copy import reading_copy
from cases.translations import in_all_languages

CLOSABLE = (Part.NARRATIVE, Part.FINANCES, Part.CLAIMS, Part.CONTACT_DETAILS)
OF_A_CASE = [*SCHEMA["properties"], "translations", "computed", "closed_parts", "links"]
OF_A_LIST = [*SCHEMA["properties"], "links"]


def case_of(reader: Reader, name: str) -> Practice:
    """Return the case with this slug or identifier; Http404 when ``reader`` may not open it."""
    cases = Practice.objects.visible_to(reader).with_translations()
    cases = cases.annotate(published_at=Max("versions__published_at"))
    found = cases.filter(slug=name).first()
    if found is None and (uid := _identifier(name)):
        found = cases.filter(uid=uid).first()
    if found is None:
        raise Http404(_("There is no such case."))
    return found


def _identifier(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None


def whole(case: Practice, reader: Reader, address) -> dict:
    """Return all of a case that ``reader`` may read. ``address`` makes whole addresses of paths."""
    found = records([case.pk], reader)[case.pk]
    made = computed(opened(found, reader), populations([case.pk]).get(case.pk))
    record = reading_copy(found, reader)
    closed = [part.value for part in CLOSABLE if not may_read(reader, part)]
    told = [_telling(each, address) for each in in_all_languages(case, reader)]
    added = {"translations": told, "computed": made, "closed_parts": closed}
    return {**record, **added, "links": _links(record, address)}


def _telling(case: Practice, address) -> dict:
    return {
        "language": case.language,
        "title": case.title,
        "original": case.translation_of_id is None,
        "version": case.latest,
        "url": address(reverse("api:practice", args=[case.slug])),
    }


def listed(practice_ids: list[int], names: Iterable[str], address) -> list[dict]:
    """Return the fields ``names`` of cases of a list: what is published and open to everyone."""
    found = records(practice_ids, Reader.VISITOR)
    rows = []
    for record in (found[pk] for pk in practice_ids if pk in found):
        row = {**opened(record, Reader.VISITOR), "links": _links(record, address)}
        rows.append({name: row[name] for name in names if name in row})
    return rows


def _links(record: dict, address) -> dict:
    slug = record["slug"]
    own = {
        "self": "api:practice",
        "versions": "api:versions",
        "citation": "api:citation",
        "claims": "api:claims",
        "transfers": "api:transfers",
        "page": "practice",
    }
    return {name: address(reverse(view, args=[slug])) for name, view in own.items()}
