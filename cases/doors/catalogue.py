"""A catalogue in the words of DCAT 3, as JSON-LD and as Turtle: the same statements in both."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from web.addresses import on_this_site

DCAT, DCT = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
FOAF, XSD = "http://xmlns.com/foaf/0.1/", "http://www.w3.org/2001/XMLSchema#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
MEDIA = "https://www.iana.org/assignments/media-types/"
RIGHTS = "http://publications.europa.eu/resource/authority/access-right/"


@dataclass(frozen=True)
class Distribution:
    """A file of the collection; ``is_open`` when anybody may load it."""

    title: str
    path: str
    content_type: str
    is_open: bool


@dataclass(frozen=True)
class Service:
    """A way to ask the collection; ``norm`` is the address of what it conforms to."""

    title: str
    path: str
    norm: str


@dataclass(frozen=True)
class Catalogue:
    """Paths are of this site; ``modified`` is an ISO day, empty before the first publication."""

    name: str
    page: str
    home: str
    modified: str
    licences: list[str]
    distributions: list[Distribution]
    services: list[Service]


class Iri(str):
    """The object of a statement that is a thing and not a text."""


class Day(str):
    """The object of a statement that is a day."""


Statement = tuple[str, str, str]


def statements(said: Catalogue) -> Iterator[Statement]:
    page = on_this_site(said.page)
    catalogue, dataset, publisher = (f"{page}#{name}" for name in ("catalogue", "cases", "site"))
    for thing, kind in (
        (catalogue, f"{DCAT}Catalog"),
        (dataset, f"{DCAT}Dataset"),
        (publisher, f"{FOAF}Agent"),
    ):
        yield thing, TYPE, Iri(kind)
    yield publisher, f"{FOAF}name", said.name
    yield catalogue, f"{FOAF}homepage", Iri(on_this_site(said.home))
    yield catalogue, f"{DCAT}dataset", Iri(dataset)
    yield dataset, f"{DCAT}landingPage", Iri(page)
    for thing in (catalogue, dataset):
        yield thing, f"{DCT}title", said.name
        yield thing, f"{DCT}publisher", Iri(publisher)
        yield thing, f"{DCT}description", "Cases of good urban practice: what was done, and results"
        if said.modified:
            yield thing, f"{DCT}modified", Day(said.modified)
    for licence in said.licences:
        yield dataset, f"{DCT}rights", licence
    for row in said.distributions:
        yield from _of_file(row, dataset)
    for row in said.services:
        yield from _of_service(row, catalogue, dataset)


def _of_file(row: Distribution, dataset: str) -> Iterator[Statement]:
    address = on_this_site(row.path)
    thing = f"{address}#file"
    yield dataset, f"{DCAT}distribution", Iri(thing)
    yield thing, TYPE, Iri(f"{DCAT}Distribution")
    yield thing, f"{DCT}title", row.title
    yield thing, f"{DCAT}accessURL", Iri(address)
    yield thing, f"{DCAT}mediaType", Iri(MEDIA + row.content_type.partition(";")[0])
    yield thing, f"{DCT}accessRights", Iri(RIGHTS + ("PUBLIC" if row.is_open else "RESTRICTED"))
    if row.is_open:
        yield thing, f"{DCAT}downloadURL", Iri(address)


def _of_service(row: Service, catalogue: str, dataset: str) -> Iterator[Statement]:
    address = on_this_site(row.path)
    thing = f"{address}#service"
    yield catalogue, f"{DCAT}service", Iri(thing)
    yield thing, TYPE, Iri(f"{DCAT}DataService")
    yield thing, f"{DCT}title", row.title
    yield thing, f"{DCAT}endpointURL", Iri(address)
    yield thing, f"{DCAT}servesDataset", Iri(dataset)
    yield thing, f"{DCT}conformsTo", Iri(row.norm)


def turtle(said: Catalogue) -> str:
    """Return the statements one a line; Turtle reads them as N-Triples does."""
    return "".join(f"<{s}> <{p}> {_term(o)} .\n" for s, p, o in statements(said))


def json_ld(said: Catalogue) -> str:
    things: dict[str, dict] = {}
    for subject, predicate, value in statements(said):
        things.setdefault(subject, {"@id": subject}).setdefault(predicate, []).append(_value(value))
    context = {"dcat": DCAT, "dct": DCT, "foaf": FOAF, "xsd": XSD}
    graph = {"@context": context, "@graph": list(things.values())}
    return json.dumps(graph, ensure_ascii=False, indent=1) + "\n"


def _term(value: str) -> str:
    if isinstance(value, Iri):
        return f"<{value}>"
    return json.dumps(value) + (f"^^<{XSD}date>" if isinstance(value, Day) else "")


def _value(value: str) -> dict:
    if isinstance(value, Iri):
        return {"@id": value}
    return {"@value": value, "@type": f"{XSD}date"} if isinstance(value, Day) else {"@value": value}


@dataclass(frozen=True)
class Format:
    label: str
    content_type: str
    write: Callable[[Catalogue], str]


FORMATS = {
    "jsonld": Format("JSON-LD", "application/ld+json", json_ld),
    "ttl": Format("Turtle", "text/turtle", turtle),
}
