"""What the documents point to exists."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

DOCUMENTS = (
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "docs/definitions.md",
    "docs/linter.md",
    "docs/scoring.md",
)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
TARGET = re.compile(r"(?:`|^)make ([a-z-]+)", re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_between_files_lead_somewhere(root: Path, document: str):
    path = root / document
    links = LINK.findall(path.read_text("utf-8"))
    if not (root / "docs" / "pictures").exists():  # `make pictures` has not run yet
        links = [link for link in links if not link.startswith("docs/pictures/")]
    dead = [link for link in links if not (path.parent / link).exists()]

    assert not dead


@pytest.mark.parametrize("document", DOCUMENTS)
def test_named_targets_are_in_the_makefile(root: Path, document: str):
    makefile = (root / "Makefile").read_text("utf-8")
    known = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    text = (root / document).read_text("utf-8")

    assert set(TARGET.findall(text)) <= known


def test_every_target_of_the_makefile_has_its_line_of_help(root: Path):
    makefile = (root / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    documented = re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE)

    assert phony is not None
    assert sorted(documented) == sorted(phony[1].split())


def test_architecture_names_every_package(
    root: Path, tracked: Callable[..., list[Path]]
):
    text = (root / "ARCHITECTURE.md").read_text("utf-8")
    packages = {
        path.parent for path in tracked("*/__init__.py") if path.parts[0] != "tests"
    }
    unnamed = {
        p.as_posix() for p in packages if len(p.parts) < 3 and f"{p.name}/" not in text
    }

    assert not unnamed
