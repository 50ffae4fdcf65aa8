"""A decision on an unknown term: taken once, put into the cases, followed ever after."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from cases import search, unknown_terms, workflow
from cases.access import Reader
from cases.criteria import Criteria
from cases.merging import merge
from cases.models import (
    Category,
    Ecosystem,
    ImportLedger,
    LevelOfActivity,
    Practice,
    SupportType,
    UnknownTerm,
    UnknownTermUse,
)
from cases.record import write_record
from cases.timeline import timeline
from cases.unknown_terms import Decision, accept, decide, state_of
from partners.models import Organisation, OrganisationType
from tests.cases.making import make_practice, make_record
from tests.cases.test_unknown_terms import (
    PAGE,
    STRANGE,
    about,
    from_json,
    from_page,
    from_spreadsheet,
    met,
    row_of,
)
from tests.cast import amina, kofi

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path, vocabularies):
    settings.DATA_DIR = tmp_path / "data"


def in_case(practice: Practice) -> dict:
    practice = Practice.objects.get(pk=practice.pk)
    return {
        "level_of_activity": practice.level_of_activity,
        "ecosystem": practice.ecosystem,
        "category": {str(row.category) for row in practice.classifications.all()},
        "organisation_type": Organisation.objects.get(name="Transport Office").type,
        "support_type": [str(row) for row in practice.partnerships.get().supports.all()],
    }


WHERE = [
    ("level_of_activity", "Hamlet", LevelOfActivity),
    ("ecosystem", "Lunar", Ecosystem),
    ("organisation_type", "Guild", OrganisationType),
]


@pytest.mark.parametrize(("vocabulary", "text", "model"), WHERE)
def test_an_accepted_term_is_made_and_put_into_its_place(tmp_path, vocabulary, text, model):
    from_json(tmp_path)
    row, practice = row_of(vocabulary, text), Practice.objects.get()
    assert accept(row, f"{text}s", **about(row)) == 1
    made = model.objects.get(name=f"{text}s", slug=f"{text.lower()}s")
    assert in_case(practice)[vocabulary] == made
    row.refresh_from_db()
    assert (row.decision, row.term, row.decided_by) == ("accepted", made, amina())


def test_categories_and_support_are_added_beside_what_is_there(tmp_path):
    from_json(tmp_path)
    practice = Practice.objects.get()
    row = row_of("category", "Rivers")
    accept(row, "Rivers", **about(row))
    row = row_of("category", "banks")
    accept(row, "River banks", Category.objects.get(name="Rivers"), **about(row))
    row = row_of("support_type", "Moral")
    decide(row, Decision.MAPPED, SupportType.objects.get(name="Other"), **about(row))
    found = in_case(practice)
    assert found["category"] == {"Housing", "Rivers", "Rivers: River banks"}
    assert found["support_type"] == ["Other: much praise"]


def test_what_is_stated_does_not_give_way(tmp_path):
    from_json(tmp_path)
    Practice.objects.update(level_of_activity=LevelOfActivity.objects.get(name="Village"))
    row, practice = row_of("level_of_activity", "Hamlet"), Practice.objects.get()
    assert accept(row, "Hamlet", **about(row)) == 0
    assert in_case(practice)["level_of_activity"].name == "Village"
    assert Practice.objects.get().revision == practice.revision


def test_the_revision_counts_the_timeline_tells_and_the_index_follows(tmp_path):
    from_json(tmp_path)
    practice = Practice.objects.get()
    workflow.publish(practice)
    row = row_of("ecosystem", "Lunar")
    accept(row, "Lunar", **about(row))
    after = Practice.objects.get()
    assert after.revision == practice.revision + 1
    last = timeline(after, amina())[-1]
    assert (last.step, last.version, last.why) == ("revise", 2, "“Lunar” means “Lunar”.")
    assert after.versions.first().record["ecosystem"] == "Lunar"
    assert search.search(Criteria(values={"ecosystem": ("lunar",)}), Reader.VISITOR).total == 1


def test_a_draft_tells_it_too_and_is_no_draft_somebody_worked_on(tmp_path):
    from_page(tmp_path)
    row = row_of("ecosystem", "Lunar")
    decide(row, Decision.MAPPED, Ecosystem.objects.get(name="Coastal"), **about(row))
    practice = Practice.objects.get()
    assert timeline(practice, amina())[-1].step == "term"
    assert ImportLedger.objects.get().revision == practice.revision
    entry = from_page(tmp_path, PAGE.replace("own the trams", "own all trams"))
    assert entry["outcome"] == "changed"
    assert Practice.objects.get().ecosystem.name == "Coastal"


def test_cases_that_were_not_chosen_stay_as_they_are(tmp_path):
    from_json(tmp_path)
    row = row_of("ecosystem", "Lunar")
    assert accept(row, "Lunar", **about(row, cases=[])) == 0
    assert Practice.objects.get().ecosystem is None


def test_later_imports_follow_the_decision(tmp_path):
    from_json(tmp_path)
    meant = {
        ("level_of_activity", "Hamlet"): LevelOfActivity.objects.get(name="Village"),
        ("category", "towers"): Category.objects.get(name="rental housing"),
        ("category", "Rivers"): Category.objects.get(name="Environmental Management"),
        ("organisation_type", "Guild"): OrganisationType.objects.get(name="Foundation"),
        ("support_type", "Moral"): SupportType.objects.get(name="Political"),
    }
    for (vocabulary, text), term in meant.items():
        row = row_of(vocabulary, text)
        decide(row, Decision.MAPPED, term, **about(row, cases=[]))
    for text in ("Lunar", "banks"):
        row = UnknownTerm.objects.get(text=text)
        decide(row, Decision.REFUSED, **about(row))
    Practice.objects.all().delete()
    Organisation.objects.all().delete()
    [sheet] = from_spreadsheet()
    page = from_page(tmp_path)
    assert (sheet["outcome"], page["outcome"]) == ("created", "created")
    for practice in Practice.objects.all():
        found = in_case(practice)
        assert found["level_of_activity"].name == "Village"
        tops = {"Housing: rental housing", "Environmental Management"}
        assert found["category"] == tops
        assert found["organisation_type"].name == "Foundation"
        assert found["ecosystem"] is None
    new = {"category": ("Environmental Management", "banks")}
    waiting = UnknownTerm.objects.filter(decision="").values_list("vocabulary", "parent", "text")
    assert list(waiting) == [(name, *told) for name, told in new.items()]
    assert [p["text"] for p in page["problems"]] == ["banks", "Lunar"]


def test_a_decision_on_what_has_changed_is_refused(tmp_path):
    from_json(tmp_path)
    row = row_of("ecosystem", "Lunar")
    shown = state_of(row)
    make_practice()
    write_record(make_record(**{**STRANGE, "title": "Other"}))
    with pytest.raises(ValidationError, match="meanwhile"):
        accept(row, "Lunar", **about(row, shown=shown))
    assert not Ecosystem.objects.filter(name="Lunar").exists()
    with pytest.raises(ValidationError, match="not yours"):
        accept(row, "Lunar", **about(row, by=kofi()))
    assert not Ecosystem.objects.filter(name="Lunar").exists()


def test_a_term_that_exists_is_not_made_twice(tmp_path):
    from_json(tmp_path)
    row = row_of("ecosystem", "Lunar")
    with pytest.raises(ValidationError, match="exists already"):
        accept(row, "COASTAL", **about(row))


def test_nothing_points_to_a_term_that_is_gone(tmp_path):
    from_json(tmp_path)
    row = row_of("ecosystem", "Lunar")
    accept(row, "Lunar", **about(row))
    lunar, coastal = Ecosystem.objects.get(name="Lunar"), Ecosystem.objects.get(name="Coastal")
    merge(lunar, coastal)
    row.refresh_from_db()
    assert row.term == coastal
    Practice.objects.all().delete()
    assert not UnknownTermUse.objects.exists()
    coastal.delete()
    assert not UnknownTerm.objects.filter(text="Lunar").exists()


def test_a_case_of_the_dump_comes_back_with_what_waits(tmp_path):
    from_json(tmp_path)
    row = row_of("ecosystem", "Lunar")
    decide(row, Decision.MAPPED, Ecosystem.objects.get(name="Coastal"), **about(row))
    before, silent = met(), io.StringIO()
    call_command("dump_collection", str(tmp_path / "dump"), stdout=silent)
    Practice.objects.all().delete()
    UnknownTerm.objects.all().delete()
    call_command("load_collection", str(tmp_path / "dump"), stdout=silent)
    assert met() == before
    assert row_of("ecosystem", "Lunar").term.name == "Coastal"


def test_the_uses_of_merged_organisations_are_joined(tmp_path):
    from_json(tmp_path)
    office = Organisation.objects.get(name="Transport Office")
    bureau = Organisation.objects.create(name="Transport Bureau")
    row = row_of("organisation_type", "Guild")
    row.uses.create(practice=Practice.objects.get(), organisation=bureau)
    merge(office, bureau)
    assert [use.organisation for use in unknown_terms.uses(row)] == [bureau]
