"""The pages for nominators: nothing typed is lost, nothing hostile gets in, nothing gets out."""

import re
from urllib.parse import urlencode

import pytest

from cases import workflow
from cases.models import Nomination, Practice
from tests.cases.nominating import (
    EMAIL,
    Nominator,
    begun,
    counts,
    everything,
    few,
    heading,
    open_cycle,
)
from tests.html import faults_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabularies")]


def text(answer) -> str:
    return answer.content.decode()


def values(page: str) -> set[str]:
    """Return what stands in the inputs of a page."""
    typed = re.findall(r'<input type="(?:text|url|email)" name="[^"]+" value="([^"]*)"', page)
    texts = re.findall(r"<textarea[^>]*>\n?([^<]*)</textarea>", page)
    chosen = re.findall(r'<option value="([^"]*)" selected', page)
    ticked = re.findall(r'value="([^"]*)"[^>]*checked', page)
    return {*typed, *texts, *chosen, *ticked}


def test_saving_demands_nothing_and_gives_everything_back():
    nominator = Nominator()
    assert nominator.send({}).status_code == 302
    typed = everything()
    assert nominator.send(typed).status_code == 302
    page = text(nominator.client.get(nominator.form_address))
    lists = [[value] if isinstance(value, str) else value for value in typed.values()]
    assert {part for parts in lists for part in parts} <= values(page)
    assert faults_of(page) == []
    assert not Practice.objects.exists()


def test_what_is_half_said_is_saved_and_remarked_upon():
    nominator = Nominator()
    half = {
        "key_dates-1-date": "when the bay froze",
        "places-0-city": "Kitakyushu",
        "contact-emails": "not an address",
        "references-0-url": "no address",
        "years-0-total": "eight",
        "partners-2-kinds": ["Financial"],
        "funders-0-label": "FU",
    }
    assert nominator.send(half).status_code == 302
    page = text(nominator.client.get(nominator.form_address))
    assert {"when the bay froze", "not an address", "no address", "eight"} <= values(page)
    for remark in (
        "is not understood: write 1965",
        "Choose the country of the city.",
        "Enter a valid email address.",
        "Name the organisation this belongs to.",
        "Say which year.",
        "Write digits alone",
    ):
        assert remark in page
    answer = nominator.submit(few() | half)
    assert answer.status_code == 400 and "Saved, but not submitted yet" in text(answer)
    assert not Practice.objects.exists()


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        ({"title": ""}, "Give the case a title."),
        ({"nominating": "organisation"}, "Name the nominating organisation."),
        ({"nominating": "same", "nominator-organisation": "City Hall"}, "choose it or empty it"),
        ({"places-1-city": "kitakyushu", "places-1-country": "JP"}, "This is there twice."),
        ({"years-0-year": "1996", "years-1-year": "1996"}, "This is there twice."),
        ({"years-0-year": "1996", "years-0-total": "8"}, "Say in which currency"),
        ({"years-0-year": "1996", "years-0-share_1": "8"}, "Name who paid the shares"),
        ({"years-0-year": "1996", "years-0-share_1": "101"}, "Write a number from 0 to 100."),
        ({"funders-0-label": "FU"}, "Say in the table what was paid in which year."),
        ({"level_of_activity": "Galaxy"}, "Galaxy is not one of the available choices."),
        ({"key_dates-0-text": "It began."}, "Say when it happened."),
    ],
)
def test_what_hinders_submission_stands_beside_its_input(typed, remark):
    nominator = Nominator()
    answer = nominator.submit(few() | typed)
    assert answer.status_code == 400 and text(answer).count(remark) == 1
    assert not Practice.objects.exists()
    assert nominator.nomination.typed.get("summary") == few()["summary"]


