"""The six verbs, valid against the published schema, holding what a visitor may read."""

import pytest
from django.conf import settings
from lxml import etree

from cases import workflow
from cases.doors.oai import answers, following
from cases.record.check import SCHEMA
from tests.cases.doors.harvesting import DC, OAI, RECORD, Harvester, ask
from tests.cases.doors.harvesting import SCHEMA as SCHEMA_OF_ALL
from tests.cases.making import COMPLETE, make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(vocabularies, settings):
    settings.CONTACT_MAIL = "office@example.org"
    practice = make_practice(complete=True, title="Ferries <& trams>")
    workflow.publish(practice)
    return practice


def record_of(practice, prefix):
    return ask(verb="GetRecord", identifier=practice.uid.urn, metadataPrefix=prefix)


def test_identify(practice):
    said = Harvester().Identify()
    assert said.baseURL == f"{settings.SITE_URL}oai/"
    assert said.protocolVersion == "2.0"
    assert said.deletedRecord == "persistent"
    assert said.granularity == "YYYY-MM-DDThh:mm:ssZ"
    assert said.adminEmail == "office@example.org"
    (header,) = Harvester().ListIdentifiers(metadataPrefix="oai_dc")
    assert said.earliestDatestamp <= header.datestamp


def test_formats(practice, client):
    formats = {row.metadataPrefix: row for row in Harvester().ListMetadataFormats()}
    assert set(formats) == {"oai_dc", "practice"}
    of_case = Harvester().ListMetadataFormats(identifier=practice.uid.urn)
    assert {row.metadataPrefix for row in of_case} == set(formats)
    schema = client.get(formats["practice"].schema.removeprefix(settings.SITE_URL.rstrip("/")))
    etree.XMLSchema(etree.fromstring(schema.content))
    assert formats["practice"].metadataNamespace in schema.content.decode()


def test_sets_are_categories_and_recognitions(practice):
    names = {row.setSpec: row.setName for row in Harvester().ListSets()}
    (header,) = Harvester().ListIdentifiers(metadataPrefix="oai_dc")
    assert set(header.setSpecs) <= set(names)
    assert "recognition:best" in header.setSpecs
    assert "category:housing:housing-rental-housing" in header.setSpecs
    assert names["category:housing:housing-rental-housing"] == "Housing: rental housing"
    for spec in ("category", "category:housing", "recognition:good"):
        assert len(list(Harvester().ListIdentifiers(metadataPrefix="oai_dc", set=spec))) == 1


def test_dublin_core(practice):
    root = record_of(practice, "oai_dc")
    said = {}
    for element in root.iter(f"{DC}*"):
        said.setdefault(element.tag.removeprefix(DC), []).append(element.text)
    assert said["title"] == ["Ferries <& trams>"]
    assert said["creator"] == ["Transport Office"]
    assert "rental housing" in said["subject"]
    assert said["coverage"] == ["Kitakyushu", "Japan", "China"]
    assert said["identifier"][0] == f"{settings.SITE_URL}practices/{practice.slug}/"
    assert said["rights"] == ["CC BY 4.0"]
    assert said["contributor"] == ["Riders' Union", "Harbour Bank"]


def test_the_whole_of_what_is_open(practice, settings):
    closed = {"narrative", "financials", "claims"}
    (record,) = record_of(practice, "practice").iter(f"{RECORD}practice")
    assert keys(record) & closed == set()
    assert "union@example.org" not in etree.tostring(record, encoding="unicode")
    settings.OPEN_ACCESS = True
    (opened,) = record_of(practice, "practice").iter(f"{RECORD}practice")
    assert keys(opened) == set(SCHEMA["properties"]) - {"translation_of"}  # it is none
    assert opened.findtext(f"{RECORD}nominating") == "same as contact"
    years = [item.findtext(f"{RECORD}year") for item in opened.find(f"{RECORD}financials")]
    assert years == [str(row["year"]) for row in COMPLETE["financials"]]
    assert "Aiko" not in etree.tostring(opened, encoding="unicode")


def keys(record):
    return {child.tag.removeprefix(RECORD) for child in record}


def test_the_schema_refuses_what_the_record_does_not_know(practice):
    (record,) = record_of(practice, "practice").iter(f"{RECORD}practice")
    assert SCHEMA_OF_ALL.validate(record)
    etree.SubElement(record, f"{RECORD}colour").text = "blue"
    assert not SCHEMA_OF_ALL.validate(record)
    record.remove(record[-1])
    record.find(f"{RECORD}state").text = "lost"
    assert not SCHEMA_OF_ALL.validate(record)


def test_a_draft_is_not_there(practice):
    make_practice(title="A draft of trams")
    assert len(list(Harvester().ListIdentifiers(metadataPrefix="oai_dc"))) == 1


def test_a_list_of_any_length_costs_the_same(practice, django_assert_num_queries):
    ask(verb="ListRecords", metadataPrefix="practice")
    with django_assert_num_queries(9):
        ask(verb="ListRecords", metadataPrefix="practice")
    for number in range(3):
        workflow.publish(make_practice(complete=True, title=f"Trams {number}"))
    ask(verb="ListRecords", metadataPrefix="practice")
    with django_assert_num_queries(9):
        root = ask(verb="ListRecords", metadataPrefix="practice")
    assert len(list(root.iter(f"{OAI}record"))) == 4


def test_a_harvester_waits_while_much_has_changed(practice, client, monkeypatch):
    monkeypatch.setattr(following, "MOST", 1)
    workflow.publish(make_practice(title="Trams"))
    statuses = []
    while 200 not in statuses:
        answer = client.get("/oai/?verb=Identify")
        statuses.append(answer.status_code)
    assert statuses[0] == 503
    assert statuses.count(503) == len(statuses) - 1
    assert client.get("/oai/?verb=ListIdentifiers&metadataPrefix=oai_dc").status_code == 200


def test_tokens_are_bound_to_their_verb(practice, monkeypatch):
    monkeypatch.setattr(answers, "PAGE", 1)
    workflow.publish(make_practice(title="Trams"))
    root = ask(verb="ListIdentifiers", metadataPrefix="oai_dc")
    token = root.findtext(f".//{OAI}resumptionToken")
    other = ask(verb="ListRecords", resumptionToken=token)
    assert other.find(f"{OAI}error").get("code") == "badResumptionToken"
    last = ask(verb="ListIdentifiers", resumptionToken=token)
    closing = last.find(f".//{OAI}resumptionToken")
    assert closing.text is None
    assert closing.attrib == {"completeListSize": "2", "cursor": "1"}
