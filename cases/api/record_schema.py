"""The schema of a practice in the API: that of the exchange record, for what readers may read.

Nothing is required, because ``fields`` may leave all else out.
"""

import copy

from cases.api.records import CLOSABLE
from cases.record.check import SCHEMA

_TEASER = {
    "description": "The first sentence of a section that is closed to the reader.",
    "type": "string",
}
_LINKS = {
    "self": "This case in the API.",
    "versions": "Its published versions.",
    "citation": "How it is cited.",
    "claims": "Its claims.",
    "transfers": "Who took it up.",
    "page": "Its page, for people.",
}
_ADDED = {
    "translations": {
        "description": "The case in all its languages, the original first; empty for one alone.",
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "language": {"description": "Language of the text.", "type": "string"},
                "title": {"description": "Its title in that language.", "type": "string"},
                "original": {"description": "Whether it is the original.", "type": "boolean"},
                "version": {
                    "description": "Number of its last published version.",
                    "type": ["integer", "null"],
                },
                "url": {"description": "It in the API.", "type": "string", "format": "uri"},
            },
            "required": ["language", "title", "original", "version", "url"],
            "additionalProperties": False,
        },
    },
    "computed": {
        "description": "What is computed beside the record. Not in lists.",
        "type": "object",
        "properties": {
            "population": {
                "description": "People of its cities today; null unless known of all.",
                "type": ["integer", "null"],
            },
            "constant_dollars": {
                "description": "The total of each year in US dollars of one, for who may read it.",
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "year": {"description": "Of the total.", "type": "integer"},
                        "base_year": {"description": "Of the dollars.", "type": "integer"},
                        "dollars": {
                            "description": "The total, rounded; null where it is not computed.",
                            "type": ["string", "null"],
                        },
                        "per_inhabitant": {
                            "description": "Dollars per inhabitant; null where not computed.",
                            "type": ["string", "null"],
                        },
                        "not_computed": {
                            "description": "Why there are no dollars; null where there are.",
                            "type": ["string", "null"],
                        },
                    },
                    "required": ["year", "base_year", "dollars", "per_inhabitant", "not_computed"],
                    "additionalProperties": False,
                },
            },
        },
        "required": ["population"],
        "additionalProperties": False,
    },
    "closed_parts": {
        "description": "Parts closed to the reader, of which there is less here. Not in lists.",
        "type": "array",
        "items": {
            "type": "string",
            "enum": [part.value for part in CLOSABLE],
        },
    },
    "links": {
        "description": "Addresses of what belongs to the case.",
        "type": "object",
        "properties": {
            name: {"description": said, "type": "string", "format": "uri"}
            for name, said in _LINKS.items()
        },
        "required": list(_LINKS),
        "additionalProperties": False,
    },
}


def record_schema() -> dict:
    """Return the schema of a practice."""
    properties = copy.deepcopy(SCHEMA["properties"])
    properties["contact"]["oneOf"][1] = {"$ref": "#/components/schemas/Contact"}
    properties["nominating"]["oneOf"][2] = {"$ref": "#/components/schemas/Contact"}
    section = properties["narrative"]["items"]
    section["properties"]["text"] = {
        "description": "The section, Markdown; null when it is closed to the reader.",
        "type": ["string", "null"],
    }
    section["properties"]["teaser"] = _TEASER
    section["required"] = ["heading"]
    properties["financials"]["items"]["required"] = []
    properties["claims"]["items"]["required"] = ["section"]
    return {
        "type": "object",
        "description": SCHEMA["description"],
        "properties": properties | _ADDED,
        "additionalProperties": False,
    }


def part_schema(name: str) -> dict:
    """Return the schema of a row of the record's part ``name``."""
    return record_schema()["properties"][name]["items"]


def contact_schema() -> dict:
    return {"description": "An organisation to reach.", **copy.deepcopy(SCHEMA["$defs"]["contact"])}