@pytest.mark.parametrize(
    ("name", "value", "remark"),
    [
        ("title", "Boats\x00", "Null characters are not allowed."),
        ("title", "Boats\x07", "Character U+0007 at position 6 cannot be stored"),
        ("title", "B" * 301, "at most 300 characters"),
        ("summary", "word " * 200_000, "at most 10000 characters"),
        ("key_dates-0-date", "1965\x00", "U+0000"),
        ("level_of_activity", "x" * 30_000, "at most 20000 characters"),
        ("ecosystem", "\x1b[2J", "U+001B"),
        ("partners-0-kinds", ["\x01"], "U+0001"),
        ("contact-emails", "a@example.org\x02", "U+0002"),
        ("years-0-share_0", "4\x03", "U+0003"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_all_still_in_the_form(name, value, remark):
    nominator = Nominator()
    nominator.send(few())
    answer = nominator.send(few() | {"places-0-city": "Dalian"} | {name: value})
    page = text(answer)
    assert answer.status_code == 400 and remark in page and "Nothing was saved" in page
    assert "Dalian" in values(page)
    assert nominator.nomination.typed["places-0-city"] == "Kitakyushu"


def test_lone_surrogates_in_the_bytes_are_no_failure():
    nominator = Nominator()
    body = urlencode({"revision": 0, "do": "save"} | counts()) + "&title=Bo%ED%A0%80ats"
    form = "application/x-www-form-urlencoded"
    answer = nominator.client.generic("POST", nominator.form_address, body, content_type=form)
    assert answer.status_code == 302
    assert nominator.nomination.typed["title"].startswith("Bo\ufffd")


@pytest.mark.parametrize(("number", "code"), [("1000000000", 302), ("-1", 302), ("x", 400)])
def test_a_made_up_number_of_rows_is_no_failure(number, code):
    nominator = Nominator()
    answer = nominator.send(few() | {"places-TOTAL_FORMS": number, "years-TOTAL_FORMS": number})
    assert answer.status_code == code


def test_half_a_form_overwrites_nothing():
    nominator = Nominator()
    nominator.send(everything())
    half = {"revision": 1, "do": "save", "title": "Boats"}
    assert nominator.client.post(nominator.form_address, half).status_code == 400
    assert nominator.nomination.typed["partners-0-organisation"] == "Ferry Union (FU)"


def test_two_windows_overwrite_each_other_only_knowingly():
    nominator = Nominator()
    nominator.send({"title": "From the first window"})
    answer = nominator.send({"title": "From the second window"}, revision=0)
    page = text(answer)
    assert answer.status_code == 409 and "saved from another window" in page
    assert "From the second window" in values(page)
    assert nominator.nomination.typed["title"] == "From the first window"
    assert 'name="revision" value="1"' in page
    nominator.send({"title": "From the second window"})
    assert nominator.nomination.typed["title"] == "From the second window"


def test_more_rows_come_by_a_button_that_saves():
    nominator = Nominator()
    answer = nominator.send({"partners-4-organisation": "Ferry Union"}, do="more-partners")
    assert answer.headers["Location"].endswith("/form/?more=partners#partners")
    page = text(nominator.client.get(answer.headers["Location"]))
    assert 'name="partners-TOTAL_FORMS" value="9"' in page
    assert {"Ferry Union"} <= values(page)


def test_a_share_keeps_its_column_when_the_name_above_is_emptied():
    nominator = Nominator()
    nominator.send({"years-0-year": "1996", "years-0-share_4": "12.5"})
    page = text(nominator.client.get(nominator.form_address))
    assert "12.5" in values(page) and "Name who paid the shares" in page
    assert "It is saved all the same." in page


def test_words_are_counted_by_the_rule_of_the_desk():
    nominator = Nominator()
    nominator.send({heading("Process"): "1. Ask the riders.\n2. Do what they say."})
    page = text(nominator.client.get(nominator.form_address))
    assert "<b>7</b> of 400 words" in page and "js/words" in page


def test_who_never_submitted_can_delete_all():
    nominator = Nominator()
    nominator.send(few())
    answer = nominator.client.post(f"/nominations/{nominator.token}/")
    assert answer.status_code == 302 and not Nomination.objects.exists()
    submitted = Nominator(begun(open_cycle(year=2031)))
    submitted.submit()
    submitted.client.post(f"/nominations/{submitted.token}/")
    assert Nomination.objects.get() == submitted.nomination


def test_nothing_of_a_nomination_is_public(client):
    nominator = Nominator()
    nominator.submit(everything())
    case = Practice.objects.get()
    for address in (case.get_absolute_url(), "/search/?q=boats", "/feed/", "/"):
        page = text(client.get(address))
        assert "Boats for Hire" not in page and EMAIL not in page
    workflow.publish(case)
    page = text(client.get(case.get_absolute_url()))
    assert "Boats for Hire" in page
    for hidden in (EMAIL, "Paz Persona", "paz@example.org", str(nominator.nomination.pk)):
        assert hidden not in page


@pytest.mark.parametrize("typed", [dict, everything])
def test_the_form_is_shown_in_a_fixed_number_of_queries(django_assert_num_queries, typed):
    nominator = Nominator()
    nominator.send(typed())
    with django_assert_num_queries(11):
        nominator.client.get(nominator.form_address)
