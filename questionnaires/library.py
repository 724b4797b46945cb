"""Where definitions lie: the published ones, and folders that a consultancy adds.

A folder holds one entry a definition, named ``id@version``: a folder of it, or one
file ``id@version.yaml``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

PUBLISHED: Final = Path(__file__).parent / "published"
OVERLAY: Final = "overlay.yaml"
QUESTIONNAIRE: Final = "questionnaire.yaml"
KEY: Final = re.compile(r"[a-z0-9-]+@[0-9]+\.[0-9]+")

_added: list[Path] = []


def add(folder: Path) -> None:
    """Search one more folder; what is published cannot be replaced by it."""
    if folder not in _added:
        _added.append(folder)


def forget() -> None:
    """Search the published definitions alone again."""
    _added.clear()


def keys() -> dict[str, Path]:
    """Return where each definition lies, by its key; the published ones win."""
    found: dict[str, Path] = {}
    for folder in (PUBLISHED, *_added):
        found = {**keys_in(folder), **found}
    return found


def keys_in(folder: Path | None = None) -> dict[str, Path]:
    """Return what lies in one folder, by key; in the published one by default."""
    found: dict[str, Path] = {}
    for path in sorted((folder or PUBLISHED).iterdir()):
        key = path.name.removesuffix(".yaml")
        if KEY.fullmatch(key) and _is_definition(path):
            found.setdefault(key, path)
    return found


def _is_definition(path: Path) -> bool:
    if path.is_dir():
        return any((path / name).is_file() for name in (QUESTIONNAIRE, OVERLAY))
    return path.suffix == ".yaml" and path.is_file()
