"""Harvesters for tests: sickle, and plain requests whose answers are checked against schemas."""

from pathlib import Path

import requests
from django.test import Client
from lxml import etree
from sickle import Sickle

from cases.doors.oai.record_xsd import NAMESPACE, record_xsd

SCHEMAS = Path(__file__).with_name("schemas")
OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
RECORD = f"{{{NAMESPACE}}}"
PARTS = {
    "http://www.openarchives.org/OAI/2.0/": "OAI-PMH.xsd",
    "http://www.openarchives.org/OAI/2.0/oai_dc/": "oai_dc.xsd",
    NAMESPACE: "practice-1.xsd",
}


class FromFolder(etree.Resolver):
    """Find the schemas in the folder, and our own where the site serves it."""

    def resolve(self, address, _id, context):
        name = address.rpartition("/")[2]
        if name == "practice-1.xsd":
            return self.resolve_string(record_xsd(), context)
        return self.resolve_filename(str(SCHEMAS / name), context)


def _schema() -> etree.XMLSchema:
    imports = "".join(
        f'<import namespace="{space}" schemaLocation="{name}"/>' for space, name in PARTS.items()
    )
    parser = etree.XMLParser()
    parser.resolvers.add(FromFolder())
    text = f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>'
    return etree.XMLSchema(etree.fromstring(text, parser))


SCHEMA = _schema()
"""The schema of the protocol, with those of both formats."""


def valid(content: bytes) -> etree._Element:
    """Return the root of an answer after checking it, with each record in it."""
    root = etree.fromstring(content)
    SCHEMA.assertValid(root)
    return root


def ask(method="get", **arguments) -> etree._Element:
    """Ask by ``method`` and return the root of the answer, which was valid."""
    given = {name.rstrip("_"): value for name, value in arguments.items()}
    answer = getattr(Client(enforce_csrf_checks=True), method)("/oai/", given)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    return valid(answer.content)


def fault(root: etree._Element) -> str:
    (error,) = root.iter(f"{OAI}error")
    return error.get("code")


class Harvester(Sickle):
    """Sickle, asking the application without a network; every answer is checked on the way."""

    def __init__(self, http_method="GET"):
        super().__init__("/oai/", http_method=http_method)
        self.asked = 0

    def _request(self, kwargs):
        answer = getattr(Client(), self.http_method.lower())("/oai/", kwargs)
        valid(answer.content)
        self.asked += 1
        made = requests.Response()
        made.status_code, made._content = answer.status_code, answer.content
        made.encoding = "utf-8"
        return made
