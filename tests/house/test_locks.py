"""The lock files pin and hash every dependency, and agree with each other."""

import re
import tomllib
from pathlib import Path

import pytest

PIN = re.compile(
    r"^(?P<name>[a-z0-9][a-z0-9.-]*)(?:\[[\w,-]+\])?==(?P<version>\S+)(?P<rest>.*)$"
)


def pins(lock: Path) -> dict[str, str]:
    matches = map(PIN.match, lock.read_text("utf-8").splitlines())
    return {match["name"]: match["version"] for match in matches if match}


def names(requirements: list[object]) -> set[str]:
    return {
        re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower()
        for requirement in requirements
        if isinstance(requirement, str)
    }


@pytest.fixture(scope="module")
def project(root: Path) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))


def test_runtime_lock_holds_every_dependency_and_the_backend(root: Path, project: dict):
    wanted = names(project["project"]["dependencies"])
    wanted |= names(project["build-system"]["requires"])

    assert wanted <= pins(root / "requirements.lock").keys()


def test_development_lock_holds_every_group(root: Path, project: dict):
    groups = project["dependency-groups"].values()
    wanted = set().union(*(names(group) for group in groups))

    assert wanted <= pins(root / "requirements-dev.lock").keys()


def test_what_is_tested_is_what_runs(root: Path):
    runtime = pins(root / "requirements.lock")
    tested = pins(root / "requirements-dev.lock")

    assert {name: tested.get(name) for name in runtime} == runtime


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_pin_is_hashed(root: Path, name: str):
    blocks = re.split(r"\n(?=[a-z0-9])", (root / name).read_text("utf-8"))
    unhashed = [
        block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block
    ]

    assert len(blocks) > 20
    assert not unhashed
