"""Where one label stands for a case it is the highest, of equals the latest: at every door."""

import pytest
from django.urls import reverse

from cases import workflow
from cases.access import Reader
from cases.criteria import Criteria, Sort
from cases.doors import preview_card
from cases.models import Cycle, Practice
from cases.search import search
from tests.cases.making import make_practice
from tests.cast import client_of
from tests.html import parse, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(vocabularies, settings, tmp_path):
    """A case that won, won again, and was thought less of later; beside one that comes second."""
    settings.DATA_DIR = tmp_path
    for year in (1998, 2000, 2006):
        Cycle.objects.get_or_create(year=year, body="", defaults={"name": f"Cycle of {year}"})
    labels = [("award", 1998), ("award", 2000), ("good", 2006)]
    case = labelled("Ferries", *labels)
    labelled("Trams", ("award", 1998), ("best", 2006))
    return case


def labelled(title: str, *labels) -> Practice:
    rows = [{"level": level, "cycle": year, "body": None} for level, year in labels]
    case = make_practice(title=title, recognitions=rows)
    workflow.publish(case)
    return case


def test_the_record(case):
    assert str(Practice.objects.get(pk=case.pk).recognition) == "Award Winner, 2000"


def test_the_list_of_the_desk(case):
    page = client_of(Reader.CURATOR).get(reverse("admin:cases_practice_changelist"), {"q": "Ferri"})
    cells = parse(page.content.decode()).findall(".//td[@class='field-recognised']")
    assert [cell.text for cell in cells] == ["Award Winner, 2000"]


def test_the_card_beside_a_link(case, client, settings):
    drawn = client.get(f"/practices/{case.slug}/versions/1/card.png").content
    facts = (case.title, "Kitakyushu, Japan", "award", 2000)
    assert drawn == preview_card.draw(*facts, settings.SITE_NAME, settings.CARD_FONT)


def test_the_mark_on_the_map(case, client):
    assert "best recognised: Award Winner" in text_of(client.get("/search/map/").content.decode())


def test_the_order_by_recognition(case):
    hits = search(Criteria(sort=Sort.RECOGNITION), Reader.VISITOR).hits
    assert hits[0].practice_id == case.pk
