"""Every named constraint refuses what it is there to refuse, on the database in use."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.models import (
    Category,
    City,
    Claim,
    Classification,
    Country,
    Criterion,
    Cycle,
    DataVersion,
    Ecosystem,
    FinancialShare,
    FinancialYear,
    FollowUp,
    FormerTerm,
    Funder,
    HarvestState,
    LevelOfActivity,
    Location,
    NarrativeFormat,
    NarrativeHeading,
    NarrativeSection,
    Partnership,
    PartnershipSupport,
    Practice,
    PracticeVersion,
    ProposedRevision,
    Recognition,
    Reference,
    Region,
    Review,
    ReviewRemark,
    SitePage,
    SupportType,
    Transfer,
    TranslatedName,
    UnknownTerm,
    UnknownTermUse,
)
from partners.models import ContactPoint, Organisation, OrganisationType
from tests.cases.making import make_practice
from tests.cast import rosa

pytestmark = pytest.mark.django_db

FLAT = {
    "ecosystem": Ecosystem,
    "levelofactivity": LevelOfActivity,
    "region": Region,
    "supporttype": SupportType,
    "narrativeformat": NarrativeFormat,
}


def again(model, **changes):
    """Insert a copy of the first row of ``model`` with ``changes``."""
    row = model.objects.first()
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    model.objects.bulk_create([row])


def twice(model, **changes):
    again(model, **changes)
    again(model, **changes)


def change(model, **changes):
    model.objects.filter(pk=model.objects.first().pk).update(**changes)


VIOLATIONS = {
    **{
        f"cases_{name}_name_unique": lambda model=model: again(
            model, name=model.objects.first().name.upper(), slug="another"
        )
        for name, model in FLAT.items()
    },
    **{
        f"cases_{name}_cycles_in_order": lambda model=model: change(
            model, first_cycle=2002, last_cycle=2000
        )
        for name, model in {**FLAT, "category": Category}.items()
    },
    "partners_organisationtype_name_unique": lambda: again(OrganisationType, slug="another"),
    "partners_organisationtype_cycles_in_order": lambda: change(
        OrganisationType, first_cycle=2002, last_cycle=2000
    ),
    "partners_organisation_name_unique_in_country": lambda: again(
        Organisation, name=Organisation.objects.first().name.upper()
    ),
    "partners_contactpoint_one_owner": lambda: change(ContactPoint, organisation=None, person=None),
    "partners_contactpoint_kind_known": lambda: change(ContactPoint, kind="telex"),
    "cases_category_top_name_unique": lambda: Category.objects.create(name="HOUSING", slug="x"),
    "cases_category_name_unique_in_parent": lambda: again(
        Category,
        parent=Category.objects.get(slug="housing"),
        name="Rental Housing",
        slug="x",
    ),
    "cases_category_not_its_own_parent": lambda: change(
        Category, parent=Category.objects.first().pk
    ),
    "cases_classification_once_per_practice": lambda: again(Classification),
    "cases_location_city_once_per_practice": lambda: Location.objects.bulk_create(
        [_copy_of(Location.objects.exclude(city=None).first())]
    ),
    "cases_location_country_once_without_city": lambda: Location.objects.bulk_create(
        [_copy_of(Location.objects.filter(city=None).first())]
    ),
    "cases_country_code_iso": lambda: again_country("jp"),
    "cases_country_income_group_known": lambda: change(Country, income_group="rich"),
    "cases_city_on_earth": lambda: change(City, latitude=91),
    "cases_narrativeheading_name_unique_in_format": lambda: again(NarrativeHeading),
    "cases_narrativeheading_word_limit_positive": lambda: change(NarrativeHeading, word_limit=0),
    "cases_narrativesection_once_per_practice": lambda: again(NarrativeSection),
    "cases_cycle_unique": lambda: again(Cycle),
    "cases_cycle_year_plausible": lambda: change(Cycle, year=1492),
    "cases_cycle_totals_in_order": lambda: change(Cycle, received=10, best=11),
    "cases_recognition_once_per_cycle": lambda: again(Recognition),
    "cases_recognition_level_known": lambda: change(Recognition, level="superb"),
    "cases_reference_kind_known": lambda: change(Reference, kind="rumour"),
    "cases_claim_evidence_known": lambda: change(Claim, evidence="hearsay"),
    "cases_followup_state_known": lambda: change(FollowUp, state="gone"),
    "cases_partnership_once_per_practice": lambda: again(Partnership),
    "cases_partnershipsupport_once": lambda: again(PartnershipSupport),
    "cases_transfer_result_known": lambda: change(Transfer, result="fine"),
    "cases_transfer_confirmed_by_known": lambda: change(Transfer, confirmed_by="me"),
    "cases_funder_label_once_per_practice": lambda: again(Funder),
    "cases_financialyear_once_per_practice": lambda: again(FinancialYear),
    "cases_financialyear_year_plausible": lambda: change(FinancialYear, year=3000),
    "cases_financialyear_total_not_negative": lambda: change(FinancialYear, total=-1),
    "cases_financialyear_unit_known": lambda: change(FinancialYear, unit="dozen"),
    "cases_financialyear_currency_iso": lambda: change(FinancialYear, currency="us$"),
    "cases_financialshare_once_per_year": lambda: again(FinancialShare),
    "cases_financialshare_percent_in_range": lambda: change(FinancialShare, percent=101),
    "cases_practice_state_known": lambda: change(Practice, state="lost"),
    "cases_practice_successor_is_another": lambda: change(
        Practice, successor=Practice.objects.first()
    ),
    "cases_practice_original_is_another": lambda: change(
        Practice, translation_of=Practice.objects.first()
    ),
    "cases_criterion_name_unique_in_format": lambda: again(Criterion),
    "cases_review_one_counts_in_each_place": lambda: again(Review, reviewer=None),
    "cases_review_by_two_persons": lambda: again(Review, place=2),
    "cases_review_place_known": lambda: change(Review, place=3),
    "cases_review_recommendation_known": lambda: change(Review, recommendation="perhaps"),
    "cases_review_given_with_recommendation": lambda: change(Review, given_at=timezone.now()),
    "cases_reviewremark_once_per_criterion": lambda: again(ReviewRemark),
    "cases_translatedname_once_per_language": lambda: again(TranslatedName),
    "cases_formerterm_once": lambda: again(FormerTerm),
    "cases_formerterm_not_itself": lambda: change(FormerTerm, now="Old", value="Old"),
    "cases_proposedrevision_once_per_source": lambda: again(ProposedRevision),
    "cases_practice_nominating_complete": lambda: change(Practice, nominating="organisation"),
    "cases_practice_reviewed_after_publication": lambda: change(
        Practice, first_published="2002-01-02", last_reviewed="2002-01-01"
    ),
    "cases_practiceversion_number_unique": lambda: again(PracticeVersion),
    "cases_practiceversion_number_from_one": lambda: change(PracticeVersion, number=0),
    "cases_unknownterm_once": lambda: again(UnknownTerm, text="TOWERS"),
    "cases_unknownterm_means_what_was_decided": lambda: change(UnknownTerm, decision="mapped"),
    "cases_unknowntermuse_once": lambda: twice(
        UnknownTermUse, organisation=Organisation.objects.first()
    ),
    "cases_unknowntermuse_once_in_the_case": lambda: again(UnknownTermUse),
    "cases_cycle_nominations_in_order": lambda: change(
        Cycle, nominations_from="2002-02-01", nominations_until="2002-01-01"
    ),
    "cases_harveststate_one_row": lambda: HarvestState.objects.bulk_create([HarvestState(pk=2)]),
    "cases_sitepage_once_per_language": lambda: again(SitePage),
    "cases_dataversion_one_row": lambda: DataVersion.objects.create(pk=2),
}


def _copy_of(row):
    row.pk = None
    return row


def again_country(code):
    Country.objects.bulk_create(
        [Country(code=code, name="Elsewhere", region=Region.objects.first())]
    )


@pytest.fixture
def full_tables(vocabularies):
    practice = make_practice(complete=True)
    PracticeVersion.objects.create(practice=practice, number=1, record={})
    FormerTerm.remember("ecosystem", "Old", "New")
    TranslatedName.objects.create(name="Barges", language="fr", translation="Péniches")
    ProposedRevision.objects.create(practice=practice, digest="d", record={})
    SitePage.objects.create(slug="about", language="en", title="About", body="This site.")
    UnknownTermUse.objects.create(practice=practice, term=UnknownTerm.met("category", "towers"))
    review = Review.objects.create(practice=practice, place=1, reviewer=rosa())
    criterion = Criterion.objects.first()
    ReviewRemark.objects.create(review=review, criterion=criterion, text="Measured.")


def constraints() -> dict:
    models = (
        model
        for label in ("cases", "partners")
        for model in apps.get_app_config(label).get_models()
    )
    return {row.name: model for model in models for row in model._meta.constraints}


def test_each_constraint_has_its_violation_here():
    assert set(VIOLATIONS) == set(constraints())


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(full_tables, name):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        VIOLATIONS[name]()
    table = constraints()[name]._meta.db_table
    assert name in str(refused.value) or f"{table}." in str(refused.value)
