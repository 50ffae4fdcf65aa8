"""Cases and lists in frames of other sites: script-free, open parts, framed only where allowed."""

from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from cases import workflow
from cases.access import Reader
from tests.cases.making import make_practice
from tests.cast import client_of
from tests.html import faults_of, parse, text_of

pytestmark = pytest.mark.django_db

TITLE = 'Ferries <&> "trams"'


@pytest.fixture
def practice(vocabularies):
    practice = make_practice(complete=True, title=TITLE)
    workflow.publish(practice)
    return practice


def frame_of(answer) -> dict:
    (frame,) = parse(answer.json()["html"]).iter("iframe")
    return frame.attrib


def oembed(client, site, path, **more):
    return client.get(f"/oembed/?{urlencode({'url': f'{site}{path}', **more})}")


def test_discovered_from_the_case_and_framed(client, practice, settings):
    head = parse(client.get(practice.get_absolute_url()).content.decode()).find("head")
    links = {link.get("type"): link.get("href") for link in head.iter("link")}
    site = settings.SITE_URL.rstrip("/")
    answer = client.get(links["application/json+oembed"].removeprefix(site))
    said = answer.json()
    assert (said["version"], said["type"], said["title"]) == ("1.0", "rich", TITLE)
    assert said["thumbnail_url"] == f"{site}/practices/{practice.slug}/versions/1/card.png"
    frame = frame_of(answer)
    assert (frame["width"], frame["height"], frame["title"]) == ("600", "320", TITLE)
    assert client.get(frame["src"].removeprefix(site)).status_code == 200
    xml = ElementTree.fromstring(client.get(links["text/xml+oembed"].removeprefix(site)).content)
    assert xml.findtext("html") == said["html"]


def test_discovered_from_a_list(client, practice, settings):
    head = parse(client.get("/search/?q=ferries").content.decode()).find("head")
    links = {link.get("type"): link.get("href") for link in head.iter("link")}
    site = settings.SITE_URL.rstrip("/")
    frame = frame_of(client.get(links["application/json+oembed"].removeprefix(site)))
    assert frame["src"] == f"{site}/embed/list/?q=ferries"
    assert TITLE in text_of(client.get("/embed/list/?q=ferries").content.decode())
    assert "0 cases" in text_of(client.get("/embed/list/?q=zeppelin").content.decode())


def test_what_is_asked_of_the_size_is_kept(client, practice, settings):
    page = f"practices/{practice.slug}/"
    frame = frame_of(oembed(client, settings.SITE_URL, page, maxwidth=300, maxheight=200))
    assert (frame["width"], frame["height"]) == ("300", "200")
    small = oembed(client, settings.SITE_URL, page, maxwidth=300).json()
    assert "thumbnail_url" not in small
    for size in ("10", "-1", "wide"):
        assert oembed(client, settings.SITE_URL, page, maxwidth=size).status_code == 400


def test_what_cannot_be_answered_is_told(client, practice, settings):
    site, draft = settings.SITE_URL, make_practice(title="A draft")
    assert client.get("/oembed/").status_code == 404
    for path in ("about/", "nowhere/", f"practices/{draft.slug}/", "practices/none/"):
        assert oembed(client, site, path).status_code == 404
    for elsewhere in ("https://example.org/", site.rstrip("/") + ".example.org/", "http://["):
        assert oembed(client, elsewhere, f"practices/{practice.slug}/").status_code == 404
    assert oembed(client, site, "search/", format="yaml").status_code == 501


@pytest.mark.parametrize("reader", list(Reader))
def test_the_card_says_what_everyone_may_read(practice, reader):
    html = client_of(reader).get(f"/embed/practices/{practice.slug}/").content.decode()
    assert faults_of(html) == []
    assert "<script" not in html and "<form" not in html
    text = text_of(html)
    assert TITLE in text and "Kitakyushu" in text and "Good Practice 2002" in text
    for section in practice.sections.all():
        assert section.text.split(". ")[-1] not in text


def test_archived_cases_say_so_and_drafts_are_not_there(client, practice):
    draft = make_practice(title="A draft")
    assert client.get(f"/embed/practices/{draft.slug}/").status_code == 404
    workflow.archive(practice, reason="Superseded.")
    html = client.get(f"/embed/practices/{practice.slug}/").content.decode()
    assert "Archived as outdated." in html
    assert faults_of(html) == []


def test_only_these_pages_may_be_framed_and_only_as_the_site_allows(client, practice, settings):
    pages = [f"/embed/practices/{practice.slug}/", "/embed/list/"]
    for origins, said in (
        (["*"], "frame-ancestors *"),
        (["https://example.org", "https://example.net"],
         "frame-ancestors https://example.org https://example.net"),
    ):  # fmt: skip
        settings.EMBED_ORIGINS = origins
        for page in pages:
            answer = client.get(page)
            policy = answer["Content-Security-Policy"].split("; ")
            assert said in policy
            assert "script-src 'self'" in policy
            assert "X-Frame-Options" not in answer
    settings.EMBED_ORIGINS = ["none"]
    others = [practice.get_absolute_url(), "/search/", "/oembed/", "/embed/practices/none/"]
    for page in (*pages, *others):
        answer = client.get(page)
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"
    said = oembed(client, settings.SITE_URL, f"practices/{practice.slug}/").json()
    assert said["type"] == "link" and "html" not in said


def test_other_pages_are_never_framed(client, practice):
    for page in (practice.get_absolute_url(), "/", "/search/", "/accounts/login/"):
        answer = client.get(page)
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"


def test_a_list_that_cannot_be_meant_is_refused(client):
    assert client.get("/embed/list/?year_from=x").status_code == 400


def test_a_former_address_leads_on(client, practice):
    practice.slug = "ferry-lines"
    practice.save()
    answer = client.get("/embed/practices/ferries-trams/")
    assert answer["Location"] == "/embed/practices/ferry-lines/"


@pytest.mark.parametrize(("page", "queries"), [("case", 5), ("/embed/list/", 5)])
def test_queries(client, practice, django_assert_num_queries, page, queries):
    page = f"/embed/practices/{practice.slug}/" if page == "case" else page
    client.get(page)
    with django_assert_num_queries(queries):
        client.get(f"{page}?sort=newest")
