"""Where a value stands in its file, and the faults found there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from assessment.files.errors import FileRefusedError
from questionnaires.yaml_source import Node

Path = tuple[str | int, ...]
"""The keys and positions that lead to a value, for instance ``("answers", 3)``."""

MAX_FAULTS: Final = 10_000
_LONGEST_KEY: Final = 60


class Places(Protocol):
    """Names the place of a value in a file."""

    def at(self, path: Path) -> str:
        """Return the place, as a fault begins."""
        ...


def words(path: Path) -> str:
    """Return a path as people write it: ``answers[3].value``; cut where a key is long.

    Empty for the whole document.
    """
    found = ""
    for part in path:
        cut = isinstance(part, str) and len(part) > _LONGEST_KEY
        name = f"{str(part)[: _LONGEST_KEY - 1]}…" if cut else part
        found += f"[{name}]" if isinstance(part, int) else f".{name}"
    return found.lstrip(".")


def _joined(place: str, path: Path) -> str:
    return f"{place}: {words(path)}" if path else place


@dataclass(frozen=True, slots=True)
class PathPlaces:
    """Places in data that came from no file: the path itself."""

    name: str

    def at(self, path: Path) -> str:
        """Return ``NAME: answers[3].value``."""
        return _joined(self.name, path)


class LinePlaces:
    """Places in a file of lines; the lines are only looked for when asked."""

    def __init__(self, name: str, find: Callable[[], Node | None]) -> None:
        self._name = name
        self._find = find
        self._root: Node | None = None

    def at(self, path: Path) -> str:
        """Return ``FILE:LINE: answers[3].value``.

        The line is that of the value, or of what it is missing from; the path tells
        values apart that share a line.
        """
        if self._root is None:
            self._root = self._find()
        node, line = self._root, 1
        for part in path:
            node = _inside(node, part)
            if node is None:
                break
            line = node.key_line
        return self.on(line, path)

    def on(self, line: int, path: Path) -> str:
        """Return the place of a path whose line is known."""
        return _joined(f"{self._name}:{line}", path)


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
    """The faults of one file.

    ``told`` holds the paths of values that could not be read at all: what else may be
    said of them is left out. ``more`` counts the faults beyond ``MAX_FAULTS``.
    """

    places: Places
    faults: list[str] = field(default_factory=list)
    told: set[Path] = field(default_factory=set)
    more: int = 0

    def add(self, path: Path, text: str) -> None:
        """Note one fault of a value."""
        if path in self.told:
            return
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(f"{self.places.at(path)}: {text}")
        else:
            self.more += 1

    def tell(self, path: Path, text: str) -> None:
        """Note that a value cannot be read, and leave out what follows from it."""
        self.add(path, text)
        self.told.add(path)

    def note(self, lines: Iterable[str]) -> None:
        """Note faults that name their place themselves."""
        for line in lines:
            if len(self.faults) < MAX_FAULTS:
                self.faults.append(line)
            else:
                self.more += 1

    def refuse(self) -> None:
        """Refuse the file where there is any fault.

        Raises:
            FileRefusedError: With all faults, and in its last line how many are not
                listed where there are too many.
        """
        if self.more:
            listed = f"{len(self.faults)} of {len(self.faults) + self.more} faults"
            rest = f"{self.more} more found; mend these and read it again"
            place = self.places.at(())
            raise FileRefusedError([*self.faults, f"{place}: {listed} listed; {rest}"])
        if self.faults:
            raise FileRefusedError(self.faults)
