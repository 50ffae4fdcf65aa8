import copy

import pytest

from cases.models import Cycle, FinancialYear, Partnership, Practice
from cases.record import RecordError, Vocabularies, check_record, read_record, write_record
from partners.models import ContactPerson, Organisation
from tests.cases.making import COMPLETE, make_practice, make_record

pytestmark = pytest.mark.django_db


def stated(value):
    """Drop what means "not stated", and what is computed, from a record."""
    if isinstance(value, dict):
        kept = {key: stated(row) for key, row in value.items()}
        computed = {"limit", "words", "unassigned", "id", "slug", "version", "state"}
        return {k: v for k, v in kept.items() if v not in (None, [], {}) and k not in computed}
    return [stated(row) for row in value] if isinstance(value, list) else value


def test_what_is_written_is_read_back(vocabularies):
    practice = make_practice(complete=True)
    assert stated(read_record(practice, with_persons=True)) == stated(make_record(complete=True))


def test_a_second_round_changes_nothing(vocabularies):
    record = read_record(make_practice(complete=True), with_persons=True)
    practice = Practice.objects.get()
    again, problems = write_record(copy.deepcopy(record), practice)
    assert problems == []
    assert read_record(Practice.objects.get(pk=again.pk), with_persons=True) == record
    assert Practice.objects.count() == 1


def test_the_record_reads_as_its_own_format(vocabularies):
    check_record(read_record(make_practice(complete=True), with_persons=True))


def test_persons_are_left_out_unless_asked_for(vocabularies):
    practice = make_practice(complete=True)
    text = str(read_record(practice))
    assert "Aiko" not in text
    assert "0001" not in text
    assert read_record(practice)["partners"][0]["emails"] == ["union@example.org"]


def test_words_limits_and_the_unassigned_rest_are_computed(vocabularies):
    record = read_record(make_practice(complete=True))
    assert [(row["words"], row["limit"]) for row in record["narrative"]] == [(7, 400), (8, 250)]
    assert [row["unassigned"] for row in record["financials"]] == ["54", "52.5"]
    assert [row["total"] for row in record["financials"]] == ["8.40", "9"]


def test_a_dash_is_no_share_and_a_label_need_be_no_partner(vocabularies):
    practice = make_practice(complete=True)
    first = FinancialYear.objects.get(year=1996)
    assert [str(share) for share in first.shares.all()] == ["RU: 46 %"]
    labels = {funder.label: funder.partnership for funder in practice.funders.all()}
    assert labels["State"] is None
    assert labels["RU"].organisation.name == "Riders' Union"


def test_categories_keep_the_order_of_the_page_and_a_top_may_stand_alone(vocabularies):
    tree = make_practice(complete=True).category_tree
    named = [(top.name, [sub.name for sub in branch]) for top, branch in tree]
    assert named == [("Housing", ["rental housing", "slum upgrading"]), ("Urban Governance", [])]


def test_the_lead_place_comes_first(vocabularies):
    practice = make_practice(complete=True)
    assert [country.code for country in practice.countries] == ["JP", "CN"]
    assert [city.name for city in practice.cities] == ["Kitakyushu"]


def test_organisations_are_shared_and_what_they_hold_is_kept(vocabularies):
    make_practice(complete=True)
    other = make_record(
        title="Another",
        partners=[{"organisation": "RIDERS' UNION", "acronym": "RUN", "url": "https://ru.example"}],
    )
    practice, problems = write_record(other)
    assert problems == ["partners[0].acronym: “RUN” differs from “RU”, which is kept"]
    union = Organisation.objects.get(name="Riders' Union")
    assert practice.partnerships.get().organisation == union
    assert (union.acronym, union.url) == ("RU", "https://ru.example")


