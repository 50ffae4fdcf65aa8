import pytest
from django.core.exceptions import ValidationError

from cases import workflow
from cases.models import Category
from cases.record import read_record, write_record
from cases.revert import revert
from partners.models import ContactPerson, ContactPoint
from tests.cases.making import make_practice, make_record
from tests.cast import amina

pytestmark = pytest.mark.usefixtures("vocabularies")


@pytest.fixture
def case(db):
    """A case in version 2, which says other things than version 1."""
    practice = make_practice(complete=True)
    workflow.publish(practice)
    changes = {
        "title": "Other",
        "summary": "Other.",
        "partners": [],
        "financials": [],
        "claims": [],
    }
    write_record(make_record(complete=True, **changes), practice)
    workflow.revise(practice)
    return practice


def content(record, *without):
    left_out = {"version", "follow_ups", "first_published", "last_reviewed", "contact", *without}
    return {key: value for key, value in record.items() if key not in left_out}


def test_the_old_content_becomes_the_next_version(case):
    version, problems = revert(case, 1, by=amina(), reason="Too hasty.")
    assert problems == []
    assert (version.number, version.reason) == (3, "Too hasty.")
    first = case.versions.get(number=1)
    assert content(version.record) == content(first.record)
    case.refresh_from_db()
    assert case.title == first.record["title"] and case.slug == first.record["slug"]
    assert [v.number for v in case.versions.all()] == [3, 2, 1]


def test_a_reason_is_given_when_nobody_says_why(case):
    assert revert(case, 1)[0].reason == "Back to version 1"


def test_what_happened_since_stays(case):
    case.follow_ups.all().delete()
    kept = case.follow_ups.create(date="2010", state="ended")
    case.last_reviewed = "2020-01-01"
    case.save()
    version, _problems = revert(case, 1)
    assert [row.pk for row in case.follow_ups.all()] == [kept.pk]
    assert version.record["last_reviewed"] == "2020-01-01"
    assert [row["state"] for row in version.record["follow_ups"]] == ["ended"]


def test_the_contact_person_stays(case):
    person = case.contact_person
    assert person is not None
    revert(case, 1)
    case.refresh_from_db()
    assert case.contact_person == person


def test_what_was_erased_does_not_come_back(case):
    ContactPerson.objects.all().delete()
    ContactPoint.objects.all().delete()
    case.refresh_from_db()
    version, _problems = revert(case, 1)
    case.refresh_from_db()
    assert case.contact_person is None
    assert not ContactPoint.objects.exists() and not ContactPerson.objects.exists()
    assert all(partner["emails"] == [] for partner in version.record["partners"])


def test_a_term_that_left_its_vocabulary_is_named(case):
    case.classifications.all().delete()
    other = Category.objects.exclude(parent=None).exclude(name="slum upgrading").first()
    case.classifications.create(category=other)
    Category.objects.filter(name="slum upgrading").delete()
    _version, problems = revert(case, 1)
    assert problems == ["categories[0]: “Housing: slum upgrading” is not in the vocabulary"]


def test_there_must_be_such_a_version_and_a_published_case(case):
    with pytest.raises(ValidationError):
        revert(case, 9)
    workflow.archive(case, reason="Old.")
    before = read_record(case)
    with pytest.raises(ValidationError):
        revert(case, 1)
    case.refresh_from_db()
    assert read_record(case) == before
