"""Where a definition's files say a term of the glossary in another way."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from questionnaires import checks, glossary
from questionnaires.build_state import Build
from questionnaires.glossary import Misuse

# The kinds of places at which texts stand. An overlay's other places tell causes.
_NODES: Final = ("dimension", "capability", "question", "initiative")
_ENTRIES: Final = ("change", "added")


def warnings(path: Path | str) -> list[tuple[str, Misuse]]:
    """Return the misuses of terms in a definition's folder, or in one of its files.

    Each comes with the file where it stands. The words of a definition with faults are
    not gone over, nor those of a file that is a part of none. What an overlay takes
    over unchanged is the base's and not told again.
    """
    path = Path(path)
    folder = checks.folder_of(path)
    built = checks.inspect(folder or path)
    if built.questionnaire is None or built.faults:
        return []
    files = _files(built)
    found = [
        (_file(built, files, misuse), misuse)
        for misuse in glossary.misuses(built.questionnaire)
    ]
    return [
        (file, misuse)
        for file, misuse in found
        if file is not None and (folder is None or file == str(path))
    ]


def _files(built: Build) -> dict[str, str]:
    """Return the file of each id."""
    kinds = _ENTRIES if built.base else _NODES
    return {key[-1]: file for key, (file, _) in built.places.items() if key[0] in kinds}


def _file(built: Build, files: dict[str, str], misuse: Misuse) -> str | None:
    """Return where a text stands; ``None`` where that is an overlay's base."""
    name = misuse.place.partition("#")[0]
    if name in files:
        return files[name]
    own = built.questionnaire is not None and name == built.questionnaire.id
    return None if built.base and not own else str(built.files[0])
