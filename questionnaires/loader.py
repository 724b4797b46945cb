"""Loads definitions, once each; what it returns never changes.

The words of a definition are plain text everywhere: nothing here or later treats them
as a template.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from questionnaires import checks, library, show
from questionnaires.faults import Fault, printable
from questionnaires.model import Questionnaire


class UnknownQuestionnaireError(LookupError):
    """No published questionnaire has this id and version."""

    def __init__(self, wanted: str) -> None:
        known = ", ".join(published()) or "none"
        super().__init__(
            f"questionnaire is not known; {printable(wanted)} given; use one of {known}"
        )

    def __str__(self) -> str:
        return str(self.args[0])


class DefinitionError(ValueError):
    """A definition has faults; ``faults`` lists all of them."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


@cache
def published() -> tuple[str, ...]:
    """Return the keys of the known definitions, by id, oldest version first."""
    return tuple(sorted(library.keys(), key=_order))


def add_folder(folder: Path | str) -> None:
    """Let a consultancy's own definitions in ``folder`` be found as well.

    Raises:
        DefinitionError: If it is no folder, or holds what is published already.
    """
    folder = Path(folder)
    faults = list(_refused(folder))
    if faults:
        raise DefinitionError(faults)
    library.add(folder)
    _forget()


def _refused(folder: Path) -> Iterator[Fault]:
    if not folder.is_dir():
        todo = "name a folder of definitions"
        yield Fault(str(folder), 1, f"cannot be read; no such folder; {todo}")
        return
    for key in sorted(library.keys_in(folder).keys() & library.keys_in().keys()):
        todo = "give it another id or version"
        text = f"definition is published already; {key} given; {todo}"
        yield Fault(str(folder), 1, text)


def forget_folders() -> None:
    """Know the published definitions alone again."""
    library.forget()
    _forget()


def _forget() -> None:
    published.cache_clear()
    _load.cache_clear()


def _order(key: str) -> tuple[str, tuple[int, ...]]:
    name, _, version = key.partition("@")
    return name, tuple(int(part) for part in version.split("."))


def load(questionnaire_id: str, version: str | None = None) -> Questionnaire:
    """Return a known questionnaire, the latest version where none is given.

    Raises:
        UnknownQuestionnaireError: If there is no such id or version.
        DefinitionError: If the definition has faults.
    """
    keys = [key for key in published() if key.partition("@")[0] == questionnaire_id]
    wanted = f"{questionnaire_id}@{version}" if version else "".join(keys[-1:])
    if wanted not in keys:
        raise UnknownQuestionnaireError(wanted or questionnaire_id)
    return _load(wanted)


@cache
def _load(key: str) -> Questionnaire:
    return load_path(library.keys()[key])


def load_path(path: Path | str) -> Questionnaire:
    """Return the definition in a folder or in one file, with its hash.

    Raises:
        DefinitionError: If it has faults.
    """
    built = checks.inspect(Path(path))
    if built.faults or built.questionnaire is None:
        raise DefinitionError(built.faults.sorted())
    found = built.questionnaire
    return dataclasses.replace(found, hash=show.digest(show.to_json(found)))
