"""Of two that mean the same, one stays; nothing is left that points to nothing."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models

from cases import search, workflow
from cases.access import Reader
from cases.criteria import Criteria
from cases.merging import IN_ADDRESSES, Move, merge, preview
from cases.models import (
    Category,
    City,
    Ecosystem,
    FormerTerm,
    LevelOfActivity,
    Partnership,
    Practice,
    SupportType,
)
from partners.models import ContactPerson, ContactPoint, Organisation, OrganisationType
from tests.cases.making import load_vocabularies, make_practice
from tests.cast import client_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def case(transactional_db, settings, tmp_path) -> Practice:
    settings.DATA_DIR = tmp_path
    load_vocabularies()
    practice = make_practice(complete=True)
    workflow.publish(practice)
    return practice


def dangling() -> list[str]:
    """Return every reference in the database to a row that is not there, for all relations."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                held = model._base_manager.exclude(**{f"{field.attname}__isnull": True})
                there = field.related_model._base_manager.order_by()
                lost = held.exclude(
                    **{f"{field.attname}__in": there.values(field.target_field.name)}
                )
                found += [f"{model.__name__}.{field.name} of {row.pk}" for row in lost]
    connection.check_constraints()
    return found


def pair(model):
    """Two rows of a kind, the first named by the case wherever the kind can be."""
    find = {
        Category: lambda: (Category.objects.get(name="Housing"), _new(Category, "Homes")),
        LevelOfActivity: lambda: (
            LevelOfActivity.objects.get(name="City/Town"),
            _new(model, "Town"),
        ),
        Ecosystem: lambda: (Ecosystem.objects.get(name="Coastal"), _new(model, "Shore")),
        SupportType: lambda: (SupportType.objects.get(name="Financial"), _new(model, "Money")),
        OrganisationType: lambda: (
            OrganisationType.objects.get(name="Local Authority"),
            _new(model, "City Hall"),
        ),
        City: lambda: (
            City.objects.get(name="Kitakyushu"),
            City.objects.create(name="Kita-Kyushu", country_id="JP"),
        ),
        Organisation: lambda: (
            Organisation.objects.get(name="Transport Office"),
            Organisation.objects.create(name="Office of Transport"),
        ),
    }
    if model in find:
        return find[model]()
    return _new(model, "One"), _new(model, "Two")


def _new(model, name: str):
    row = model(name=name)
    if hasattr(row, "slug") and model is not Category:
        row.slug = name.lower().replace(" ", "-")
    row.save()
    return row


def referring(row) -> int:
    return sum(
        relation.related_model._base_manager.filter(**{relation.field.name: row}).count()
        for relation in row._meta.related_objects
        if not relation.many_to_many
    )


@pytest.mark.parametrize("model", IN_ADDRESSES, ids=lambda model: model.__name__)
def test_all_that_refers_to_the_one_refers_to_the_other(model):
    source, target = pair(model)
    number, gone = referring(source), source.pk
    moves = merge(source, target)
    assert sum(move.moved for move in moves) == number
    assert referring(target) == number
    assert not model.objects.filter(pk=gone).exists()
    assert dangling() == []


def test_a_preview_says_what_would_move_and_moves_nothing():
    source, target = pair(Organisation)
    assert Move("contact persons", 1, 0) in preview(source, target)
    assert Organisation.objects.filter(pk=source.pk).exists()
    assert referring(target) == 0
    assert not FormerTerm.objects.exists()
    assert preview(source, target) == merge(source, target)


def test_a_case_that_has_both_keeps_one_with_all_that_hung_from_either(case):
    union = Organisation.objects.get(name="Riders' Union")
    bank = Organisation.objects.get(name="Harbour Bank")
    given = SupportType.objects.get(name="Technical")
    Partnership.objects.get(organisation=bank).supports.create(type=given)
    union.contact_points.create(kind="email", value="bank@example.org")
    bank.contact_points.create(kind="email", value="bank@example.org")
    moves = merge(bank, union)
    partnership = Partnership.objects.get(practice=case)
    assert partnership.organisation == union
    kinds = {support.type.name for support in partnership.supports.all()}
    assert kinds == {"Financial", "Other", "Technical"}
    assert Move("partners", 0, 1) in moves
    assert ContactPoint.objects.filter(value="bank@example.org").count() == 1
    assert case.funders.filter(partnership=partnership).exists()
    assert dangling() == []


