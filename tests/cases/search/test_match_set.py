"""The index and the database find the same cases and count the same options, whatever is asked.

Words are compared with themselves: filters must leave of what the words alone find exactly what the
database leaves of it.
"""

from collections import Counter
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import event, given, settings
from hypothesis import strategies as st

from cases.access import Part, Reader, may_read
from cases.criteria import Criteria, Sort
from cases.facets import FACETS, FACETS_BY_NAME
from cases.filters import PracticeFilter
from cases.models import FinancialYear, KeyDate, Practice
from cases.search import LONG, MOST_OPTIONS, facets, matching_ids, options_of, search
from cases.search.schema import UNLISTED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("samples")]

YEARS = {"year_from", "year_to"}
AREAS = ["-180,-90,180,90", "-20,-35,55,38", "170,-50,-60,70", "30.01,0,30.02,1"]
"""The globe, Africa, both sides of 180 degrees, nowhere."""
NOBODY_HAS_IT = "nobody-has-it"
WORDS = ["", "water", "city women", "water -women", '"public space"', "watr", "-housing"]


@st.composite
def queries(draw) -> dict[str, list[str]]:
    """The parameters of an address: some facets with real values, years, words, an order."""
    published = list(Practice.objects.published().values_list("pk", flat=True))
    query = {}
    for facet in draw(st.lists(st.sampled_from(FACETS), max_size=2, unique_by=lambda f: f.name)):
        real = sorted(set().union(*facet.values_of(published).values()))
        query[facet.name] = draw(
            st.lists(st.sampled_from([*real, NOBODY_HAS_IT]), min_size=1, max_size=4, unique=True)
        )
    for name in draw(st.sets(st.sampled_from(sorted(YEARS)))):
        query[name] = [str(draw(st.integers(1950, 2010)))]
    if area := draw(st.sampled_from([None, *AREAS])):
        query["bbox"] = [area]
    query["q"] = [draw(st.sampled_from(WORDS))]
    query["sort"] = [draw(st.sampled_from(Sort.values))]
    return query


def criteria_of(query: dict[str, list[str]]) -> Criteria:
    return PracticeFilter(QueryDict(urlencode(query, doseq=True))).criteria


def by_database(query: dict[str, list[str]], reader: Reader, without: str = "") -> set[int]:
    """The published cases the filters leave; the words are asked of the search, alone."""
    left_out = YEARS if without == "years" else {without}
    query = {name: values for name, values in query.items() if name not in left_out}
    found = Practice.objects.published()
    if not may_read(reader, Part.FINANCES):
        query.pop("funder", None)
        found = _dated(found, query.pop("year_from", []), query.pop("year_to", []))
    if not may_read(reader, Part.CLAIMS):
        query.pop("evidence", None)
    found = PracticeFilter(QueryDict(urlencode(query, doseq=True)), queryset=found).qs
    by_words = matching_ids(Criteria(q=query["q"][0]), reader)
    return set(found.values_list("pk", flat=True)) & set(by_words)


def _dated(found, year_from: list[str], year_to: list[str]):
    """The cases with a key date in the span: years of money are closed, as funders are."""
    dates = KeyDate.objects.all()
    if year_from:
        dates = dates.filter(date__gte=year_from[0])
    if year_to:
        dates = dates.filter(date__lt=str(int(year_to[0]) + 1))
    return found.filter(pk__in=dates.values("practice")) if year_from or year_to else found


def counts_by_database(name: str, found: set[int], reader: Reader) -> Counter:
    if name == "funder" and not may_read(reader, Part.FINANCES):
        return Counter()
    if name == "evidence" and not may_read(reader, Part.CLAIMS):
        return Counter()
    values = FACETS_BY_NAME[name].values_of(found)
    return Counter(value for of_one in values.values() for value in of_one)


def years_by_database(found: set[int], reader: Reader) -> Counter:
    dates = KeyDate.objects.filter(practice__in=found).values_list("practice", "date")
    years = {(practice, date.year) for practice, date in dates}
    if may_read(reader, Part.FINANCES):
        money = FinancialYear.objects.filter(practice__in=found)
        years |= set(money.values_list("practice", "year"))
    return Counter(year for _practice, year in years)


