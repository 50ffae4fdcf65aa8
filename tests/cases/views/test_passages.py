"""A paragraph has an address for ever, which says what became of it."""

import pytest
from django.urls import reverse

from cases import workflow
from cases.access import Reader
from cases.passages import sections_of
from tests.cases.making import make_practice, make_record
from tests.cast import client_of
from tests.html import faults_of, text_of

pytestmark = pytest.mark.django_db

FIRST = "Waiting fell by 40 % in the first year.\n\nNobody walks now.\n\n- one\n- two"


@pytest.fixture
def case(db):
    narrative = [{"heading": "Results achieved", "text": FIRST}]
    practice = make_practice(complete=True, narrative=narrative, claims=[])
    workflow.publish(practice)
    return practice


def revise(case, text):
    section = case.sections.get()
    section.text = text
    section.save()
    workflow.revise(case, reason="Counted again.")


def passage(case, *args, reader=Reader.SUBSCRIBER):
    return client_of(reader).get(reverse("passage", args=[case.slug, *args]))


def words(case, *args, reader=Reader.SUBSCRIBER) -> str:
    response = passage(case, *args, reader=reader)
    html = response.content.decode()
    assert response.status_code == 200 and faults_of(html) == []
    return text_of(html)


def test_the_page_of_a_case_leads_to_each_paragraph(case):
    html = client_of(Reader.SUBSCRIBER).get(case.get_absolute_url()).content.decode()
    for number in (1, 2, 3):
        assert reverse("passage", args=[case.slug, 1, "results-achieved", number]) in html
    assert reverse("passage", args=[case.slug, 1, "summary", 1]) in html
    assert reverse("passage", args=[case.slug, 1, "results-achieved", 4]) not in html


def test_a_paragraph_is_shown_alone_and_cited(case):
    text = words(case, 1, "results-achieved", 2)
    assert "Nobody walks now." in text and "Waiting fell" not in text
    assert "This is the current version." in text
    assert "(Version 1, Results achieved, para. 2)" in text
    assert f"/practices/{case.slug}/versions/1/results-achieved/2/" in text


def test_a_section_is_shown_whole(case):
    text = words(case, 1, "results-achieved")
    assert "Waiting fell" in text and "Nobody walks now." in text
    assert "(Version 1, Results achieved)" in text


def test_an_old_address_shows_what_changed(case):
    revise(case, "An opening.\n\nWaiting fell by 35 % in the first year.\n\nNobody walks now.")
    html = passage(case, 1, "results-achieved", 1).content.decode()
    assert "Waiting fell by 40 % in the first year." in text_of(html)
    assert "Changed since" in html
    assert "fell by <del>40</del> %" in html and "fell by <ins>35</ins> %" in html
    assert reverse("passage", args=[case.slug, 2, "results-achieved", 2]) in html


def test_an_old_address_of_what_did_not_change(case):
    revise(case, "An opening.\n\nNobody walks now.")
    text = words(case, 1, "results-achieved", 2)
    assert "This passage has not changed since." in text
    html = passage(case, 1, "results-achieved", 2).content.decode()
    assert reverse("passage", args=[case.slug, 2, "results-achieved", 2]) in html


def test_a_paragraph_that_grew_is_found_again(case):
    more = "One more thing is that the riders themselves say it is true for once: "
    revise(case, f"{more * 3} Nobody walks now. {more}")
    html = passage(case, 1, "results-achieved", 2).content.decode()
    assert "Changed since" in html and "<ins>One more" in html


def test_an_old_address_of_what_is_gone(case):
    revise(case, "Something else entirely was written here.")
    text = words(case, 1, "results-achieved", 2)
    assert "this passage is no longer there" in text and "Nobody walks now." in text
    case.sections.all().delete()
    workflow.revise(case, reason="Gone.")
    assert "this passage is no longer there" in words(case, 1, "results-achieved")


@pytest.mark.parametrize(
    "args",
    [(1, "process"), (1, "results-achieved", 0), (1, "results-achieved", 4), (2, "summary")],
)
def test_there_is_no_such_passage(case, args):
    assert passage(case, *args).status_code == 404


def test_a_visitor_reads_the_first_sentence_and_no_difference(case):
    revise(case, "Waiting fell by 40 % in the first year. Zanaria.\n\nNobody runs now.")
    for place in ((), (2,)):
        text = words(case, 1, "results-achieved", *place, reader=Reader.VISITOR)
        assert "Waiting fell by 40 % in the first year. […]" in text
        assert "open to subscribers" in text
        assert "Nobody" not in text and "Zanaria" not in text and "since" not in text


def test_open_text_is_cited_by_everyone(case):
    assert "Riders own the company." in words(case, 1, "summary", 1, reader=Reader.VISITOR)


def test_a_passage_is_cited_as_a_file(case):
    address = reverse("cite_passage", args=[case.slug, 1, "results-achieved", 2, "csl.json"])
    response = client_of(Reader.VISITOR).get(address)
    assert '"section": "Results achieved, para. 2"' in response.content.decode()


def test_a_curator_who_reads_an_unpublished_change_is_offered_no_address(case):
    case.summary = "Changed."
    case.save()
    html = client_of(Reader.CURATOR).get(case.get_absolute_url()).content.decode()
    assert "pilcrow" not in html


def test_no_two_sections_share_a_name():
    rows = [
        {"heading": heading, "text": "x", "words": 1, "limit": 9}
        for heading in ("Summary", "العملية", "Lessons learned", "Lessons, learned")
    ]
    keys = [section.key for section in sections_of({**make_record(), "narrative": rows})]
    assert keys == ["section-1", "section-2", "lessons-learned", "section-4"]
