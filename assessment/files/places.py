"""Where a value stands in its file, and the faults found there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from assessment.files.errors import FileRefusedError
from questionnaires.yaml_source import Node

Path = tuple[str | int, ...]
"""The keys and positions that lead to a value, for instance ``("answers", 3)``."""

MAX_FAULTS: Final = 1000


class Places(Protocol):
    """Names the place of a value in a file."""

    def at(self, path: Path) -> str:
        """Return the place, as a fault begins."""
        ...


@dataclass(frozen=True, slots=True)
class PathPlaces:
    """Places in data that came from no file: the path itself."""

    name: str

    def at(self, path: Path) -> str:
        """Return ``NAME: answers[3].value``."""
        words = ""
        for part in path:
            words += f"[{part}]" if isinstance(part, int) else f".{part}"
        return f"{self.name}: {words.lstrip('.')}" if words else self.name


class LinePlaces:
    """Places in a file of lines; the lines are only looked for when asked."""

    def __init__(self, name: str, find: Callable[[], Node | None]) -> None:
        self._name = name
        self._find = find
        self._root: Node | None = None

    def at(self, path: Path) -> str:
        """Return ``FILE:LINE`` of the value, or of what it is missing from."""
        if self._root is None:
            self._root = self._find()
        node, line = self._root, 1
        for part in path:
            node = _inside(node, part)
            if node is None:
                break
            line = node.key_line
        return f"{self._name}:{line}"


def _inside(node: Node | None, part: str | int) -> Node | None:
    if node is None:
        return None
    if isinstance(node.value, dict) and isinstance(part, str):
        return node.value.get(part)
    if isinstance(node.value, list) and isinstance(part, int):
        return node.value[part] if part < len(node.value) else None
    return None


@dataclass(frozen=True, slots=True)
class TablePlaces:
    """Places in a table: ``rows`` are the row numbers of the answers."""

    name: str
    rows: Sequence[int]
    columns: Sequence[str]

    def at(self, path: Path) -> str:
        """Return ``FILE: row N, column C (name)``, or what is known of it."""
        if len(path) < 2 or path[0] != "answers" or not isinstance(path[1], int):
            return self.name
        return self.cell(self.rows[path[1]], str(path[2]) if len(path) > 2 else "")

    def cell(self, row: int, column: str) -> str:
        """Return the place of one cell, or of the row."""
        if column not in self.columns:
            return f"{self.name}: row {row}"
        letter = column_letter(self.columns.index(column) + 1)
        return f"{self.name}: row {row}, column {letter} ({column})"


def column_letter(number: int) -> str:
    """Return a spreadsheet's name of a column, counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(slots=True)
class Report:
    """The faults of one file."""

    places: Places
    faults: list[str] = field(default_factory=list)

    def add(self, path: Path, text: str) -> None:
        """Note one fault."""
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(f"{self.places.at(path)}: {text}")

    def refuse(self) -> None:
        """Refuse the file where there is any fault.

        Raises:
            FileRefusedError: With all faults.
        """
        if self.faults:
            raise FileRefusedError(self.faults)