def test_a_person_belongs_to_the_organisation_named_in_the_block(vocabularies):
    make_practice(complete=True)
    person = ContactPerson.objects.get()
    assert person.organisation.name == "Transport Office"
    assert {point.value for point in person.contact_points.all()} == {
        "+81 00 000 0001",
        "aiko@example.org",
    }
    assert not person.organisation.contact_points.exists()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"ecosystem": "Lunar"}, "ecosystem: “Lunar” is not in the vocabulary"),
        ({"level_of_activity": "Cosmic"}, "level_of_activity: “Cosmic” is not in the vocabulary"),
        ({"countries": ["XX"]}, "countries: “XX” is not in the vocabulary"),
        (
            {"categories": [{"category": "Housing", "subcategories": ["towers"]}]},
            "categories[0]: “Housing: towers” is not in the vocabulary",
        ),
        (
            {"narrative": [{"heading": "Weather", "text": "Fine."}]},
            "narrative[0]: there is no heading “Weather”",
        ),
        (
            {"partners": [{"organisation": "A", "support": [{"type": "Moral"}]}]},
            "partners[0].support: “Moral” is not in the vocabulary",
        ),
        (
            {"contact": {"person": "Aiko Example"}},
            "contact: no organisation is named, so the block is not stored",
        ),
        (
            {"references": [{"kind": "web", "text": "x", "url": "javascript:alert(1)"}]},
            "references[0].url: “javascript:alert(1)” is not a web address that can be linked to",
        ),
        (
            {"contact": {"organisation": "A", "url": "www"}},
            "contact.url: “www” is not a web address that can be linked to",
        ),
    ],
)
def test_what_cannot_be_placed_is_said_and_never_guessed(vocabularies, change, problem):
    _, problems = write_record(make_record(**{"cities": [], **change}))
    assert problem in problems


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"format": "practice/9"}, "format"),
        ({"title": ""}, "title"),
        ({"colour": "red"}, "record"),
        ({"recognitions": [{"level": "superb", "cycle": 2002}]}, "recognitions[0].level"),
        ({"key_dates": [{"date": "12/1997", "text": "x"}]}, "key_dates[0].date"),
        ({"financials": [{"year": 1996, "total": "9,71"}]}, "financials[0].total"),
    ],
)
def test_a_malformed_record_is_refused_with_the_place_of_each_fault(change, place):
    with pytest.raises(RecordError) as refused:
        check_record(make_record(**change))
    assert any(error.startswith(f"{place}: ") for error in refused.value.errors)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "x" * 301},
        {"summary": "bell \x07"},
        {"key_dates": [{"date": "1997-13", "text": "x"}]},
        {"first_published": "2002-02-31"},
        {
            "recognitions": [
                {"level": "good", "cycle": 2002},
                {"level": "best", "cycle": 2002},
            ]
        },
        {"first_published": "2006-01-01", "last_reviewed": "2005-01-01"},
    ],
)
def test_what_the_database_refuses_leaves_nothing_behind(vocabularies, change):
    cache = Vocabularies()
    new = {"organisation": "Never Stored"}
    with pytest.raises(RecordError):
        write_record(make_record(contact=new, **change), vocabularies=cache)
    assert not Practice.objects.exists()
    assert not Organisation.objects.exists()
    practice, _ = write_record(make_record(contact=new), vocabularies=cache)
    assert practice.contact_organisation.name == "Never Stored"


def test_an_unknown_cycle_is_made_once(vocabularies):
    levels = [{"level": "good", "cycle": 2010, "body": "A Body"}]
    make_practice(recognitions=levels)
    make_practice(recognitions=levels, title="Another")
    assert Cycle.objects.get(year=2010).body == "A Body"


def test_a_partner_listed_twice_is_one_partnership(vocabularies):
    twice = [{"organisation": "A"}, {"organisation": "a", "support": [{"type": "Technical"}]}]
    write_record(make_record(partners=twice))
    assert [row.type.name for row in Partnership.objects.get().supports.all()] == ["Technical"]


def test_slugs_are_unique(vocabularies):
    slugs = [make_practice().slug for _ in range(3)]
    assert slugs == [f"buses-run-by-their-riders{tail}" for tail in ("", "-2", "-3")]


def test_the_complete_record_uses_every_key_of_the_format():
    from cases.record.check import SCHEMA

    assigned = {"id", "slug", "state", "version"}
    assigned.add("translation_of")  # names another case: see test_translations.py
    assert set(SCHEMA["properties"]) - assigned == set(COMPLETE)
