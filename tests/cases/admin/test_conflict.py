"""Of two who save one case one wins; the other keeps what was typed, sees both, and may go on."""

import pytest
from django.urls import reverse

from cases.access import Reader
from cases.models import Practice
from cases.record import read_record
from tests.cases.admin.forms import form_data
from tests.cases.making import make_practice
from tests.cast import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(vocabularies):
    return make_practice(complete=True)


@pytest.fixture
def desk():
    return client_of(Reader.CURATOR)


def address(practice) -> str:
    return reverse("admin:cases_practice_change", args=[practice.pk])


def collide(desk, practice, first: dict, second: dict):
    """Let two open the case; save the ``first`` changes, then the ``second``."""
    opened = form_data(desk.get(address(practice)))
    assert desk.post(address(practice), opened | first).status_code == 302
    lost = desk.post(address(practice), opened | second)
    assert lost.status_code == 200
    return lost


def differences(response) -> list[tuple[str, str, str]]:
    return [(row.label, row.typed, row.stored) for row in response.context["conflict"].differences]


def record_of(practice) -> dict:
    return read_record(Practice.objects.get(pk=practice.pk), with_persons=True)


def test_both_texts_are_shown_and_saving_again_is_a_choice(desk, practice):
    lost = collide(desk, practice, {"title": "Theirs"}, {"title": "Mine", "summary": "My words"})
    assert differences(lost) == [
        ("Title", "Mine", "Theirs"),
        ("Summary", "My words", practice.summary),
    ]
    assert record_of(practice)["title"] == "Theirs"
    assert desk.post(address(practice), form_data(lost)).status_code == 302
    assert record_of(practice)["title"] == "Mine"


def test_rows_are_laid_onto_the_rows_that_are_stored_now(desk, practice):
    theirs = {
        "key_dates-0-DELETE": "on",
        "key_dates-1-text": "Their line",
        "key_dates-3-date": "1999",
        "key_dates-3-text": "Their row",
    }
    mine = {
        "key_dates-0-text": "My line",
        "key_dates-3-date": "2001",
        "key_dates-3-text": "My row",
    }
    lost = collide(desk, practice, theirs, mine)
    found = differences(lost)
    assert ("Key date 1: What happened", "Second line", "Their line") in found
    assert ("Key date", "1965 · My line", "deleted") in found
    assert ("Key date", "", "1999 · Their row") in found
    assert desk.post(address(practice), form_data(lost)).status_code == 302
    rows = [(row["date"], row["text"]) for row in record_of(practice)["key_dates"]]
    assert rows == [
        ("1965", "My line"),
        ("1980-08", "Second line"),
        ("1997-12-15", "The whole net"),
        ("1999", "Their row"),
        ("2001", "My row"),
    ]


def test_a_section_both_wrote_is_one_section(desk, practice):
    opened = desk.get(address(practice))
    sections = next(
        formset.formset
        for formset in opened.context["inline_admin_formsets"]
        if formset.formset.prefix == "sections"
    )
    blank = next(form for form in sections.forms if not form.instance.pk)
    name = blank["text"].html_name
    lost = collide(desk, practice, {name: "Their story"}, {name: "My story"})
    assert ("My story", "Their story") in [row[1:] for row in differences(lost)]
    assert desk.post(address(practice), form_data(lost)).status_code == 302
    texts = [row["text"] for row in record_of(practice)["narrative"]]
    assert "My story" in texts and "Their story" not in texts


def test_partners_contacts_and_money_are_compared_too(desk, practice):
    theirs = {
        "contact-organisation": "Their Office",
        "contact-person": "",
        "partnerships-0-contact-organisation": "Their Union",
        "partnerships-1-kinds": ["1"],
        "funders-0-DELETE": "on",
        "financial_years-0-total": "7",
        "funders-2-label": "Fund",
        "financial_years-0-share_2": "5",
    }
    mine = {"financial_years-0-share_0": "40", "partnerships-0-other": "my paint"}
    lost = collide(desk, practice, theirs, mine)
    found = {label: (typed, stored) for label, typed, stored in differences(lost)}
    assert found["Organisation"] == ("Transport Office", "Their Office")
    assert found["Partner 1: Organisation"] == ("Riders' Union (RU)", "Their Union")
    assert found["Financial year 1: Total"] == ("8.40", "7")
    assert found["Funder"][1] in ("deleted", "Fund")
    assert desk.post(address(practice), form_data(lost)).status_code == 302
    shares = record_of(practice)["financials"][0]["shares"]
    assert {row["label"]: row["percent"] for row in shares if row["percent"]} == {
        "RU": "40",
        "Fund": "5",
    }
    assert record_of(practice)["partners"][0]["support"][-1]["text"] == "my paint"
