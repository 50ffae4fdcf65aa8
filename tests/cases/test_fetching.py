"""Rows fetched together say the same as rows Django prefetched, in as few queries for more rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import workflow
from cases.models import Practice
from cases.record import read_record
from fields.fetching import fetch
from tests.cases.making import make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(vocabularies):
    whole, bare = make_practice(complete=True), make_practice(title="Only a Title")
    workflow.publish(whole)
    return Practice.objects.filter(pk__in=[whole.pk, bare.pk]).for_page().order_by("pk")


def test_records_are_those_of_rows_that_django_prefetched(cases):
    usual = [read_record(case, with_persons=True) for case in cases]
    assert [read_record(case, with_persons=True) for case in fetch(cases)] == usual
    assert usual[0]["contact"]["person"] and usual[0]["financials"] and usual[0]["version"] == 1


def test_reading_asks_nothing_more_and_columns_put_off_stay_so(cases, django_assert_num_queries):
    whole, _bare = fetch(cases)
    with django_assert_num_queries(0):
        read_record(whole, with_persons=True)
    [version] = whole.versions.all()
    assert "record" not in vars(version)


def test_more_rows_take_no_more_queries(cases):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            fetch(Practice.objects.for_page())
        return len(asked)

    before = queries()
    make_practice(complete=True, title="The Same Again")
    assert queries() == before


def test_what_several_rows_refer_to_is_one_row(cases):
    Practice.objects.update(level_of_activity=cases[0].level_of_activity)
    first, second = fetch(cases)
    assert first.level_of_activity is second.level_of_activity
