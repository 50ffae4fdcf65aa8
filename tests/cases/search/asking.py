"""Asking the search in few words."""

from cases.access import Reader
from cases.criteria import Criteria
from cases.models import Practice
from cases.search import Result, search


def ask(q: str = "", reader: Reader = Reader.SUBSCRIBER, **criteria) -> Result:
    known = {
        name: criteria.pop(name) for name in ("sort", "year_from", "year_to") if name in criteria
    }
    paging = {name: criteria.pop(name) for name in ("page", "size") if name in criteria}
    return search(Criteria(q=q, values=criteria, **known), reader, **paging)


def titles(result: Result) -> list[str]:
    """The titles of the hits in their order."""
    found = Practice.objects.in_bulk([hit.practice_id for hit in result.hits])
    return [found[hit.practice_id].title for hit in result.hits]
