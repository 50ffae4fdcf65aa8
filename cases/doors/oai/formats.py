"""A case as Dublin Core, and as the whole of what is open of its exchange record."""

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from django.urls import reverse

from cases.citations import citation_of
from cases.doors.oai.record_xsd import KEYS, NAMESPACE
from cases.glossary import country
from web.addresses import on_this_site

XSI = "http://www.w3.org/2001/XMLSchema-instance"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"


@dataclass(frozen=True)
class Format:
    """``write`` makes an element of a public record of ``following.public_records``."""

    namespace: str
    schema: Callable[[], str]
    write: Callable[[dict], Element]

    @property
    def location(self) -> str:
        return f"{self.namespace} {self.schema()}"


def dublin_core(record: dict) -> Element:
    """Return the fifteen elements as far as the record has something to say in them."""
    cited, source = citation_of(record), record.get("source") or {}
    said = {
        "title": [cited.title],
        "creator": [cited.author],
        "subject": _subjects(record),
        "description": [cited.abstract],
        "publisher": [cited.database],
        "contributor": [row["organisation"] for row in record["partners"]],
        "date": [cited.date],
        "type": ["Text"],
        "format": ["text/html"],
        "identifier": [
            on_this_site(reverse("practice", args=[record["slug"]])),
            cited.address,
            f"urn:uuid:{record['id']}",
        ],
        "source": [source.get("name")],
        "language": [cited.language],
        "coverage": [*record["cities"], *map(country, record["countries"])],
        "rights": [source.get("licence")],
    }
    made = Element("oai_dc:dc")
    made.set("xmlns:oai_dc", OAI_DC)
    made.set("xmlns:dc", "http://purl.org/dc/elements/1.1/")
    made.set("xmlns:xsi", XSI)
    made.set("xsi:schemaLocation", FORMATS["oai_dc"].location)
    for name, values in said.items():
        for value in filter(None, dict.fromkeys(values)):
            SubElement(made, f"dc:{name}").text = value
    return made


def whole_record(record: dict) -> Element:
    """Return the record key by key: each key is an element, each entry of a list an ``item``.

    What is null or empty is left out.
    """
    made = Element("practice", {"xmlns": NAMESPACE, "xmlns:xsi": XSI})
    made.set("xsi:schemaLocation", FORMATS["practice"].location)
    _fill(made, {key: record[key] for key in KEYS if key in record})
    return made


FORMATS = {
    "oai_dc": Format(OAI_DC, lambda: "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", dublin_core),
    "practice": Format(NAMESPACE, lambda: on_this_site(reverse("oai_schema")), whole_record),
}


def _subjects(record: dict) -> list[str]:
    rows = record["categories"]
    return [name for row in rows for name in (row["category"], *row["subcategories"])]


def _fill(element: Element, value) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if inner not in (None, "", [], {}):
                _fill(SubElement(element, key), inner)
    elif isinstance(value, list):
        for inner in value:
            _fill(SubElement(element, "item"), inner)
    else:
        element.text = str(value).lower() if isinstance(value, bool) else str(value)
