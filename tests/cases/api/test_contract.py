"""The contract: what the committed description promised still holds, and the copy is not behind."""

import copy
import json

import pytest
from django.conf import settings

from cases.api.schema import schema

COMMITTED = json.loads((settings.BASE_DIR / "docs" / "openapi.json").read_text("utf-8"))
METHODS = ("get",)


def breaks(old: dict, new: dict) -> list[str]:
    """Return what ``new`` no longer does of what ``old`` promised."""
    found = []
    for path, operations in old["paths"].items():
        for method, operation in operations.items():
            other = new["paths"].get(path, {}).get(method)
            if other is None:
                found.append(f"{method} {path} is gone")
            else:
                found += [f"{path}: {fault}" for fault in _of_operation(operation, other)]
    for name, shape in old["components"]["schemas"].items():
        other = new["components"]["schemas"].get(name)
        found += [f"{name} is gone"] if other is None else _of_answer(shape, other, name)
    return found


def _of_operation(old: dict, new: dict) -> list[str]:
    there = {(p["in"], p["name"]): p for p in new.get("parameters", [])}
    before = {(p["in"], p["name"]): p for p in old.get("parameters", [])}
    found = [f"parameter {name} is gone" for _in, name in before.keys() - there.keys()]
    for key in before.keys() & there.keys():
        found += _narrower(before[key]["schema"], there[key]["schema"], f"parameter {key[1]}")
    found += [
        f"parameter {name} is required now"
        for (where, name), parameter in there.items()
        if parameter.get("required") and not before.get((where, name), {}).get("required")
    ]
    gone = set(old["responses"]["200"]["content"]) - set(new["responses"]["200"]["content"])
    found += [f"the answer is no longer {media_type}" for media_type in gone]
    for media_type, said in old["responses"]["200"]["content"].items():
        if media_type not in gone:
            other = new["responses"]["200"]["content"][media_type]["schema"]
            found += _of_answer(said["schema"], other, "the answer")
    return found


def _narrower(old: dict, new: dict, where: str) -> list[str]:
    """Return which values of a parameter are taken no longer."""
    found = []
    if _kinds(old) - _kinds(new):
        found.append(f"{where} is no longer {old.get('type')}")
    if "enum" in new:
        lost = set(old["enum"]) - set(new["enum"]) if "enum" in old else {"any other value"}
        found += [f"{where} takes {value} no longer" for value in sorted(lost)]
    for name, worse in (("maximum", min), ("maxLength", min), ("maxItems", min), ("minimum", max)):
        limits = [side[name] for side in (old, new) if name in side]
        if name in new and (name not in old or worse(limits) == new[name] != old[name]):
            found.append(f"{where} has a narrower {name}")
    if new.get("pattern") not in (None, old.get("pattern")):
        found.append(f"{where} has another pattern")
    if "items" in old and "items" in new:
        found += _narrower(old["items"], new["items"], where)
    return found


def _of_answer(old: dict, new: dict, where: str) -> list[str]:
    """Return what readers of an answer relied on and no longer find."""
    found = []
    if old.get("$ref") != new.get("$ref"):
        found.append(f"{where} is no longer {old.get('$ref')}")
    if _kinds(new) - _kinds(old):
        found.append(f"{where} may be {sorted(_kinds(new) - _kinds(old))} now")
    if set(map(str, old.get("enum", []))) - set(map(str, new.get("enum", []))):
        found.append(f"{where} lost a value")
    for name, field in old.get("properties", {}).items():
        other = new.get("properties", {}).get(name)
        inside = f"{where}.{name}"
        found += [f"{inside} is gone"] if other is None else _of_answer(field, other, inside)
    found += [f"{where}.{name} may be missing now"
              for name in set(old.get("required", [])) - set(new.get("required", []))]  # fmt: skip
    if "items" in old:
        found += _of_answer(old["items"], new.get("items", {}), where)
    for several in ("oneOf", "anyOf", "allOf"):
        if len(old.get(several, [])) != len(new.get(several, [])):
            found.append(f"{where} has other choices")
        for before, after in zip(old.get(several, []), new.get(several, []), strict=False):
            found += _of_answer(before, after, where)
    return found


def _kinds(said: dict) -> set[str]:
    kinds = said.get("type", [])
    return {kinds} if isinstance(kinds, str) else set(kinds)


def test_nothing_that_was_promised_is_gone():
    assert breaks(COMMITTED, schema()) == []


def test_the_committed_copy_is_what_the_code_says():
    assert schema() == COMMITTED, "renew it: python3 run.py manage write_openapi"


def planted(change) -> dict:
    made = copy.deepcopy(COMMITTED)
    change(made)
    return made


LIST = "/api/v1/practices/"


def _parameter(made, name):
    rows = made["paths"][LIST]["get"]["parameters"]
    return next(row for row in rows if row["name"] == name)


BREAKING = {
    "a path": lambda made: made["paths"].pop("/api/v1/cycles/"),
    "a parameter": lambda made: made["paths"][LIST]["get"]["parameters"].pop(0),
    "a required parameter": lambda made: _parameter(made, "q").update(required=True),
    "a value": lambda made: _parameter(made, "sort")["schema"]["enum"].remove("title"),
    "a limit": lambda made: _parameter(made, "page_size")["schema"].update(maximum=50),
    "a shape": lambda made: made["components"]["schemas"].pop("Cycle"),
    "a field": lambda made: made["components"]["schemas"]["Cycle"]["properties"].pop("awarded"),
    "a field in a field": lambda made: made["components"]["schemas"]["Practice"]["properties"][
        "claims"
    ]["items"]["properties"].pop("unit"),
    "a promise": lambda made: made["components"]["schemas"]["Cycle"]["required"].remove("year"),
    "a kind": lambda made: made["components"]["schemas"]["Cycle"]["properties"]["year"].update(
        type=["integer", "null"]
    ),
    "a media type": lambda made: made["paths"][LIST]["get"]["responses"]["200"].update(
        content={"text/csv": {"schema": {}}}
    ),
}


@pytest.mark.parametrize("what", BREAKING)
def test_a_breaking_change_is_noticed(what):
    assert breaks(COMMITTED, planted(BREAKING[what]))


def test_what_is_added_breaks_nobody():
    def add(made):
        made["paths"]["/api/v1/new/"] = made["paths"]["/api/v1/cycles/"]
        made["components"]["schemas"]["Cycle"]["properties"]["new"] = {"type": "string"}
        _parameter(made, "sort")["schema"]["enum"].append("new")

    assert breaks(COMMITTED, planted(add)) == []
