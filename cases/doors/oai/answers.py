"""The six verbs, and the envelope of every answer."""

import uuid
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.db.models import Min, Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cases.doors.oai import asking, token
from cases.doors.oai.asking import Asked, Refused
from cases.doors.oai.following import catch_up, public_records
from cases.doors.oai.formats import FORMATS, XSI
from cases.doors.oai.record_xsd import record_xsd
from cases.models import Category, HarvestedCase, Recognition
from web.addresses import on_this_site
from web.rate_limit import SAFE, rate_limited

OAI = "http://www.openarchives.org/OAI/2.0/"
PAGE = 100
"""Records or headers in one answer."""
SECONDS_TO_CATCH_UP = 2


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("search", methods=(*SAFE, "POST"))
def oai(request):
    """Answer a request of OAI-PMH 2.0 by GET or POST, with what is open to everyone.

    While more has changed than one request can follow, the answer is 503 with Retry-After.
    """
    with override("en"):
        root = _envelope()
        asked = None
        try:
            asked = asking.read(request.POST if request.method == "POST" else request.GET)
            if not catch_up():
                wait = {"Retry-After": str(SECONDS_TO_CATCH_UP)}
                return HttpResponse(status=503, headers=wait, content_type="text/plain")
            answer = VERBS[asked.verb](asked)
        except Refused as refusal:
            answer = Element("error", {"code": refusal.code})
            answer.text = refusal.message
        repeated = {"verb": asked.verb, **asked.arguments} if asked else {}
        SubElement(root, "request", repeated).text = on_this_site(reverse("oai"))
        root.append(answer)
    content = tostring(root, "utf-8", xml_declaration=True)
    return HttpResponse(content, content_type="text/xml; charset=utf-8")


def oai_schema(request):
    return HttpResponse(record_xsd(), content_type="text/xml; charset=utf-8")


def _envelope() -> Element:
    root = Element("OAI-PMH", {"xmlns": OAI, "xmlns:xsi": XSI})
    root.set("xsi:schemaLocation", f"{OAI} {OAI}OAI-PMH.xsd")
    SubElement(root, "responseDate").text = asking.datestamp(timezone.now())
    return root


def _identify(asked: Asked) -> Element:
    earliest = HarvestedCase.objects.aggregate(earliest=Min("datestamp"))["earliest"]
    said = {
        "repositoryName": settings.SITE_NAME,
        "baseURL": on_this_site(reverse("oai")),
        "protocolVersion": "2.0",
        "adminEmail": settings.CONTACT_MAIL,
        "earliestDatestamp": asking.datestamp(earliest or timezone.now()),
        "deletedRecord": "persistent",
        "granularity": "YYYY-MM-DDThh:mm:ssZ",
    }
    return _filled(Element("Identify"), said)


def _list_formats(asked: Asked) -> Element:
    if asked.get("identifier"):
        _case(asked.get("identifier"))
    answer = Element("ListMetadataFormats")
    for prefix, made in FORMATS.items():
        said = {
            "metadataPrefix": prefix,
            "schema": made.schema(),
            "metadataNamespace": made.namespace,
        }
        _filled(SubElement(answer, "metadataFormat"), said)
    return answer


def _list_sets(asked: Asked) -> Element:
    if "resumptionToken" in asked.arguments:
        raise Refused("badResumptionToken", "All sets are given at once.")
    answer = Element("ListSets")
    sets = [("category", "All categories"), ("recognition", "All recognitions")]
    for category in Category.objects.select_related("parent").order_by("pk"):
        tree = [category.parent, category] if category.parent else [category]
        spec = ":".join(["category", *(each.slug for each in tree)])
        sets.append((spec, ": ".join(each.name for each in tree)))
    sets += [(f"recognition:{level}", str(level.label)) for level in Recognition.Level]
    for spec, name in sorted(sets):
        _filled(SubElement(answer, "set"), {"setSpec": spec, "setName": name})
    return answer


