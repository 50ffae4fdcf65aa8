import pytest
from django.urls import reverse

from cases import workflow
from cases.access import Reader
from cases.models import City
from partners.models import ContactPerson
from tests.cases.making import make_practice
from tests.cast import client_of
from tests.html import faults_of, parse, text_of

pytestmark = pytest.mark.django_db


def page(practice, reader=Reader.VISITOR):
    return client_of(reader).get(practice.get_absolute_url())


def words(practice, reader=Reader.VISITOR) -> str:
    return text_of(page(practice, reader).content.decode())


def test_the_parts_stand_in_the_order_of_the_original(published):
    headings = parse(page(published).content.decode()).findall(".//h2")
    assert [" ".join("".join(heading.itertext()).split()) for heading in headings] == [
        "Contents",
        "Summary",
        "Narrative",
        "Key dates",
        "References",
        "Contact",
        "Nominating organisation",
        "Partners",
        "Financial profile",
        "Claims",
        "Taken up elsewhere",
        "What became of it",
        "Source and age",
        "Cite this case",
        "As PDF",
    ]


def test_the_head_says_where_and_how_it_was_recognised(published):
    text = words(published)
    assert "Kitakyushu · Japan, China" in text
    assert "Good Practice 2002" in text
    assert "Best Practice 2004 Another Body" in text
    assert "Well kept." in text
    assert "New for 2002" in text
    assert "Housing: rental housing, slum upgrading" in text
    assert "Level of activity City/Town" in text
    assert "Ecosystem Coastal" in text


def test_terms_lead_to_their_cases(published, client):
    html = page(published).content.decode()
    for address in (
        "/browse/country/JP/",
        "/browse/category/housing/",
        "/browse/category/housing-slum-upgrading/",
        f"/browse/level/{published.level_of_activity.slug}/",
        "/browse/ecosystem/coastal/",
    ):
        assert f'href="{address}"' in html
        assert client.get(address).context["result"].total == 1


def test_a_visitor_reads_teasers_and_an_invitation(published):
    text = words(published)
    assert "Waiting fell by 40 %. […]" in text
    assert "Nobody walks now." not in text
    assert "8 of 250 words" in text
    assert "The narrative has 15 words." in text
    assert "Log in" in text and "How to order" in text
    assert "1 claim with its value" in text
    assert "The totals of 2 years" in text
    for closed in ("8.40", "44.5", "Harbour Road", "union@example.org", "https://example.org<"):
        assert closed not in text


def test_a_list_is_not_teased_by_its_number(published):
    assert "Ask the riders. […]" in words(published)


def test_a_subscriber_reads_all_but_the_persons(published):
    text = words(published, Reader.SUBSCRIBER)
    assert "Nobody walks now." in text
    assert "1996 8.40 million USD 46 % – 54 %" in text
    assert "1997 9 million USD 44.5 % 3 % 52.5 %" in text
    assert "State (not among the partners listed)" in text
    assert "RU: Riders' Union" in text
    assert "Value 40 %" in text and "not stated, third party" in text
    assert "1 Harbour Road" in text
    assert "union@example.org" in text
    assert "Aiko Example" not in text and "aiko@example.org" not in text


def test_a_curator_reads_the_persons_too(published):
    text = words(published, Reader.CURATOR)
    assert "Person Aiko Example" in text
    assert "aiko@example.org" in text


def test_open_access_opens_the_text_and_no_person(published, settings):
    settings.OPEN_ACCESS = True
    text = words(published)
    assert "Nobody walks now." in text
    assert "8.40 million USD" in text
    assert "Harbour Road" not in text and "Aiko" not in text


def test_dates_are_as_exact_as_given(published):
    html = page(published).content.decode()
    assert '<time datetime="1965">1965</time>' in html
    assert '<time datetime="1980-08">August 1980</time>' in html
    assert '<time datetime="1997-12-15">15 December 1997</time>' in html


