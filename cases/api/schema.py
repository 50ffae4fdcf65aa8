"""The OpenAPI description, made from what the resources declare."""

import copy
from functools import cache

from django.utils import translation
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from cases.api.problems import MEDIA_TYPE
from cases.api.record_schema import contact_schema, part_schema, record_schema
from cases.citations import FORMATS

VERSION = "1.0.0"
INTRODUCTION = """\
Practices that improved life in cities, read by programs. Everything is JSON, everything is reading;
nothing needs a key, and whoever has a subscriber's token reads in full.

Parameters of a search mean what they mean in the address of the site's search page. A parameter
that is not named here is refused, so a typing error never passes for a finding."""
NAMES = {
    "practice": "Slug of the case, or its identifier (`id`).",
    "number": "Number of the version, from 1.",
    "name": f"Format of the file: {', '.join(FORMATS)}.",
    "key": "Number of the organisation; cases and suggestions name it.",
    "code": "ISO 3166-1 alpha-2 code of the country.",
}
ERRORS = {
    "301": "A case or a term of a search has another address now: `Location`.",
    "304": "What `If-None-Match` or `If-Modified-Since` names is still so; there is no body.",
    "400": "A parameter is unknown, or its value cannot be meant; `parameters` says which and why.",
    "401": "The token is wrong, or the subscription of its owner has ended.",
    "403": "The token may not do that.",
    "404": "There is no such thing, or it is not public.",
    "406": "`Accept` asks for another media type than there is here.",
    "414": "The address is longer than 8,000 characters.",
    "429": "More requests than allowed; `Retry-After` says for how many seconds to wait.",
    "503": "The database or the search index is away; `Retry-After` says when to ask again.",
}
_WAIT = {
    "Retry-After": {
        "description": "Seconds to wait before asking again.",
        "schema": {"type": "integer", "minimum": 1},
    }
}
_KEPT = {
    "ETag": {
        "description": "Names this very answer; send it back as `If-None-Match`.",
        "schema": {"type": "string"},
    },
    "Last-Modified": {
        "description": "When the answer changed last, for single cases.",
        "schema": {"type": "string"},
    },
}
PROBLEM = {
    "type": "object",
    "description": "An error (RFC 9457).",
    "properties": {
        "type": {
            "type": "string",
            "description": "Always about:blank: the status says of which kind the error is.",
        },
        "title": {"type": "string", "description": "What the status is called."},
        "status": {"type": "integer", "description": "The status."},
        "detail": {"type": "string", "description": "What is wrong, for people."},
        "parameters": {
            "type": "object",
            "description": "By the name of each bad parameter: what is wrong with it.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
    "required": ["type", "title", "status"],
}


class _RecordExtension(OpenApiSerializerExtension):
    target_class = "cases.api.shapes.Record"
    match_subclasses = True

    def get_name(self):
        return "Practice" if not self.target.part else type(self.target).__name__

    def map_serializer(self, auto_schema, direction):
        return part_schema(self.target.part) if self.target.part else record_schema()


class ResourceSchema(AutoSchema):
    """Reads a resource's parameters, shape, tag and docstring."""

    def get_tags(self):
        return [self.view.tag]

    def get_operation_id(self):
        return self.view.__class__.__name__[0].lower() + self.view.__class__.__name__[1:]

    def get_summary(self):
        return self._said()[0]

    def get_description(self):
        return self._said()[1]

    def _said(self) -> tuple[str, str]:
        first, _gap, rest = (type(self.view).__doc__ or "").strip().partition("\n\n")
        return " ".join(first.split()), " ".join(rest.split())

    def get_auth(self):
        return []

    def get_request_serializer(self):
        return None

    def get_override_parameters(self):
        return [_parameter(parameter) for parameter in self.view.parameters]

    def get_response_serializers(self):
        if self.view.shape is None:
            return {
                (200, made.content_type): OpenApiResponse({"type": "string"}, "The file.")
                for made in FORMATS.values()
            }
        return {200: OpenApiResponse(self.view.shape, "What was asked for.")}


def _parameter(parameter) -> OpenApiParameter:
    return OpenApiParameter(
        parameter.name,
        {**parameter.schema, "examples": [parameter.example]},
        description=parameter.description,
        explode=False if parameter.name == "fields" else None,
    )


@cache
def schema() -> dict:
    """Return the description as a dict, in English whatever the reader speaks."""
    with translation.override("en"):
        made = SchemaGenerator(api_version=VERSION).get_schema(request=None, public=True)
    made["info"] = {
        "title": "Best Practices Database",
        "version": VERSION,
        "description": INTRODUCTION,
        "license": {"name": "Each case names its own licence under `source`."},
    }
    made["security"] = [{}, {"token": []}]
    made["components"]["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "A subscriber makes tokens on the page of their subscription.",
        }
    }
    made["components"]["schemas"] |= {"Contact": contact_schema(), "Problem": PROBLEM}
    for path in made["paths"].values():
        for operation in path.values():
            _complete(operation)
    return made


def _complete(operation: dict) -> None:
    operation.pop("security", None)
    operation["responses"]["200"]["headers"] = copy.deepcopy(_KEPT)
    for status, said in ERRORS.items():
        operation["responses"][status] = _error(status, said)
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "path":
            parameter["description"] = NAMES[parameter["name"]]


def _error(status: str, said: str) -> dict:
    if status in ("301", "304"):
        return {"description": said}
    body = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    more = {"headers": copy.deepcopy(_WAIT)} if status in ("429", "503") else {}
    return {"description": said, "content": body, **more}
