"""What Zotero and other reference managers take from a case page.

Zotero takes it by the rules of its translator Embedded Metadata; no translator that it would ask
before (unAPI, COinS) finds anything on the page.

The rules, as published: a meta tag counts by its ``name`` or else its ``property``. Highwire tags
(``citation_...``) fill the fields of the item. A creator's tag is split at semicolons, or at commas
between parts of two words each. The type is that of DC.type when it is one of Zotero's own, else
what the Highwire tags say. The address of the item is citation_public_url.
"""

import re

import pytest

from cases import workflow
from cases.citations import FORMATS
from tests.cases.making import make_practice
from tests.html import parse

pytestmark = pytest.mark.django_db

FIELDS = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_publisher": "publisher",
    "citation_technical_report_institution": "institution",
    "citation_abstract": "abstractNote",
    "citation_public_url": "url",
    "citation_language": "language",
}
TYPES = {"report", "book", "thesis", "webpage", "journalArticle"}


def taken_up(html: str) -> dict:
    tags: dict[str, list[str]] = {}
    for meta in parse(html).find("head").iter("meta"):
        name = meta.get("name") or meta.get("property")
        if name and meta.get("content"):
            tags.setdefault(name, []).append(meta.get("content"))
    item = {
        field: re.sub(r"\s+", " ", ", ".join(tags[name])).strip()
        for name, field in FIELDS.items()
        if name in tags
    }
    said = next(iter(tags.get("DC.type", [])), None)
    item["itemType"] = said if said in TYPES else "journalArticle"
    item["tags"] = [part for tag in tags.get("citation_keywords", []) for part in _parts(tag)]
    item["creators"] = [name for tag in tags.get("citation_author", []) for name in _split(tag)]
    return item


def _parts(tag: str) -> list[str]:
    return [part.strip() for part in re.split("[,;]", tag)]


def _split(tag: str) -> list[str]:
    names = re.split(r"\s*;\s*", tag)
    if len(names) == 1:
        parts = re.split(r"\s*,\s*", tag)
        if len(parts) > 1 and " " in parts[0] and " " in parts[1]:
            names = parts
    return names


def test_a_case_page_is_taken_up_whole(client, vocabularies, settings):
    practice = make_practice(complete=True, title="Ferries <& trams>", summary="One.\n\nTwo.")
    version = workflow.publish(practice)
    item = taken_up(client.get(practice.get_absolute_url()).content.decode())
    assert item == {
        "itemType": "report",
        "title": "Ferries <& trams>",
        "creators": ["Transport Office"],
        "date": version.published_at.strftime("%Y/%m/%d"),
        "publisher": settings.SITE_NAME,
        "institution": settings.SITE_NAME,
        "abstractNote": "One. Two.",
        "url": f"{settings.SITE_URL}practices/{practice.slug}/versions/1/",
        "language": "en",
        "tags": ["Housing", "Urban Governance"],
    }


def test_no_other_translator_of_zotero_is_asked_first(client, vocabularies):
    practice = make_practice(complete=True)
    workflow.publish(practice)
    tree = parse(client.get(practice.get_absolute_url()).content.decode())
    assert not [each for each in tree.iter() if each.get("class") in ("Z3988", "unapi-id")]
    assert not [link for link in tree.iter("link") if link.get("rel") == "unapi-server"]


def test_the_head_links_the_address_to_cite_and_the_files(client, vocabularies, settings):
    practice = make_practice(complete=True, title="Ferries")
    workflow.publish(practice)
    head = parse(client.get(practice.get_absolute_url()).content.decode()).find("head")
    links = [link for link in head.iter("link") if link.get("rel") in ("cite-as", "alternate")]
    (address,) = [link.get("href") for link in links if link.get("rel") == "cite-as"]
    assert address == f"{settings.SITE_URL}practices/{practice.slug}/versions/1/"
    kinds = {link.get("type"): link.get("href") for link in links}
    for made in FORMATS.values():
        answer = client.get(kinds[made.content_type])
        assert answer["Content-Type"] == f"{made.content_type}; charset=utf-8"
        assert "Ferries" in answer.content.decode()


def test_a_version_is_taken_up_as_that_version(client, vocabularies):
    practice = make_practice(complete=True, title="Ferries")
    workflow.publish(practice)
    practice.title = "Ferries and Trams"
    practice.save()
    workflow.revise(practice, reason="Trams")
    item = taken_up(client.get(f"/practices/{practice.slug}/versions/1/").content.decode())
    assert item["title"] == "Ferries"
    assert item["url"].endswith("/versions/1/")
