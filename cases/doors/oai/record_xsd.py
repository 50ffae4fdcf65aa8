"""The XML Schema of a public record, made from the JSON Schema of the exchange record.

Each key is an element, in any order; each entry of a list is an element ``item``; null and empty
values are left out. So the two schemas cannot disagree.
"""

from functools import cache
from xml.etree.ElementTree import Element, SubElement, tostring

from cases.record.check import SCHEMA

NAMESPACE = "urn:x-bestpractices:practice:1"
KEYS = tuple(SCHEMA["properties"])
SIMPLE = {"string": "xs:string", "integer": "xs:integer", "boolean": "xs:boolean"}


@cache
def record_xsd() -> bytes:
    root = Element("xs:schema")
    root.set("xmlns:xs", "http://www.w3.org/2001/XMLSchema")
    root.set("targetNamespace", NAMESPACE)
    root.set("elementFormDefault", "qualified")
    _add(root, "practice", SCHEMA, {})
    return tostring(root, "utf-8", xml_declaration=True)


def _add(parent: Element, name: str, shape: dict, occurs: dict) -> None:
    """Add the declaration of an element that holds what ``shape``, a JSON Schema, allows."""
    element = SubElement(parent, "xs:element", {"name": name, **occurs})
    shapes = [_found(inner) for inner in shape.get("oneOf", [shape])]
    shape = next((inner for inner in shapes if "properties" in inner), shapes[-1])
    kind = _kind(shape)
    if "properties" in shape:
        made = SubElement(element, "xs:complexType")
        if any("const" in inner for inner in shapes):
            made.set("mixed", "true")  # a word may stand for the whole
        content, needed = SubElement(made, "xs:all"), shape.get("required", ())
        for key, inner in shape["properties"].items():
            always = key in needed and not _may_be_null(inner)
            _add(content, key, inner, {} if always else {"minOccurs": "0"})
    elif kind == "array":
        content = SubElement(SubElement(element, "xs:complexType"), "xs:sequence")
        _add(content, "item", shape["items"], {"minOccurs": "0", "maxOccurs": "unbounded"})
    elif "enum" in shape or "const" in shape or "pattern" in shape:
        _restrict(SubElement(element, "xs:simpleType"), shape)
    else:
        element.set("type", SIMPLE[kind])


def _found(shape: dict) -> dict:
    return SCHEMA["$defs"][shape["$ref"].rpartition("/")[2]] if "$ref" in shape else shape


def _kind(shape: dict) -> str:
    kinds = shape.get("type", "string")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    return next(kind for kind in kinds if kind != "null")


def _may_be_null(shape: dict) -> bool:
    return "null" in shape.get("type", ()) or None in shape.get("enum", ())


def _restrict(simple: Element, shape: dict) -> None:
    rule = SubElement(simple, "xs:restriction", {"base": "xs:string"})
    for value in shape.get("enum", [shape["const"]] if "const" in shape else []):
        if value is not None:
            SubElement(rule, "xs:enumeration", {"value": value})
    if "pattern" in shape:
        SubElement(rule, "xs:pattern", {"value": shape["pattern"].strip("^$")})
