import pytest

from cases.access import Reader
from cases.comparison import differences, marked
from cases.record import read_record
from cases.record.reading_copy import reading_copy
from tests.cases.making import make_practice

pytestmark = pytest.mark.usefixtures("vocabularies")


@pytest.fixture
def record(db):
    return read_record(make_practice(complete=True))


def changed(record, **parts):
    return {each.field: each for each in differences(record, {**record, **parts})}


def test_words_that_went_and_came_are_marked():
    before, after = marked("Riders own the company.", "Riders run the company.")
    assert before == "Riders <del>own</del> the company."
    assert after == "Riders <ins>run</ins> the company."


def test_neighbouring_changes_are_one():
    before, after = marked("He set the fares", "She fixed the fares")
    assert before == "<del>He set</del> the fares"
    assert after == "<ins>She fixed</ins> the fares"


def test_lines_that_stay_are_not_touched():
    before, after = marked("One\nTwo\nThree", "One\n2\nThree\nFour")
    assert before.startswith("One\n<del>Two</del>\n") and "Four" not in before
    assert after.startswith("One\n<ins>2</ins>\n")


def test_what_is_typed_stays_text():
    before, after = marked("<b>a</b> & b", "<i>a</i> & b")
    assert "<b>" not in before and "&amp; b" in before
    assert "<i>" not in after


def test_long_repeated_texts_are_compared_at_once():
    before, after = marked("a " * 10_000, "b " + "a " * 10_000)
    assert before.startswith("<del>") and after.startswith("<ins>")


def test_a_record_does_not_differ_from_itself(record):
    assert differences(record, record) == []


def test_every_part_of_a_record_is_compared(record):
    """Whatever of the content is emptied shows as a difference."""
    content = set(record) - {
        "format", "id", "slug", "state", "version", "language", "illustrative",
        "first_published", "last_reviewed",
    }  # fmt: skip
    record["translation_of"] = {"id": record["id"], "version": 1}
    for key in content - {"source"}:
        empty = [] if isinstance(record[key], list) else "" if key == "title" else None
        assert differences(record, {**record, key: empty}), key
    other = {**record["source"], "name": "Elsewhere"}
    assert list(changed(record, source=other)) == ["Source"]


def test_fields_are_named_as_on_the_page(record):
    narrative = [{**record["narrative"][0], "text": "Ask nobody."}, record["narrative"][1]]
    year = {**record["financials"][0], "total": "8.50"}
    found = changed(record, narrative=narrative, financials=[year, record["financials"][1]])
    assert list(found) == ["Process", "Financial profile"]
    assert "<del>40</del>" in found["Financial profile"].before
    assert "<ins>50</ins>" in found["Financial profile"].after


def test_a_section_that_went_is_shown(record):
    found = changed(record, narrative=record["narrative"][:1])
    assert found["Results achieved"].after == ""
    assert found["Results achieved"].before.startswith("<del>Waiting fell")


def test_what_is_closed_is_not_compared(record):
    """A visitor's copies differ in nothing that is closed."""
    sections = [{**row, "text": row["text"] + " More."} for row in record["narrative"]]
    closed = {"narrative": sections, "financials": record["financials"][:1], "claims": []}
    before = reading_copy(record, Reader.VISITOR)
    after = reading_copy({**record, **closed}, Reader.VISITOR)
    assert differences(before, after) == []
    assert len(differences(record, {**record, **closed})) == 4
