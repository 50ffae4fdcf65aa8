"""The form of a case: what is typed is kept, read back the same, and overwrites nobody."""

import pytest
from django.urls import reverse

from cases import workflow
from cases.access import Reader
from cases.models import Practice
from cases.record import read_record
from tests.cases.admin.forms import form_data
from tests.cases.making import make_practice
from tests.cast import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(vocabularies):
    return make_practice(complete=True)


@pytest.fixture
def desk():
    return client_of(Reader.CURATOR)


def address(practice) -> str:
    return reverse("admin:cases_practice_change", args=[practice.pk])


def opened(desk, practice) -> dict:
    return form_data(desk.get(address(practice)))


def record_of(practice) -> dict:
    return read_record(Practice.objects.get(pk=practice.pk), with_persons=True)


def test_saving_an_untouched_form_changes_nothing(desk, practice):
    before = record_of(practice)
    response = desk.post(address(practice), opened(desk, practice))
    assert response.status_code == 302
    assert record_of(practice) == before


def test_dates_are_typed_as_people_write_them_and_read_back_the_same(desk, practice):
    data = opened(desk, practice)
    typed = [data[f"key_dates-{row}-date"][0] for row in range(3)]
    assert typed == ["1965", "August 1980", "15 December 1997"]
    data["key_dates-0-date"] = "3 Sept 1966"
    assert desk.post(address(practice), data).status_code == 302
    assert record_of(practice)["key_dates"][0]["date"] == "1966-09-03"


def test_what_cannot_be_understood_is_said_beside_the_field(desk, practice):
    data = opened(desk, practice) | {"key_dates-0-date": "in the autumn", "title": "New\x07title"}
    response = desk.post(address(practice), data)
    page = response.content.decode()
    assert response.status_code == 200
    assert "is not understood: write 1965" in page
    assert "in the autumn" in page
    assert "U+0007" in page
    assert Practice.objects.get(pk=practice.pk).title == practice.title


def test_a_published_case_is_changed_with_a_reason_as_the_next_version(desk, practice):
    workflow.publish(practice)
    data = opened(desk, practice) | {"title": "Renamed"}
    refused = desk.post(address(practice), data | {"reason": ""})
    assert refused.status_code == 200
    assert practice.versions.count() == 1
    assert desk.post(address(practice), data | {"reason": "A better name"}).status_code == 302
    versions = practice.versions.order_by("number").values_list("number", "reason")
    assert list(versions)[-1] == (2, "A better name")
    assert practice.versions.get(number=2).record["title"] == "Renamed"


def test_a_published_case_is_called_otherwise_and_found_by_either_address(desk, practice, client):
    workflow.publish(practice)
    former = practice.get_absolute_url()
    other = make_practice(title="Other")
    data = opened(desk, practice) | {"reason": "A shorter address"}
    assert (
        "Another case is called so"
        in desk.post(address(practice), data | {"slug": other.slug}).content.decode()
    )
    assert desk.post(address(practice), data | {"slug": "riders"}).status_code == 302
    assert client.get(former)["Location"] == "/practices/riders/"
    assert client.get("/practices/riders/").status_code == 200
    data = opened(desk, other) | {"slug": former.split("/")[2]}
    assert "Another case is called so" in desk.post(address(other), data).content.decode()


def test_a_case_of_three_hundred_rows_saves(desk, practice):
    data = opened(desk, practice)
    data["key_dates-TOTAL_FORMS"] = "303"
    for row in range(3, 303):
        data |= {f"key_dates-{row}-date": str(1700 + row), f"key_dates-{row}-text": f"Row {row}"}
        data[f"key_dates-{row}-practice"] = str(practice.pk)
    assert desk.post(address(practice), data).status_code == 302
    assert practice.key_dates.count() == 303


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_costs_45_queries_whatever_its_rows(
    desk, practice, rows, django_assert_num_queries
):
    dates = [{"date": f"{1900 + row}", "text": "Something"} for row in range(rows)]
    links = [{"kind": "web", "text": "Something"} for row in range(rows)]
    partners = [{"organisation": f"Body {row}", "support": []} for row in range(rows)]
    other = make_practice(
        complete=True, title="Rows", key_dates=dates, references=links, partners=partners,
        financials=[{"year": 1990 + row, "shares": []} for row in range(rows)],
    )  # fmt: skip
    desk.get(address(practice))
    with django_assert_num_queries(45):
        desk.get(address(other))
