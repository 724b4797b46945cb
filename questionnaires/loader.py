"""Loads definitions, once each; what it returns never changes.

The words of a definition are plain text everywhere: nothing here or later treats them
as a template.
"""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from pathlib import Path
from typing import Final

from questionnaires import checks, show
from questionnaires.faults import Fault, printable
from questionnaires.model import Questionnaire

PUBLISHED: Final = Path(__file__).parent / "published"
_KEY: Final = re.compile(r"[a-z0-9-]+@[0-9]+\.[0-9]+")


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
    """Return the keys of the published definitions, by id, oldest version first."""
    folders = (file.parent.name for file in PUBLISHED.glob("*/questionnaire.yaml"))
    return tuple(sorted(filter(_KEY.fullmatch, folders), key=_order))


def _order(key: str) -> tuple[str, tuple[int, ...]]:
    name, _, version = key.partition("@")
    return name, tuple(int(part) for part in version.split("."))


def load(questionnaire_id: str, version: str | None = None) -> Questionnaire:
    """Return a published questionnaire, the latest version where none is given.

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
    return load_path(PUBLISHED / key)


def load_path(path: Path | str) -> Questionnaire:
    """Return the definition in a folder, with its hash.

    Raises:
        DefinitionError: If it has faults.
    """
    built = checks.inspect(Path(path))
    if built.faults or built.questionnaire is None:
        raise DefinitionError(built.faults.sorted())
    found = built.questionnaire
    return dataclasses.replace(found, hash=show.digest(show.to_json(found)))