def test_sub_categories_of_the_same_name_are_joined_too(case):
    housing, homes = Category.objects.get(name="Housing"), _new(Category, "Homes")
    rental = Category.objects.create(name="RENTAL housing", parent=homes)
    merge(housing, homes)
    assert set(homes.subcategories.values_list("name", flat=True)) >= {"RENTAL housing"}
    assert not homes.subcategories.filter(name="rental housing").exists()
    assert case.classifications.filter(category=rental).exists()
    assert dangling() == []


def test_what_is_empty_is_filled_and_what_is_there_stays():
    source, target = pair(Organisation)
    Organisation.objects.filter(pk=target.pk).update(url="https://kept.example")
    target.refresh_from_db()
    merge(source, target)
    target.refresh_from_db()
    assert target.address == "1 Harbour Road\nKitakyushu"
    assert target.url == "https://kept.example"
    assert ContactPerson.objects.get().organisation == target


def test_search_follows_in_the_next_request_and_old_addresses_lead_on(case, client):
    assert search.search(Criteria(values={"ecosystem": ("coastal",)}), Reader.VISITOR).total == 1
    source, target = pair(Ecosystem)
    merge(source, target)
    assert search.search(Criteria(values={"ecosystem": ("shore",)}), Reader.VISITOR).total == 1
    assert search.search(Criteria(q="shore"), Reader.VISITOR).total == 1
    response = client.get("/search/?ecosystem=coastal&region=asia-and-the-pacific")
    assert response.status_code == 301
    address = response.headers["Location"]
    assert "ecosystem=shore" in address and "region=asia-and-the-pacific" in address
    assert case.title in client.get(address).content.decode()


def test_a_city_is_found_by_the_name_that_is_gone(case):
    source, target = pair(City)
    merge(source, target)
    assert search.search(Criteria(q="Kitakyushu"), Reader.VISITOR).total == 1
    assert target.alternate_names.splitlines()[0] == "Kitakyushu"


def test_addresses_lead_on_through_several_merges_and_never_in_a_circle():
    first, second, third = (_new(Ecosystem, name) for name in ("One", "Two", "Three"))
    merge(first, second)
    merge(second, third)
    assert dict(FormerTerm.objects.values_list("value", "now")) == {"one": "three", "two": "three"}
    FormerTerm.remember("ecosystem", "three", "one")
    assert dict(FormerTerm.objects.values_list("value", "now")) == {"two": "one", "three": "one"}


def test_what_cannot_be_one_is_refused():
    housing = Category.objects.get(name="Housing")
    for source, target in (
        (housing, housing),
        (housing, Ecosystem.objects.first()),
        (housing, Category.objects.get(name="rental housing")),
        (ContactPerson.objects.first(), ContactPerson.objects.first()),
    ):
        with pytest.raises(ValidationError):
            merge(source, target)


def test_the_desk_shows_what_moves_then_merges():
    source, target = pair(Organisation)
    desk = client_of(Reader.CURATOR)
    chosen = {"action": "merge_selected", "_selected_action": [source.pk, target.pk]}
    page = desk.post("/admin/partners/organisation/", chosen, follow=True)
    assert page.redirect_chain
    both = {"id": [source.pk, target.pk], "stays": target.pk}
    page = desk.get("/admin/partners/organisation/merge/", both)
    assert "Contact persons: 1 move, 0 are joined" in page.content.decode()
    assert Organisation.objects.filter(pk=source.pk).exists()
    desk.post(
        "/admin/partners/organisation/merge/",
        {"id": [source.pk, target.pk], "stays": target.pk},
    )
    assert not Organisation.objects.filter(pk=source.pk).exists()


def test_a_renamed_slug_keeps_its_old_address(client):
    term = Ecosystem.objects.get(slug="coastal")
    data = {"name": "Seaside", "slug": "seaside", "description": "", "position": 1,
            "first_cycle": "", "last_cycle": ""}  # fmt: skip
    client_of(Reader.CURATOR).post(f"/admin/cases/ecosystem/{term.pk}/change/", data)
    response = client.get("/search/?ecosystem=coastal")
    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/search/?ecosystem=seaside",
    )