def counted(options) -> dict[str, int]:
    return {o.value: o.count for top in options for o in (top, *top.children)}


def check(query: dict[str, list[str]], reader: Reader, page: int = 1) -> int:
    """Compare hits, total and all counts with the database; return how many cases it finds."""
    criteria = criteria_of(query)
    expected = by_database(query, reader)
    ids = matching_ids(criteria, reader)
    result = search(criteria, reader, page=page, size=5)
    assert result.complete
    assert sorted(ids) == sorted(expected)
    assert result.total == len(expected)
    assert [hit.practice_id for hit in result.hits] == ids[(page - 1) * 5 : page * 5]
    for facet in FACETS:
        chosen = facet.name in query
        others = by_database(query, reader, without=facet.name) if chosen else expected
        expected_counts = counts_by_database(facet.name, others, reader)
        shown = counted(result.facets[facet.name])
        if facet.name in LONG:
            assert counted(options_of(facet.name, criteria, reader)) == expected_counts, facet.name
            if facet.name in UNLISTED:
                asked = {value: expected_counts[value] for value in query.get(facet.name, ())}
                assert shown == {value: count for value, count in asked.items() if count}
            else:
                check_first(shown, expected_counts, set(query.get(facet.name, ())))
        else:
            assert shown == expected_counts, facet.name
    others = by_database(query, reader, without="years")
    assert dict(result.years) == years_by_database(others, reader)
    return len(expected)


def check_first(shown: dict[str, int], every: Counter, chosen: set[str]) -> None:
    """Of a long facet the commonest values are shown, and the chosen ones, with exact counts."""
    assert shown.items() <= every.items()
    assert chosen & set(every) <= set(shown)
    others = [count for value, count in shown.items() if value not in chosen]
    assert len(shown) >= min(MOST_OPTIONS, len(every))
    left_out = [count for value, count in every.items() if value not in shown]
    assert min(others, default=1) >= max(left_out, default=0)


@settings(max_examples=80)
@given(
    query=queries(), reader=st.sampled_from(Reader), page=st.integers(1, 3), threads=st.booleans()
)
def test_index_and_database_agree(query, reader, page, threads):
    with patch.object(facets, "FEW", 0 if threads else facets.FEW):
        event("some found" if check(query, reader, page) else "none found")


def commonest(facet) -> list[str]:
    """The value of a facet that most cases have, and the one fewest have."""
    published = Practice.objects.published().values_list("pk", flat=True)
    values = facet.values_of(list(published)).values()
    ranked = Counter(value for of_one in values for value in of_one).most_common()
    return [ranked[0][0], ranked[-1][0]]


@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.name)
def test_they_agree_on_each_facet_alone(facet, reader):
    most, fewest = commonest(facet)
    for values in ([most], [fewest], [most, fewest], [NOBODY_HAS_IT]):
        query = {"q": [""], facet.name: values}
        found = check(query, reader)
        if NOBODY_HAS_IT not in values and may_read(reader, Part.FINANCES):
            assert found
        check(query | {"q": ["water"]}, reader)


@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize("sort", Sort.values)
@pytest.mark.parametrize("years", [{}, {"year_from": ["1996"]}, {"year_to": ["1995"]}])
def test_they_agree_on_years_and_in_each_order(years, sort, reader):
    assert check({"q": [""], "sort": [sort], **years}, reader, page=2)


@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize("area", AREAS)
def test_they_agree_on_each_area(area, reader):
    found = check({"q": [""], "bbox": [area]}, reader)
    assert bool(found) == (area != AREAS[-1])
    check({"q": ["water"], "bbox": [area], "region": ["africa"]}, reader)


def test_every_parameter_of_the_filter_is_compared():
    compared = {facet.name for facet in FACETS} | YEARS | {"q", "sort", "bbox"}
    assert set(PracticeFilter.base_filters) == compared
