"""A retired term stays with the cases that have it and is offered to no other."""

import html5lib
import pytest

from cases import search
from cases.access import Reader
from cases.admin.names import CATEGORIES
from cases.criteria import Criteria
from cases.forms import organisation_types
from cases.models import Category, Ecosystem, LevelOfActivity, Practice, SupportType
from cases.workflow import publish
from partners.models import OrganisationType
from tests.cases.making import make_practice
from tests.cast import client_of

pytestmark = pytest.mark.django_db

RETIRED = [
    (LevelOfActivity, "City/Town"),
    (Ecosystem, "Coastal"),
    (SupportType, "Financial"),
    (OrganisationType, "Local Authority"),
    (Category, "rental housing"),
]


@pytest.fixture
def case(vocabularies) -> Practice:
    practice = make_practice(complete=True)
    for model, name in RETIRED:
        model.objects.filter(name=name).update(last_cycle=2004)
    return practice


def offered(address: str) -> set[str]:
    """Return the words of the options and ticks of a form."""
    page = client_of(Reader.CURATOR).get(address).content.decode()
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return {" ".join("".join(row.itertext()).split()) for tag in ("option", "label")
            for row in tree.iter(tag)}  # fmt: skip


@pytest.mark.parametrize("name", ["City/Town", "Coastal", "Financial", "Local Authority"])
def test_it_is_not_offered_to_a_new_case(case, name):
    words = offered("/admin/cases/practice/add/")
    assert name not in words
    assert {"Village", "Island", "Technical"} <= words


@pytest.mark.parametrize("name", ["City/Town", "Coastal", "Financial"])
def test_a_case_that_has_it_keeps_it(case, name):
    assert name in offered(f"/admin/cases/practice/{case.pk}/change/")


def test_it_is_not_suggested_while_typing(case):
    found = {category.name for category in CATEGORIES.like("housing")}
    assert "rental housing" not in found and "affordable housing" in found
    assert "Local Authority" not in dict(organisation_types())


def test_readers_find_it_as_before(case, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    publish(case)
    search.sync()
    assert search.search(Criteria(values={"ecosystem": ("coastal",)}), Reader.VISITOR).total == 1
