import pytest
from django.db import transaction

from cases.models import (
    Category,
    Change,
    City,
    Country,
    Cycle,
    DataVersion,
    KeyDate,
    PartnershipSupport,
    Practice,
    SupportType,
)
from cases.models.change_log import WAYS, log_changes
from fields.atomic import AtomicModel
from partners.models import ContactPoint, Organisation
from tests.cases.making import make_practice

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def practice(transactional_db):
    from tests.cases.making import load_vocabularies

    load_vocabularies()
    make_practice(title="Another", countries=["CN"], cities=["Dalian"], categories=[])
    return make_practice(complete=True)


def changed_by(act) -> list[int]:
    before = DataVersion.current()
    act()
    return list(Change.objects.filter(number__gt=before).values_list("practice_id", flat=True))


def saved(row):
    row.save()


@pytest.mark.parametrize(
    "find",
    [
        lambda: Category.objects.get(name="rental housing"),
        lambda: Category.objects.get(name="Housing"),
        lambda: City.objects.get(name="Kitakyushu"),
        lambda: Country.objects.get(code="JP"),
        lambda: Organisation.objects.get(name="Harbour Bank"),
        lambda: Organisation.objects.get(name="Transport Office"),
        lambda: Cycle.objects.get(year=2004, body="Another Body"),
        lambda: SupportType.objects.get(name="Other"),
    ],
)
def test_a_renamed_term_logs_the_practices_that_show_it(practice, find):
    assert changed_by(lambda: saved(find())) == [practice.pk]


def test_every_part_of_a_practice_is_watched(practice):
    for model, way in WAYS.items():
        row = model.objects.filter(**_of(model, practice, way)).first()
        assert row is not None, f"the complete record has no {model.__name__}"
        assert practice.pk in changed_by(row.save), model.__name__


def _of(model, practice, way):
    if model is Practice:
        return {"pk": practice.pk}
    keys = Practice.objects.filter(pk=practice.pk).values_list(way, flat=True)
    return {"pk__in": [key for key in keys if key is not None]}


def test_deleting_a_row_or_a_practice_is_a_change(practice):
    assert changed_by(KeyDate.objects.filter(practice=practice).first().delete) == [practice.pk]
    assert changed_by(PartnershipSupport.objects.first().delete) == [practice.pk]
    key = practice.pk
    assert key in changed_by(practice.delete)


def test_a_transaction_takes_one_number_and_logs_a_practice_once(practice):
    before = DataVersion.current()

    def act():
        with transaction.atomic():
            practice.save()
            KeyDate.objects.filter(practice=practice).first().save()
            practice.save()

    assert changed_by(act) == [practice.pk]
    assert DataVersion.current() == before + 1


def test_a_rolled_back_savepoint_does_not_hide_a_later_change(practice):
    def act():
        with transaction.atomic():
            try:
                with transaction.atomic():
                    practice.save()
                    raise RuntimeError
            except RuntimeError:
                pass
            practice.save()

    assert changed_by(act) == [practice.pk]


def test_what_is_rolled_back_is_not_logged(practice):
    def act():
        with transaction.atomic():
            practice.save()
            transaction.set_rollback(True)

    assert changed_by(act) == []


def test_code_that_writes_around_the_models_logs_by_hand(practice):
    assert changed_by(lambda: log_changes([practice.pk, practice.pk])) == [practice.pk]
    assert changed_by(lambda: log_changes([])) == []


def test_a_row_is_saved_with_its_entry_in_the_log_or_not_at_all(practice, monkeypatch):
    def killed():
        raise KeyboardInterrupt

    monkeypatch.setattr(DataVersion, "next", killed)
    title = practice.title
    practice.title = "Changed"
    with pytest.raises(KeyboardInterrupt):
        practice.save()
    assert Practice.objects.get(pk=practice.pk).title == title
    for model in (*WAYS, Category, Organisation):
        assert issubclass(model, AtomicModel), model.__name__


def test_pages_are_renewed_by_what_stands_in_no_practice(practice):
    """A cycle without cases has a page; an address makes a case one that can be written to."""
    practice.contact_organisation = Organisation.objects.create(name="Harbour office")
    practice.save()
    before = DataVersion.current()
    Cycle.objects.create(year=1990)
    renewed = DataVersion.current()
    assert renewed > before
    ContactPoint.objects.create(
        organisation=practice.contact_organisation, kind="email", value="office@example.org"
    )
    assert DataVersion.current() > renewed
