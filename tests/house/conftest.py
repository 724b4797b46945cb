"""What the tests of the house look at: the files that belong to the project."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def tracked() -> Callable[..., list[Path]]:
    """Paths that git knows, by pattern, below the checkout; no deleted ones."""

    def find(*patterns: str) -> list[Path]:
        listing = subprocess.run(
            ["git", "ls-files", "-z", "--", *patterns],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        names = [Path(name) for name in listing.split("\0") if name]
        return [name for name in names if (ROOT / name).is_file()]

    return find
