"""Practices: the list of a search, and one case with its versions, citation and rows."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from cases import search as engine
from cases.access import Part, may_read
from cases.api import shapes
from cases.api.paging import Paged
from cases.api.parameters import (
    CURSOR,
    NO_CURSOR,
    PAGE,
    PAGE_SIZE,
    SEARCH,
    cursor_at,
    cursor_of,
    fields_of,
    fields_parameter,
    page_of,
)
from cases.api.problems import IndexMissing
from cases.api.records import OF_A_CASE, OF_A_LIST, case_of, listed, whole
from cases.api.resource import Resource
from cases.api.searching import OfASearch
from cases.criteria import Criteria
from cases.models import DataVersion, Practice
from cases.record.reading_copy import frozen_copy


class PracticeList(OfASearch, Paged):
    """Cases in the collection, as many as the same query string finds on `/search/`.

    A list holds what of each case is open to everyone; what is closed is in the case itself, for
    those who may read it. Give `fields` to get less.
    """

    tag = "Practices"
    parameters = (*SEARCH, PAGE, PAGE_SIZE, CURSOR, fields_parameter(OF_A_LIST))
    shape = shapes.PracticeList

    def find(self):
        query = self.request.query_params
        criteria, names = self.criteria(), fields_of(query, OF_A_LIST)
        number, size = page_of(query)
        if "cursor" in query:
            return self._walk(criteria, names, cursor_of(query), size)
        return self._page(criteria, names, number, size)

    def _page(self, criteria: Criteria, names: list[str], number: int, size: int) -> dict:
        result = engine.search(criteria, self.request.reader, page=number, size=size)
        return {
            **self.head_of_page(result.total, number, size),
            "data_version": result.data_version or DataVersion.current(),
            "complete": result.complete,
            "notice": result.notice,
            "loosened": result.loosened,
            "did_you_mean": result.did_you_mean or "",
            "results": listed([hit.practice_id for hit in result.hits], names, self.address),
        }

    def _walk(
        self, criteria: Criteria, names: list[str], after: engine.Place | None, size: int
    ) -> dict:
        try:
            walk = engine.walk(criteria, self.request.reader, after, size)
        except engine.NoSuchPlace:
            raise ValidationError(NO_CURSOR) from None
        if walk is None:
            raise IndexMissing
        on = self.with_values(cursor=cursor_at(walk.place)) if walk.place else None
        return {
            "total": walk.total,
            "page": None,
            "page_size": size,
            "next": on,
            "previous": None,
            "data_version": walk.data_version,
            "complete": True,
            "notice": "",
            "loosened": False,
            "did_you_mean": "",
            "results": listed(walk.practice_ids, names, self.address),
        }


class OfACase(Resource):
    """A resource of one case, named by its slug or its identifier."""

    tag = "Practices"

    def case(self, name: str) -> Practice:
        case = case_of(self.request.reader, name)
        self.last_changed = max(filter(None, (case.updated_at, case.published_at)))
        return case

    def whole(self, name: str) -> dict:
        return whole(self.case(name), self.request.reader, self.address)


class PracticeDetail(OfACase):
    """One case as the exchange record, as far as its reader may read it.

    Everybody reads what was published last, curators the record as it stands. Of a closed section
    there are heading, number of words and first sentence; of a closed claim its section; of closed
    financial years how many they are. `closed_parts` names what is closed. An archived case is
    still here: its `state` says `archived`.
    """

    parameters = (fields_parameter(OF_A_CASE),)
    shape = shapes.Record

    def find(self, practice):
        names = fields_of(self.request.query_params, OF_A_CASE)
        record = self.whole(practice)
        return {name: record[name] for name in names if name in record}


class VersionList(OfACase):
    """The published versions of a case: each stays readable and citable for ever."""

    shape = shapes.VersionList

    def find(self, practice):
        case = self.case(practice)
        heads = [_head(case, row, self.address) for row in case.versions.defer("record")]
        return {"total": len(heads), "results": heads}


class OfAVersion(OfACase):
    def version(self, practice: str, number: int):
        case = self.case(practice)
        found = case.versions.filter(number=number).first()
        if found is None:
            raise Http404(_("There is no such version."))
        self.last_changed = found.published_at
        return case, found


class VersionDetail(OfAVersion):
    """A version as it was published, as far as its reader may read it today."""

    shape = shapes.Version

    def find(self, practice, number):
        case, found = self.version(practice, number)
        record = frozen_copy(found.record, self.request.reader)
        return {**_head(case, found, self.address), "record": record}


def _head(case: Practice, version, address) -> dict:
    args = [case.slug, version.number]
    return {
        "number": version.number,
        "published": timezone.localtime(version.published_at),
        "reason": version.reason,
        "links": {
            "self": address(reverse("api:version", args=args)),
            "page": address(reverse("version", args=args)),
            "citation": address(reverse("api:version_citation", args=args)),
        },
    }


class ClaimList(OfACase):
    """The claims of a case: what was measured, where, when and by whom."""

    shape = shapes.ClaimList

    def find(self, practice):
        claims = self.whole(practice)["claims"]
        closed = not may_read(self.request.reader, Part.CLAIMS)
        return {"total": len(claims), "closed": closed, "results": claims}


class TransferList(OfACase):
    """Who took a case up elsewhere, and what came of it; failures included."""

    shape = shapes.TransferList

    def find(self, practice):
        transfers = self.whole(practice)["transfers"]
        return {"total": len(transfers), "results": transfers}
