"""What is wrong with the HTML of a page."""

from collections import Counter
from urllib.parse import urlsplit

import html5lib

REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
INLINE = {"a", "b", "code", "em", "i", "mark", "s", "span", "strong", "time"}
DATA = {"application/json", "application/ld+json"}
"""Types of script that a browser keeps and never runs."""
LABELLED = {"input", "select", "textarea"}


def parse(html: str):
    return html5lib.parse(html, namespaceHTMLElements=False)


def text_of(html: str) -> str:
    """Return the words of the page, with single blanks between them and between its blocks."""
    body = parse(html).find("body")
    for element in body.iter():
        if element.tag not in INLINE:
            element.text = f" {element.text or ''}"
            element.tail = f" {element.tail or ''}"
    return " ".join("".join(body.itertext()).split())


def faults_of(html: str) -> list[str]:
    """Return what a validator would say of syntax, ids, labels, and inline style and script."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document = parser.parse(html)
    elements = [element for element in document.iter() if isinstance(element.tag, str)]
    return [
        *(f"{code} at {place}: {data}" for place, code, data in parser.errors),
        *_faults_of_ids(elements),
        *_faults_of_labels(elements),
        *_inline(elements),
        *(f"no alt: {e.attrib}" for e in elements if e.tag == "img" and "alt" not in e.attrib),
    ]


def _faults_of_ids(elements) -> list[str]:
    ids = Counter(element.get("id") for element in elements if element.get("id") is not None)
    faults = [f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1]
    for element in elements:
        for attribute in REFERRING:
            faults += [
                f"{attribute}={name!r} refers to nothing"
                for name in element.get(attribute, "").split()
                if name not in ids
            ]
        address = urlsplit(element.get("href", ""))
        if element.tag == "a" and not address.path and address.fragment not in (*ids, ""):
            faults.append(f"#{address.fragment} leads nowhere")
        form = element.get("form")
        if form and form not in ids:
            faults.append(f"form={form!r} refers to nothing")
    return faults


def _faults_of_labels(elements) -> list[str]:
    labelled = {element.get("for") for element in elements if element.tag == "label"}
    inside = {control for label in elements if label.tag == "label" for control in label.iter()}
    return [
        f"no label: {element.attrib}"
        for element in elements
        if element.tag in LABELLED
        and element.get("type") not in ("hidden", "submit")
        and element.get("id") not in labelled - {None}
        and element not in inside
        and not element.get("aria-label")
    ]


def _inline(elements) -> list[str]:
    faults = []
    for element in elements:
        runs = element.get("type") not in DATA
        if element.tag == "style" or (element.tag == "script" and runs and not element.get("src")):
            faults.append(f"inline <{element.tag}>")
        faults += [
            f"inline {name} on <{element.tag}>"
            for name in element.attrib
            if name == "style" or name.startswith("on")
        ]
    return faults
