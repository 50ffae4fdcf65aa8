"""An address once public never dies."""

import pytest

from cases import workflow
from cases.models import Category, FormerTerm, Practice
from cases.record import write_record
from tests.cases.making import make_practice, make_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(vocabularies):
    practice = make_practice(title="Trams")
    workflow.publish(practice)
    return practice


def rename(practice, slug):
    practice = Practice.objects.get(pk=practice.pk)
    practice.slug = slug
    practice.save()


@pytest.mark.parametrize(
    "page", ["", "versions/", "versions/1/", "versions/1/summary/1/", "recognition/", "?x=1&y=2"]
)
def test_a_former_address_leads_to_the_present_one(client, practice, page):
    rename(practice, "tramways")
    rename(practice, "light-rail")
    for former in ("trams", "tramways"):
        answer = client.get(f"/practices/{former}/{page}")
        assert answer.status_code == 301
        assert answer["Location"] == f"/practices/light-rail/{page}"
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("page", ["", "versions/", "claims/", "?fields=title"])
def test_programs_are_led_on_too(client, practice, page, settings):
    rename(practice, "tramways")
    answer = client.get(f"/api/v1/practices/trams/{page}")
    assert answer.status_code == 301
    assert answer["Location"] == f"/api/v1/practices/tramways/{page}"
    assert client.get(answer["Location"]).status_code == 200
    framed = client.get("/oembed/", {"url": f"{settings.SITE_URL}practices/trams/"})
    assert "/embed/practices/tramways/" in framed.json()["html"]


def test_a_case_called_as_before_is_found_there(client, practice):
    rename(practice, "tramways")
    rename(practice, "trams")
    assert client.get("/practices/trams/").status_code == 200
    assert client.get("/practices/tramways/")["Location"] == "/practices/trams/"


def test_nobody_else_is_called_so(practice):
    rename(practice, "tramways")
    assert make_practice(title="Trams").slug == "trams-2"
    other, _problems = write_record(make_record(title="Others", slug="trams"))
    assert other.slug == "others"


def test_a_new_title_changes_no_address(client, practice):
    practice.title = "Light Rail"
    practice.save()
    workflow.revise(practice, reason="A new name")
    assert client.get("/practices/trams/").status_code == 200


def test_what_a_draft_was_called_is_not_told(client, vocabularies):
    draft = make_practice(title="Trams")
    rename(draft, "tramways")
    assert not FormerTerm.objects.exists()
    assert client.get("/practices/trams/").status_code == 404


def test_an_address_nobody_had_is_not_found(client, practice):
    rename(practice, "tramways")
    assert client.get("/practices/buses/").status_code == 404
    assert client.get("/nowhere/").status_code == 404


def test_an_archived_case_says_so_at_both_addresses(client, practice):
    workflow.archive(practice, reason="Superseded by the underground.")
    rename(practice, "tramways")
    page = client.get("/practices/trams/", follow=True)
    assert page.status_code == 200
    assert "Archived as outdated." in page.content.decode()


def test_a_merged_category_is_found_by_its_old_address(client, practice):
    FormerTerm.remember("category", "homes", Category.objects.get(slug="housing").slug)
    answer = client.get("/search/?category=homes")
    assert (answer.status_code, answer["Location"]) == (301, "/search/?category=housing")
