"""What machines read in the head of a case's page."""

import json
import re

import pytest
from django.conf import settings
from django.test import override_settings

from cases import workflow
from cases.access import Reader
from tests.cases.making import make_practice
from tests.cast import client_of
from tests.html import parse

pytestmark = pytest.mark.django_db

TITLE = 'Ferries </script><script>alert("x")</script> & trams'


@pytest.fixture
def practice(vocabularies):
    practice = make_practice(complete=True, title=TITLE)
    workflow.publish(practice)
    return practice


def head_of(client, practice) -> str:
    html = client.get(practice.get_absolute_url()).content.decode()
    return html[: html.index("</head>")]


def article(client, practice) -> dict:
    (script,) = [
        element
        for element in parse(head_of(client, practice)).iter("script")
        if element.get("type") == "application/ld+json"
    ]
    return json.loads(script.text)


def test_the_article_of_schema_org(client, practice):
    said = article(client, practice)
    assert said["@type"] == "Article"
    assert said["headline"] == TITLE
    assert said["identifier"] == f"urn:uuid:{practice.uid}"
    assert said["url"] == f"{settings.SITE_URL}practices/{practice.slug}/versions/1/"
    assert said["version"] == 1
    assert said["author"]["name"] == practice.contact_organisation.name
    assert {"@type": "City", "name": "Kitakyushu"} in said["contentLocation"]
    japan = {"@type": "Country", "name": "Japan", "identifier": "JP"}
    assert japan in said["contentLocation"]
    assert said["isPartOf"]["@type"] == "Dataset"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", said["datePublished"])
    assert said["isAccessibleForFree"] is False
    with override_settings(OPEN_ACCESS=True):
        assert article(client, practice)["isAccessibleForFree"] is True


def test_nothing_closed_stands_in_the_head(client, practice):
    head = head_of(client, practice)
    for section in practice.sections.all():
        for line in section.text.splitlines():
            assert line.split(". ")[-1] not in head
    assert "aiko" not in head.lower()


def test_reference_managers_find_the_case(client, practice):
    """The tags that Zotero's translator Embedded Metadata reads: title makes it take the page."""
    tags = {}
    for meta in parse(head_of(client, practice)).iter("meta"):
        tags.setdefault(meta.get("name") or meta.get("property"), []).append(meta.get("content"))
    assert tags["citation_title"] == [TITLE]
    assert tags["citation_author"] == [practice.contact_organisation.name]
    assert re.fullmatch(r"\d{4}/\d\d/\d\d", tags["citation_publication_date"][0])
    assert tags["citation_language"] == ["en"]
    categories = practice.versions.get().record["categories"]
    assert tags["citation_keywords"] == [row["category"] for row in categories]
    assert tags["og:title"] == [TITLE]
    assert tags["og:description"][0].startswith(practice.summary[:50])


def test_the_files_of_the_citation_are_linked_and_answer(client, practice):
    links = [
        link
        for link in parse(head_of(client, practice)).iter("link")
        if "/cite." in link.get("href", "")
    ]
    assert len(links) == 3
    for link in links:
        assert client.get(link.get("href")).status_code == 200


def test_a_draft_says_nothing(client, vocabularies):
    draft = make_practice(title="A draft")
    assert "ld+json" not in head_of(client_of(Reader.CURATOR), draft)
