"""A claim follows its words through edits of the text, and is flagged, never moved, when unsure."""

import pytest

from cases.anchors import nearest, place_of
from cases.record import read_record, write_record
from tests.cases.making import make_practice, make_record

TEXT = "Waste fell by 40 % in 1999. Noise fell too.\n\nIn the port waste fell by 40 % as well."


def found(quote, before="", text=TEXT):
    place = place_of(quote, before, text)
    return place and text[slice(*place)]


def test_a_passage_that_stands_once_is_found():
    assert found("Noise fell too.") == "Noise fell too."
    assert found("fell too.\nIn the port") == "fell too.\n\nIn the port"


def test_a_passage_that_stands_twice_needs_the_words_before_it():
    assert found("fell by 40 %") is None
    assert place_of("fell by 40 %", "the port waste", TEXT)[0] == TEXT.rindex("fell by")
    assert found("fell by 40 %", "elsewhere") is None


def test_a_passage_is_not_moved_to_the_other_place_when_its_own_is_gone():
    assert found("fell by 40 %", "the port waste", TEXT.partition("\n\n")[0]) is None


@pytest.mark.parametrize("quote", ["", "  ", "Noise rose", "fell by 4", "waste fell by 40 % in"])
def test_what_does_not_stand_there_is_not_found(quote):
    assert found(quote) is None or quote == "fell by 4"


def test_the_nearest_sentence_is_offered():
    assert nearest("Noise fell a lot too.", TEXT) == "Noise fell too."
    assert nearest("Something else altogether", TEXT) == ""


@pytest.fixture
def case(vocabularies):
    return make_practice(complete=True)


def edit(case, text):
    section = case.sections.get(heading__name="Results achieved")
    section.text = text
    section.save()
    return case.claims.get()


def test_a_claim_survives_an_edit_around_it(case):
    assert case.claims.get().lost_at is None
    assert edit(case, "A new opening.\n\nWaiting fell by\n40 %. More.").lost_at is None


def test_a_claim_whose_words_are_gone_is_flagged_until_they_are_back(case):
    lost = edit(case, "Waiting fell by 41 %.").lost_at
    assert lost is not None
    assert edit(case, "Waiting fell by 42 %.").lost_at == lost
    assert edit(case, "Waiting fell by 40 %.").lost_at is None


def test_a_claim_of_a_deleted_section_is_flagged(case):
    case.sections.get(heading__name="Results achieved").delete()
    assert case.claims.get().lost_at is not None


def test_a_claim_is_looked_up_when_it_is_saved(case):
    claim = case.claims.get()
    claim.quote = "Nobody flies now."
    claim.save()
    assert claim.lost_at is not None


def test_an_import_is_looked_up_too(case):
    record = make_record(complete=True)
    record["narrative"][1]["text"] = "Waiting fell by 41 %."
    write_record(record, case)
    assert case.claims.get().lost_at is not None
    write_record(make_record(complete=True), case)
    assert case.claims.get().lost_at is None
    assert read_record(case)["claims"][0]["before"] == "Waiting"
