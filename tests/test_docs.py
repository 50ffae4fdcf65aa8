"""What is public is documented, and what is documented exists."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from cases.access import Part, Reader
from cases.facets import FACETS
from cases.filters import PracticeFilter
from cases.record.check import SCHEMA

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
READERS_OF_THE_ENVIRONMENT = [ROOT / "bestpractices" / "settings.py", ROOT / "run.py"]


def text(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def first_column(page: str) -> set[str]:
    """The code words in the first cell of each table row."""
    cells = re.findall(r"^\| (.+?) \|", page, re.MULTILINE)
    return {word for cell in cells for word in re.findall(r"`([^`]+)`", cell)}


def settings_read() -> set[str]:
    tree = ast.parse((ROOT / "bestpractices" / "settings.py").read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "env"
    }


def test_every_setting_is_documented_and_every_documented_one_read():
    assert first_column(text("settings.md")) == settings_read()


def test_the_example_environment_names_only_settings_there_are():
    example = (ROOT / ".env.example").read_text("utf-8")
    named = set(re.findall(r"^#? ?([A-Z_]+)=", example, re.MULTILINE))
    assert named <= settings_read() | {"HOST", "PORT", "POSTGRES_PASSWORD"}


def test_every_command_is_documented():
    commands = {path.stem for path in ROOT.glob("*/management/commands/*.py")} - {"__init__"}
    assert {name.split()[0] for name in first_column(text("commands.md"))} == commands


def test_every_dependency_says_why_it_is_there():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    names = [re.match(r"[\w-]+", row)[0] for row in project["project"]["dependencies"]]
    page = text("dependencies.md")
    assert set(re.findall(r"^\| ([\w-]+) \|", page, re.MULTILINE)) - {"package"} == set(names)
    for rows in project["dependency-groups"].values():
        for row in rows:
            assert re.match(r"[\w-]+", row)[0] in page


def test_every_facet_and_filter_is_documented():
    page = text("search.md")
    for name in [facet.name for facet in FACETS] + list(PracticeFilter.base_filters):
        assert f"`{name}`" in page, name


def test_every_key_of_the_record_is_documented():
    assert first_column(text("record.md")) == set(SCHEMA["properties"])


def test_every_part_and_reader_of_the_policy_is_documented():
    page = text("settings.md")
    for word in [*Part.values, *(reader.name.lower() for reader in Reader)]:
        assert word in page or word == "contact_persons"


def test_every_room_stands_in_the_picture():
    page = text("architecture.md")
    rooms = [path for path in (ROOT / "cases").iterdir() if path.name[0] not in "_m"]
    for path in rooms:
        if path.name not in {"apps.py", "urls.py", "context.py", "groups.py", "templatetags"}:
            assert path.stem in page, path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            found = page.parent / target
            assert found.exists() or found.with_suffix(".md").exists(), target
