"""The data page for people, the catalogue and the case page for an independent reader of RDF."""

import pytest
from rdflib import DCAT, DCTERMS, RDF, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from cases import workflow
from tests.cases.making import make_practice
from tests.html import faults_of, parse, text_of

pytestmark = pytest.mark.django_db

SDO = Namespace("https://schema.org/")


@pytest.fixture
def practice(vocabularies):
    practice = make_practice(complete=True, title='Ferries "&" trams')
    workflow.publish(practice)
    return practice


def graph_of(client, name) -> Graph:
    answer = client.get(f"/data/catalogue.{name}")
    kind = {"ttl": "text/turtle", "jsonld": "application/ld+json"}[name]
    assert answer["Content-Type"] == f"{kind}; charset=utf-8"
    return Graph().parse(data=answer.content, format={"ttl": "turtle", "jsonld": "json-ld"}[name])


def test_both_forms_say_the_same(client, practice):
    assert isomorphic(graph_of(client, "ttl"), graph_of(client, "jsonld"))
    assert len(graph_of(client, "ttl")) > 50
    assert client.get("/data/catalogue.csv").status_code == 404


def test_catalogue_dataset_and_distributions(client, practice, settings):
    graph = graph_of(client, "ttl")
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    (dataset,) = graph.objects(catalogue, DCAT.dataset)
    assert (dataset, DCTERMS.title, Literal(settings.SITE_NAME)) in graph
    assert (dataset, DCTERMS.rights, Literal("CC BY 4.0")) in graph
    assert graph.value(dataset, DCTERMS.modified).toPython().isoformat()
    kinds = {
        str(graph.value(thing, DCAT.mediaType)).rpartition("media-types/")[2]
        for thing in graph.objects(dataset, DCAT.distribution)
    }
    assert {"text/csv", "application/json", "application/atom+xml"} <= kinds
    for service in graph.subjects(RDF.type, DCAT.DataService):
        assert (service, DCAT.servesDataset, dataset) in graph


def test_what_may_be_loaded_is_loaded_and_nothing_else(client, practice, settings):
    for opened in (False, True):
        settings.OPEN_ACCESS = opened
        graph = graph_of(client, "jsonld")
        loadable = set(graph.objects(None, DCAT.downloadURL))
        for thing in graph.subjects(RDF.type, DCAT.Distribution):
            address = graph.value(thing, DCAT.accessURL)
            path = address.removeprefix(settings.SITE_URL.rstrip("/"))
            assert (client.get(path).status_code == 200) == (address in loadable)


def test_the_page_for_people(client, practice):
    html = client.get("/data/").content.decode()
    assert faults_of(html) == []
    text = text_of(html)
    assert "The collection has 1 case." in text
    assert "CC BY 4.0: 1 case" in text
    assert "Exports are for subscribers." in text
    paths = {link.get("href") for link in parse(html).find(".//main").iter("a")}
    services = {"/api/v1/", "/oai/?verb=Identify", "/feed/", "/sitemap.xml"}
    assert services | {"/data/catalogue.ttl"} <= paths
    for path in paths:
        assert client.get(path).status_code == 200, path
    assert 'href="/data/"' in client.get("/").content.decode()


def test_an_empty_collection(client, vocabularies):
    assert "There is no published case yet." in client.get("/data/").content.decode()
    assert len(graph_of(client, "ttl")) > 40


def test_the_article_on_the_case_page(client, practice, settings):
    html = client.get(practice.get_absolute_url()).content.decode()
    (script,) = [
        element.text
        for element in parse(html).iter("script")
        if element.get("type") == "application/ld+json"
    ]
    # The parser would load the context of schema.org; it says no more than where its words are.
    local = script.replace('"https://schema.org"', '{"@vocab": "https://schema.org/"}', 1)
    graph = Graph().parse(data=local, format="json-ld")
    article = URIRef(f"{settings.SITE_URL}practices/{practice.slug}/")
    assert (article, RDF.type, SDO.Article) in graph
    assert (article, SDO.headline, Literal(practice.title)) in graph
    assert (article, SDO.identifier, Literal(practice.uid.urn)) in graph
    (author,) = graph.objects(article, SDO.author)
    assert (author, SDO.name, Literal("Transport Office")) in graph
    places = {
        str(graph.value(place, SDO.name)) for place in graph.objects(article, SDO.contentLocation)
    }
    assert places == {"Kitakyushu", "Japan", "China"}


@pytest.mark.parametrize(("page", "queries"), [("/data/", 5), ("/data/catalogue.ttl", 4)])
def test_queries(client, practice, django_assert_num_queries, page, queries):
    client.get(page)
    with django_assert_num_queries(queries):
        client.get(f"{page}?again")
