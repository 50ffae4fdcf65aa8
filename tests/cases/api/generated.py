"""Requests made from the description of the API, sensible and hostile, and a judge of answers."""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

import jsonschema

from cases.api.schema import schema

HOSTILE = [
    "", " ", "\x00", "\t\n", "'", '"', '""', "-", "--", "*", "AND", "OR (", "title:x", "a" * 499,
    "\ud800", "\u202e", "ﷺ" * 40, "%", "%00", "../..", "<script>", "0", "-1", "1e9", "1" * 40,
    "NaN", "null", "true", "[]", "{}", "١٢", "a,b", ",", ";", "&", "?", "🏙", "É", "'; DROP TABLE",
]  # fmt: skip
ACCEPT = ["*/*", "application/json", "application/*", "text/html", "application/xml", "x", ""]
SENSIBLE = 0.7
"""So many of the values are such as the description allows."""


@dataclass(frozen=True)
class Request:
    path: str
    address: str
    headers: dict = field(default_factory=dict)


def requests(
    numbers: random.Random, names: dict[str, list], tokens: list[str]
) -> Iterator[Request]:
    """Give requests without end; ``names`` are values that exist, by name of a parameter."""
    paths = sorted(schema()["paths"])
    while True:
        path = numbers.choice(paths)
        parameters = schema()["paths"][path]["get"].get("parameters", [])
        address, query = path, []
        for parameter in parameters:
            known = names.get(parameter["name"], [])
            if parameter["in"] == "path":
                value = _of_path(numbers, parameter, known)
                address = address.replace(
                    f"{{{parameter['name']}}}", quote(value, errors="replace")
                )
            elif numbers.random() < 3 / (len(parameters) + 1):
                query += _of_query(numbers, parameter, known)
        if numbers.random() < 0.03:
            query.append((numbers.choice(["x", "format", "Page", "q[]"]), "1"))
        said = urlencode(query, errors="surrogatepass")
        yield Request(path, f"{address}?{said}" if said else address, _headers(numbers, tokens))


def _of_path(numbers, parameter, known) -> str:
    if known and numbers.random() < SENSIBLE:
        return str(numbers.choice(known))
    if parameter["schema"].get("type") == "integer":
        return str(numbers.choice([0, 1, 2, 2**31, 2**63, 10**30]))
    return re.sub(r"[^-\w]", "", numbers.choice(HOSTILE), flags=re.ASCII) or "nothing"


def _of_query(numbers, parameter, known) -> list[tuple[str, str]]:
    said = parameter["schema"]
    times = numbers.choice([1, 1, 1, 2, 3]) if said.get("type") == "array" else 1
    return [
        (parameter["name"], _value(numbers, said.get("items", said), known)) for _n in range(times)
    ]


def _value(numbers, said: dict, known: list) -> str:
    if numbers.random() > SENSIBLE:
        return numbers.choice(HOSTILE)
    if "enum" in said:
        return str(numbers.choice(said["enum"]))
    if known:
        return str(numbers.choice(known))
    if said.get("type") == "integer":
        low, high = said.get("minimum", 0), said.get("maximum", 10**9)
        return str(numbers.choice([low, high, low + 1, numbers.randint(low, min(high, low + 50))]))
    words = ["water", "women", "bus", '"public space"', "-city", "housing", "watter", "été"]
    return " ".join(numbers.choices(words, k=numbers.randint(1, 6)))


def _headers(numbers, tokens: list[str]) -> dict:
    headers = {}
    if numbers.random() < 0.2:
        headers["Accept"] = numbers.choice(ACCEPT)
    if numbers.random() < 0.2:
        headers["Authorization"] = f"Bearer {numbers.choice(tokens)}"
    if numbers.random() < 0.1:
        headers["If-None-Match"] = numbers.choice(['"x"', "*", "x", 'W/"x"'])
    if numbers.random() < 0.1:
        headers["If-Modified-Since"] = "Sun, 29 Nov 2099 00:00:00 GMT"
    return headers


def fault_of(request: Request, answer) -> str:
    """Return what is wrong with an answer; nothing when it is one that is described."""
    said = schema()["paths"][request.path]["get"]["responses"].get(str(answer.status_code))
    if said is None:
        return f"{answer.status_code} is not described"
    if answer.status_code in (301, 304):
        return "" if not answer.content else "there is a body"
    kind = answer["Content-Type"].partition(";")[0]
    if kind not in said["content"]:
        return f"{kind} is not described"
    if kind.endswith("json") and kind != "application/vnd.citationstyles.csl+json":
        error = next(_validator(said["content"][kind]["schema"]).iter_errors(
            json.loads(answer.content)), None)  # fmt: skip
        return error.message if error else ""
    return ""


_VALIDATORS: dict[str, jsonschema.Draft202012Validator] = {}


def _validator(said: dict) -> jsonschema.Draft202012Validator:
    key = json.dumps(said, sort_keys=True)
    if key not in _VALIDATORS:
        whole = {**said, "components": schema()["components"]}
        _VALIDATORS[key] = jsonschema.Draft202012Validator(whole)
    return _VALIDATORS[key]