def test_partners_say_what_they_gave(published):
    text = words(published)
    assert "Riders' Union (RU) Community-based Organisation (CBO) Financial" in text
    assert "Other: paint and seats" in text
    assert "Same as contact" in text


def test_transfers_and_follow_ups_say_what_came_of_it(published):
    text = words(published)
    assert "City of Dalian China, 1999 Tried and stopped" in text
    assert "Confirmed by the practice" in text
    assert "May 2006 Grown Source: Letter" in text


def test_a_city_on_the_equator_is_on_the_map(published):
    City.objects.update(latitude=0)
    assert 'class="dot-map"' in page(published).content.decode()
    City.objects.update(latitude=None, longitude=None)
    assert 'class="dot-map"' not in page(published).content.decode()


def test_source_and_age(published):
    text = words(published)
    assert "Source Sample collection: Tests" in text
    assert "Licence CC BY 4.0" in text
    assert "First published 1 October 2002 Last reviewed 1 May 2006 Version 1, of" in text


def test_what_is_not_there_is_said(db):
    practice = make_practice()
    workflow.publish(practice)
    text = words(practice, Reader.SUBSCRIBER)
    assert text.count("Not recorded.") == 7
    assert "Nobody has asked yet, and nothing was heard." in text
    assert "No recognition recorded" in text
    assert "New for" not in text


def test_the_public_reads_what_was_published_and_the_curator_what_is_there_now(published):
    published.summary = "Changed since."
    published.save()
    assert "Riders own the company." in words(published, Reader.SUBSCRIBER)
    curators = words(published, Reader.CURATOR)
    assert "Changed since." in curators
    assert "The record has changed since version 1 was published" in curators
    workflow.revise(published)
    assert "Changed since." in words(published, Reader.SUBSCRIBER)
    assert "The record has changed" not in words(published, Reader.CURATOR)


def test_a_draft_is_there_for_curators_alone(db):
    practice = make_practice(complete=True)
    assert page(practice).status_code == 404
    assert page(practice, Reader.SUBSCRIBER).status_code == 404
    response = page(practice, Reader.CURATOR)
    assert "Preview. This case is draft" in text_of(response.content.decode())
    assert faults_of(response.content.decode()) == []


def test_an_archived_case_stays_with_its_reason(published):
    workflow.archive(published, reason="The buses were sold.")
    text = words(published)
    assert "Archived as outdated." in text and "The buses were sold." in text


def test_a_case_published_without_a_version_is_read_as_it_stands(published):
    published.versions.all().delete()
    text = words(published)
    assert "Riders own the company." in text and "Nobody walks now." not in text


def test_arabic_runs_from_the_right(db):
    practice = make_practice(title="مشاغل", language="ar")
    workflow.publish(practice)
    assert '<h1 lang="ar" dir="rtl">مشاغل</h1>' in page(practice).content.decode()


def test_what_is_typed_stays_text(db):
    evil = "</script><img src=x onerror=alert(1)>"
    practice = make_practice(
        complete=True,
        title=f"Title {evil}",
        summary=f"Summary {evil}",
        narrative=[{"heading": "Process", "text": f"Text {evil} [a](javascript:alert(1))"}],
        partners=[{"organisation": f"Partner {evil}", "support": []}],
        financials=[],
    )
    workflow.publish(practice)
    for reader in Reader:
        html = page(practice, reader).content.decode()
        assert "<img" not in html and 'href="javascript' not in html
        assert faults_of(html) == []


def test_a_category_renamed_since_is_shown_without_a_link(published):
    category = published.categories.get(slug="housing-slum-upgrading")
    category.name = "better slums"
    category.save()
    html = page(published).content.decode()
    assert "slum upgrading" in html
    assert "housing-slum-upgrading" not in html


def test_an_erased_person_is_gone_from_the_page(published):
    ContactPerson.objects.all().delete()
    assert "Aiko" not in words(published, Reader.CURATOR)


def test_addresses_in_capitals_or_of_nothing_are_not_found(published, client):
    assert client.get(reverse("practice", args=["no-such-case"])).status_code == 404
