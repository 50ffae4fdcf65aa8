"""The locks that run.py installs from: complete, pinned, in step with one another and uv.lock."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
DIRECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = {
    "requirements.txt": DIRECT["project"]["dependencies"],
    "requirements-test.txt": DIRECT["dependency-groups"]["test"],
    "requirements-bench.txt": DIRECT["dependency-groups"]["bench"],
}


def entries(lock):
    """Return the requirements of a lock, each with the number of its hashes."""
    text = re.sub(r"(?m)^\s*#.*\n", "", (ROOT / lock).read_text()).replace("\\\n", " ")
    lines = [line.split(" --hash=") for line in text.splitlines() if line.strip()]
    return [
        (Requirement(line[0]), sum(h.strip().startswith("sha256:") for h in line[1:]))
        for line in lines
    ]


def versions(lock):
    """Return the versions a lock pins, by package: more than one where they depend on Python's."""
    pinned = {}
    for requirement, _ in entries(lock):
        name = canonicalize_name(requirement.name)
        pinned.setdefault(name, set()).add(str(requirement.specifier).removeprefix("=="))
    return pinned


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_is_pinned_and_hashed(lock):
    assert entries(lock)
    for requirement, hashes in entries(lock):
        assert re.fullmatch(r"==[\w.!+-]+", str(requirement.specifier)), requirement
        assert hashes, requirement


@pytest.mark.parametrize(("lock", "direct"), LOCKS.items())
def test_what_the_project_asks_for_is_locked(lock, direct):
    pinned = versions(lock)
    for requirement in map(Requirement, direct):
        found = pinned[canonicalize_name(requirement.name)]
        assert all(version in requirement.specifier for version in found), requirement


def test_the_locks_agree():
    """They are installed into one environment."""
    together = {}
    for lock in LOCKS:
        for name, found in versions(lock).items():
            assert together.setdefault(name, found) == found, name


@pytest.mark.parametrize("lock", LOCKS)
def test_the_locks_are_those_of_uv(lock):
    packages = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    known = {(package["name"], package["version"]) for package in packages}
    assert {(name, v) for name, found in versions(lock).items() for v in found} <= known


def test_nothing_comes_from_a_private_place():
    for package in tomllib.loads((ROOT / "uv.lock").read_text())["package"]:
        assert package["source"] in ({"registry": "https://pypi.org/simple"}, {"virtual": "."})
    for lock in LOCKS:
        assert "://" not in (ROOT / lock).read_text()


def test_no_second_postgresql_driver_is_locked():
    assert not any("psycopg" in versions(lock) for lock in LOCKS)
