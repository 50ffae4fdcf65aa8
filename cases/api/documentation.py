"""The description of the API: for programs as OpenAPI, for people as a page made from it."""

import json
import re
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from cases.api.schema import schema
from cases.page_cache import same_for_every_visitor

MEDIA_TYPE = "application/vnd.oai.openapi+json; version=3.1"


_KINDS = {"string": "text", "integer": "whole number", "boolean": "true or false"}
_FORMATS = {"uri": "web address", "date": "day", "date-time": "moment", "uuid": "UUID"}


@dataclass(frozen=True)
class Row:
    """A parameter or a field: name, type in words, meaning, an example if there is one."""

    name: str
    type: str
    meaning: str
    example: str = ""


@dataclass(frozen=True)
class Operation:
    path: str
    summary: str
    description: str
    parameters: list[Row]
    answer: str


@require_safe
@same_for_every_visitor
def openapi(request):
    said = schema()
    if settings.FORCE_SCRIPT_NAME:
        said = {**said, "servers": [{"url": settings.FORCE_SCRIPT_NAME}]}
    return HttpResponse(json.dumps(said, ensure_ascii=False), content_type=MEDIA_TYPE)


@require_safe
@same_for_every_visitor
def documentation(request):
    made = schema()
    groups: dict[str, list[Operation]] = {}
    for path, operations in made["paths"].items():
        groups.setdefault(operations["get"]["tags"][0], []).append(_operation(path, operations))
    errors = next(iter(made["paths"].values()))["get"]["responses"]
    context = {
        "introduction": map(_marked, made["info"]["description"].split("\n\n")),
        "groups": groups,
        "errors": [(status, _marked(said["description"])) for status, said in errors.items()],
        "shapes": {
            name: (_marked(said.get("description", "")), _rows(said))
            for name, said in made["components"]["schemas"].items()
        },
    }
    return render(request, "api/documentation.html", context)


def _operation(path: str, operations: dict) -> Operation:
    said = operations["get"]
    (content,) = list(said["responses"]["200"]["content"].values())[:1]
    return Operation(
        settings.SITE_PATH + path.removeprefix("/"),
        _marked(said["summary"]),
        _marked(said.get("description", "")),
        [
            Row(p["name"], _type(p["schema"]), _marked(p["description"]), _example(p["schema"]))
            for p in said.get("parameters", [])
        ],
        content["schema"].get("$ref", "").rpartition("/")[2],
    )


def _rows(said: dict, before: str = "") -> list[Row]:
    """Return the fields of an object, those of objects within it after their own."""
    found = []
    for name, field in said.get("properties", {}).items():
        found.append(Row(before + name, _type(field), _marked(field.get("description", ""))))
        found += _rows(field.get("items", field), f"{before}{name}.")
    return found


def _marked(text: str) -> SafeString:
    """Return the HTML of a text of the description, in which code stands between backticks."""
    return mark_safe(re.sub("`([^`]+)`", r"<code>\1</code>", escape(text)))


def _example(said: dict) -> str:
    example = said.get("examples", [""])[0]
    return ",".join(example) if isinstance(example, list) else str(example)


def _type(said: dict) -> str:
    """Return what a value is, in words: "list of Term", "text or null", "one of a, b"."""
    if "$ref" in said:
        return said["$ref"].rpartition("/")[2]
    if "enum" in said:
        return "one of " + ", ".join("null" if v is None else str(v) for v in said["enum"])
    if "const" in said:
        return f"“{said['const']}”"
    for several in ("oneOf", "anyOf", "allOf"):
        if several in said:
            return " or ".join(_type(each) for each in said[several])
    kinds = said.get("type", "anything")
    if isinstance(kinds, list):
        return " or ".join(_type({**said, "type": k}) if k != "null" else k for k in kinds)
    if kinds == "array":
        return f"list of {_type(said['items'])}"
    return _FORMATS.get(said.get("format")) or _KINDS.get(kinds, kinds)
