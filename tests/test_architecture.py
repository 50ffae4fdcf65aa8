"""The arrows of docs/architecture.md, read from the imports."""

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("fields", "web", "partners", "cases", "subscribers", "operation", "bestpractices")
MODULES = sorted(
    path for package in PACKAGES for path in (ROOT / package).rglob("*.py")
    if not {"migrations", "data"} & set(path.parts)
)  # fmt: skip

BESIDE_THE_SITE = sorted(
    path for folder in ("tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")
)

# A package imports only itself and those named here.
MAY_IMPORT = {
    "fields": set(),
    "web": {"fields"},
    "partners": {"fields", "web"},
    "cases": {"fields", "web", "partners"},
    "operation": {"fields", "web", "cases"},
    "subscribers": {"fields", "web", "cases"},
    "bestpractices": set(),
}
# The rooms of cases, from the ground up: a room imports only rooms of its own floor or below.
FLOORS = (
    {"words", "anchors", "querysets", "models"},
    {"access", "roles", "criteria", "facets", "markdown", "glossary"},
    {"record", "filters", "search", "importers", "charts", "groups"}
    | {"exports", "citations", "passages", "comparison", "follow_ups", "links", "revert"}
    | {"archive", "personal_data", "claim_marks", "constant_dollars", "own_place"}
    | {"structured_data", "typesetting", "forms"}
    | {"workflow", "reviews", "timeline", "notices", "merging", "nominations"}
    | {"unknown_terms", "translations"},
    {"views", "admin", "management", "middleware", "page_cache", "context", "templatetags"}
    | {"urls", "apps", "doors", "api"},
)
LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports_of(path: Path) -> set[str]:
    """The dotted names a module imports, names taken from a package included."""
    found = set()
    package = path.parent.relative_to(ROOT).parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) + 1 - node.level]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            found.add(module)
            found.update(f"{module}.{alias.name}" for alias in node.names)
    return found


def floor_of(dotted: str) -> int | None:
    parts = dotted.split(".")
    if parts[0] != "cases" or len(parts) < 2:
        return None
    return next((n for n, rooms in enumerate(FLOORS) if parts[1] in rooms), None)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_packages_import_downwards(path):
    home = path.relative_to(ROOT).parts[0]
    others = {name.split(".")[0] for name in imports_of(path)} & set(PACKAGES)
    assert others <= MAY_IMPORT[home] | {home}


@pytest.mark.parametrize("path", [p for p in MODULES if "cases" in p.parts], ids=name_of)
def test_rooms_of_cases_import_downwards(path):
    home = floor_of(name_of(path))
    above = {name for name in imports_of(path) if (floor_of(name) or 0) > (home or 0)}
    assert name_of(path) == "cases" or home is not None, "give this room a floor"
    assert name_of(path) == "cases.apps" or not above


# Beside the rooms called admin, what furnishes their pages.
OF_THE_DESK = {"cases.templatetags.desk", "subscribers.templatetags.subscription_desk"}


@pytest.mark.parametrize("path", [p for p in MODULES if "admin" not in p.parts], ids=name_of)
def test_only_the_desk_knows_the_desk(path):
    if name_of(path) in OF_THE_DESK or path.stem == "admin":
        return
    desks = {name for name in imports_of(path) if "admin" in name.split(".")[1:2]}
    assert not {name for name in desks if name.split(".")[0] in PACKAGES}


def test_only_the_face_of_search_is_imported_from_outside():
    inside = ROOT / "cases" / "search"
    for path in MODULES:
        if inside not in path.parents:
            deep = {name for name in imports_of(path) if name.startswith("cases.search.")}
            public = set(_public_names(inside / "__init__.py"))
            assert {name.split(".")[2] for name in deep} <= public, name_of(path)


def _public_names(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    assigned = [node for node in tree.body if isinstance(node, ast.Assign)]
    lists = [node.value for node in assigned if getattr(node.targets[0], "id", "") == "__all__"]
    return ast.literal_eval(lists[0]) if lists else []


def test_only_the_workflow_assigns_a_state():
    for path in MODULES:
        if name_of(path) == "cases.workflow":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            targets = node.targets if isinstance(node, ast.Assign) else []
            states = [t for t in targets if isinstance(t, ast.Attribute) and t.attr == "state"]
            assert not states, f"{name_of(path)} line {node.lineno} assigns a state"


def test_only_the_policy_asks_who_somebody_is():
    """Permissions are asked in cases.access for readers and in cases.roles for the desk."""
    asking = {"cases.access", "cases.roles", "fields.queues", "subscribers.backend"}
    for path in MODULES:
        if name_of(path) in asking or "admin" in path.parts:
            continue
        text = path.read_text("utf-8")
        assert "has_perm" not in text and "is_superuser" not in text, name_of(path)


@pytest.mark.parametrize("path", [*MODULES, *BESIDE_THE_SITE, ROOT / "run.py"], ids=name_of)
def test_files_and_functions_stay_short(path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = node.end_lineno - body[0].lineno + 1 if body else 0
            assert lines <= LONGEST_FUNCTION, f"{node.name} has {lines} lines"


def test_nothing_is_called_utils_or_services():
    assert not [path for path in MODULES if path.stem in {"utils", "services", "helpers"}]
