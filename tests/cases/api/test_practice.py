"""One case in the API: the exchange record as far as its reader may read it."""

import json

import pytest

from cases import search, workflow
from cases.access import Reader
from cases.citations import FORMATS
from cases.models import Practice
from cases.record import read_record
from cases.record.reading_copy import frozen_copy, reading_copy
from tests.cases.making import make_practice
from tests.cast import client_of

pytestmark = pytest.mark.django_db

V1 = "/api/v1/practices/"
CLOSED = ["narrative", "finances", "claims", "contact_details"]


def test_the_record_as_each_reader_may_read_it(case):
    published = case.versions.first().record
    for reader, closed in ((Reader.VISITOR, CLOSED), (Reader.SUBSCRIBER, [])):
        answer = client_of(reader).get(f"{V1}{case.slug}/")
        record = answer.json()
        assert record.pop("closed_parts") == closed
        assert record.pop("translations") == []
        assert record.pop("links")["page"] == f"http://testserver{case.get_absolute_url()}"
        computed = record.pop("computed")
        assert ("constant_dollars" in computed) == (reader == Reader.SUBSCRIBER)
        assert record == reading_copy(published, reader)
        kept = "public" if reader == Reader.VISITOR else "no-store"
        assert kept in answer["Cache-Control"]
    now = Practice.objects.for_page().get(pk=case.pk)
    record = client_of(Reader.CURATOR).get(f"{V1}{case.slug}/").json()
    assert record["contact"] == read_record(now, with_persons=True)["contact"]


def test_the_dollars_are_those_of_the_export(case):
    subscriber = client_of(Reader.SUBSCRIBER)
    file = json.loads(subscriber.get("/search/export.json").getvalue())
    computed = subscriber.get(f"{V1}{case.slug}/").json()["computed"]
    assert [computed] == [row["computed"] for row in file["practices"]]
    assert computed["constant_dollars"][0]["base_year"] == 2017


def test_identifier_and_slug_name_the_same_case(case, client):
    by_slug = client.get(f"{V1}{case.slug}/").json()
    assert client.get(f"{V1}{case.uid}/").json() == by_slug
    assert client.get(f"{V1}{case.uid.hex}/versions/1/").status_code == 200


def test_sparse_fields(case, client):
    said = client.get(f"{V1}{case.slug}/?fields=title,links").json()
    assert set(said) == {"title", "links"}


def test_what_is_not_published_is_not_there_but_for_curators(client):
    draft = make_practice(title="Trams")
    for address in (f"{V1}{draft.slug}/", f"{V1}{draft.slug}/versions/", f"{V1}nowhere/"):
        assert client.get(address).status_code == 404
    assert client_of(Reader.CURATOR).get(f"{V1}{draft.slug}/").json()["state"] == "draft"
    assert client_of(Reader.CURATOR).get(f"{V1}{draft.slug}/citation/").status_code == 404


def test_an_archived_case_stays_and_says_so(case, client):
    workflow.archive(case, reason="Old.")
    said = client.get(f"{V1}{case.slug}/").json()
    assert said["state"] == "archived"
    assert client.get(f"{V1}{case.slug}/versions/1/").json()["record"]["state"] == "published"
    search.rebuild()
    assert client.get(V1).json()["total"] == 0


def test_versions_as_they_were_published(case, client):
    said = client.get(f"{V1}{case.slug}/versions/").json()
    assert [(row["number"], row["reason"]) for row in said["results"]] == [
        (2, "The sheds were bought"),
        (1, ""),
    ]
    first = client.get(said["results"][1]["links"]["self"]).json()
    assert first["record"] == frozen_copy(case.versions.last().record, Reader.VISITOR)
    assert client.get(f"{V1}{case.slug}/versions/3/").status_code == 404
    assert client.get(f"{V1}{case.slug}/versions/{10**30}/").status_code == 404


def test_claims_and_transfers(case):
    for reader, closed in ((Reader.VISITOR, True), (Reader.SUBSCRIBER, False)):
        client = client_of(reader)
        record = client.get(f"{V1}{case.slug}/").json()
        claims = client.get(f"{V1}{case.slug}/claims/").json()
        assert claims == {"total": 1, "closed": closed, "results": record["claims"]}
        transfers = client.get(f"{V1}{case.slug}/transfers/").json()
        assert transfers == {"total": 1, "results": record["transfers"]}
    assert claims["results"][0]["value"] == "40"


def test_the_citation_in_every_style_and_format(case, client):
    said = client.get(f"{V1}{case.slug}/citation/").json()
    assert said["version"] == 2 and said["address"].endswith("/versions/2/")
    assert [style["name"] for style in said["styles"]] == ["APA", "Chicago", "MLA"]
    assert [file["format"] for file in said["files"]] == list(FORMATS)
    for file in said["files"]:
        answer = client.get(file["url"], headers={"Accept": file["media_type"]})
        page = client.get(f"/practices/{case.slug}/versions/2/cite.{file['format']}")
        assert answer.content == page.content
        assert answer["Content-Type"] == page["Content-Type"]
        assert client.get(file["url"], headers={"Accept": "text/html"}).status_code == 406
    assert client.get(f"{V1}{case.slug}/versions/2/citation.pdf").status_code == 404
    assert client.get(f"{V1}{case.slug}/versions/1/citation/").json()["version"] == 1
