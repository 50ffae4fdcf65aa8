"""Everything of the API is described: in OpenAPI, on its page and in docs/api.md."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest
from django.conf import settings

from cases.api.schema import schema

MANUAL = (settings.BASE_DIR / "docs" / "api.md").read_text("utf-8")


def fields(said: dict, where: str):
    """Give the name and the schema of each field of an object, at any depth."""
    for name, field in said.get("properties", {}).items():
        yield f"{where}.{name}", field
        for inner in (field, field.get("items", {}), *field.get("oneOf", [])):
            yield from fields(inner, f"{where}.{name}")


def undescribed(made: dict) -> list[str]:
    found = []
    for path, operations in made["paths"].items():
        said = operations["get"]
        found += [path for name in ("summary", "operationId", "tags") if not said.get(name)]
        for parameter in said.get("parameters", []):
            if not parameter.get("description"):
                found.append(f"{path} {parameter['name']}")
            if parameter["in"] == "query" and "examples" not in parameter["schema"]:
                found.append(f"{path} {parameter['name']} has no example")
    for name, shape in made["components"]["schemas"].items():
        found += [where for where, field in fields(shape, name) if not _described(field)]
    return found


def _described(field: dict) -> bool:
    return bool(field.get("description"))


def test_every_address_parameter_and_field_is_described():
    assert undescribed(schema()) == []


def test_the_errors_of_every_address_are_described():
    for path, operations in schema()["paths"].items():
        errors = {"304", "400", "401", "403", "404", "406", "429", "503"}
        assert errors <= operations["get"]["responses"].keys(), path


def test_the_manual_names_every_address_and_parameter():
    for path, operations in schema()["paths"].items():
        assert f"`{path}`" in MANUAL
        for parameter in operations["get"].get("parameters", []):
            if parameter["in"] == "query":
                assert f"`{parameter['name']}`" in MANUAL, parameter["name"]
    named = set(re.findall(r"`(/api/v1/[^`]*)`", MANUAL)) - {"/api/v1/", "/api/v1/openapi.json"}
    assert named == set(schema()["paths"])
    for status in schema()["paths"]["/api/v1/practices/"]["get"]["responses"]:
        assert status in MANUAL


@pytest.mark.django_db
def test_the_answers_in_the_manual_are_such_as_are_given(client, case):
    answer, refusal = map(json.loads, re.findall(r"```json\n(.*?)```", MANUAL, re.DOTALL))
    shapes = {"components": schema()["components"]}
    jsonschema.validate(answer, {"$ref": "#/components/schemas/PracticeList", **shapes})
    query = parse_qs(urlsplit(answer["next"]).query)
    given = client.get("/api/v1/practices/", query | {"q": "", "page": 1}).json()
    assert given.keys() == answer.keys()
    assert given["results"][0].keys() == answer["results"][0].keys()
    assert client.get("/api/v1/practices/?page_size=1000").json() == refusal


@pytest.mark.django_db
def test_the_page_names_every_address_parameter_and_field(client):
    page = client.get("/api/v1/").content.decode()
    for path, operations in schema()["paths"].items():
        assert f"<code>{path}</code>" in page
        for parameter in operations["get"].get("parameters", []):
            assert f"<code>{parameter['name']}</code>" in page
    for shape in schema()["components"]["schemas"].values():
        for name in shape.get("properties", {}):
            assert f"<code>{name}</code>" in page
    assert "`" not in page and "<code>fields</code> to get less" in page
    assert 'href="/api/v1/"' in client.get("/").content.decode()
    assert "style=" not in page and "<script>" not in page


@pytest.mark.django_db
def test_the_description_is_served(client):
    answer = client.get("/api/v1/openapi.json")
    assert answer.json() == schema()
    assert answer["Access-Control-Allow-Origin"] == "*"