def _get_record(asked: Asked) -> Element:
    case = _case(asked.get("identifier"))
    _refuse_unknown_format(asked)
    answer = Element("GetRecord")
    _add_records(answer, [case], asked.get("metadataPrefix"))
    return answer


def _list_identifiers(asked: Asked) -> Element:
    answer = Element("ListIdentifiers")
    cases, _prefix, rest = _page(asked)
    for case in cases:
        answer.append(_header(case))
    answer.extend(rest)
    return answer


def _list_records(asked: Asked) -> Element:
    answer = Element("ListRecords")
    cases, prefix, rest = _page(asked)
    _add_records(answer, cases, prefix)
    answer.extend(rest)
    return answer


VERBS = {
    "Identify": _identify,
    "ListMetadataFormats": _list_formats,
    "ListSets": _list_sets,
    "GetRecord": _get_record,
    "ListIdentifiers": _list_identifiers,
    "ListRecords": _list_records,
}


def _page(asked: Asked) -> tuple[list[HarvestedCase], str, list[Element]]:
    """Return the next cases of a list, the format asked for, and the resumption token, if any."""
    place = None
    if "resumptionToken" in asked.arguments:
        asked, place = token.read(asked.verb, asked.get("resumptionToken"))
    _refuse_unknown_format(asked)
    every = _asked_for(asked)
    rest = every
    if place:
        later = Q(datestamp=place.datestamp, pk__gt=place.key)
        rest = every.filter(Q(datestamp__gt=place.datestamp) | later)
    cases = list(rest[: PAGE + 1])
    if not cases and not place:
        raise Refused("noRecordsMatch", "No case answers to this.")
    shown = cases[:PAGE]
    given = (place.number if place else 0) + len(shown)
    tokens = []
    if place or len(cases) > PAGE:
        size = {"completeListSize": str(every.count()), "cursor": str(given - len(shown))}
        tokens = [Element("resumptionToken", size)]
    if len(cases) > PAGE:
        last = shown[-1]
        tokens[0].text = token.write(asked, token.Place(given, last.datestamp, last.pk))
    return shown, asked.get("metadataPrefix"), tokens


def _asked_for(asked: Asked) -> QuerySet:
    cases = HarvestedCase.objects.order_by("datestamp", "pk")
    if start := asked.get("from"):
        cases = cases.filter(datestamp__gte=asking.moment(start))
    if end := asked.get("until"):
        cases = cases.filter(datestamp__lte=asking.last_moment(end))
    if spec := asked.get("set"):
        cases = cases.filter(sets__contains=f" {spec} ")
    return cases


def _case(identifier: str) -> HarvestedCase:
    try:
        found = HarvestedCase.objects.filter(uid=uuid.UUID(identifier)).first()
    except ValueError:
        found = None
    if not found or found.identifier != identifier:
        raise Refused("idDoesNotExist", "No case has this identifier.")
    return found


def _refuse_unknown_format(asked: Asked) -> None:
    if asked.get("metadataPrefix") not in FORMATS:
        raise Refused("cannotDisseminateFormat", f"The formats are {', '.join(FORMATS)}.")


def _add_records(answer: Element, cases: list[HarvestedCase], prefix: str) -> None:
    records = public_records(case.uid for case in cases if not case.withdrawn)
    for case in cases:
        record, said = SubElement(answer, "record"), records.get(str(case.uid))
        case.withdrawn = said is None  # or it was deleted this moment
        record.append(_header(case))
        if said:
            SubElement(record, "metadata").append(FORMATS[prefix].write(said))


def _header(case: HarvestedCase) -> Element:
    header = Element("header", {"status": "deleted"} if case.withdrawn else {})
    said = {"identifier": case.identifier, "datestamp": asking.datestamp(case.datestamp)}
    _filled(header, said)
    for spec in case.specs:
        SubElement(header, "setSpec").text = spec
    return header


def _filled(element: Element, said: dict[str, str]) -> Element:
    for name, text in said.items():
        SubElement(element, name).text = text
    return element
