"""JSON: read fast; lines are looked for only where something is wrong."""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Callable, Set
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final

from assessment.files.errors import FileRefusedError
from assessment.files.places import Path
from questionnaires.faults import shown
from questionnaires.yaml_source import Node

MAX_DEPTH: Final = 20
# Possessive, and with the closing quote optional, so that it takes linear time.
_STRING: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_BRACKET: Final = re.compile(r"[\[\]{}]")
_SPACE: Final = re.compile(r"[ \t\n\r]*")
_SCALAR: Final = re.compile(r"[^\s,\]}]+")


class _NotPlainError(ValueError):
    """The document holds a duplicate key or a number that JSON does not have."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as plain values.

    ``root`` finds the lines. ``faults`` are place, line and text of what is not plain;
    ``told`` are the paths of the numbers among them, which read as NaN. Of duplicate
    keys the first one stays.
    """

    plain: Any
    root: Callable[[], Node]
    faults: tuple[tuple[Path, int, str], ...] = ()
    told: Set[Path] = frozenset()


def parse(text: str, name: str) -> Document:
    """Return the document.

    Duplicate keys, NaN, Infinity and numbers beyond any use are its faults.

    Raises:
        FileRefusedError: If it is no JSON or nested too deeply.
    """
    _refuse_depth(text, name)
    try:
        plain = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_no_constant,
            parse_int=_int,
            parse_float=_float,
        )
    except json.JSONDecodeError as error:
        raise _syntax(name, error) from error
    except _NotPlainError:
        return _not_plain(text, name)
    return Document(plain, Positions(text).root)


def _syntax(name: str, error: json.JSONDecodeError) -> FileRefusedError:
    given = f"{error.msg} at column {error.colno}"
    fault = f"{name}:{error.lineno}: not valid JSON; {given}; correct it"
    return FileRefusedError([fault])


def _not_plain(text: str, name: str) -> Document:
    """Return what can be read, once the whole document is known to be JSON."""
    try:
        json.loads(text, parse_int=len, parse_float=len)
    except json.JSONDecodeError as error:
        raise _syntax(name, error) from error
    positions = Positions(text)
    root = positions.root()
    faults, told = tuple(positions.faults), frozenset(positions.told)
    return Document(root.plain(), lambda: root, faults, told)


def _refuse_depth(text: str, name: str) -> None:
    brackets = _BRACKET.findall(_STRING.sub("", text))
    depths = accumulate(1 if bracket in "[{" else -1 for bracket in brackets)
    deepest = max(depths, default=0)
    if deepest > MAX_DEPTH:
        given = f"{deepest} levels given, {MAX_DEPTH} allowed"
        raise FileRefusedError([f"{name}:1: nested too deeply; {given}; flatten it"])


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _NotPlainError
    return found


def _no_constant(_: str) -> Any:
    raise _NotPlainError


def _int(digits: str) -> int:
    # int() refuses thousands of digits with an error that names no place.
    if len(digits) > 300:
        raise _NotPlainError
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise _NotPlainError
    return number


class Positions:
    """Decodes again, slowly, into values that know their lines."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._path: list[str | int] = []
        self._repeated = 0
        self.faults: list[tuple[Path, int, str]] = []
        self.told: set[Path] = set()

    def root(self) -> Node:
        """Return the document, which is known to be JSON."""
        return self._value(self._skip(0), None)[0]

    def _line(self, at: int) -> int:
        return bisect_right(self._starts, at)

    def _skip(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        return found.end() if found else at

    def _fault(self, line: int, text: str) -> None:
        self.faults.append((tuple(self._path), line, text))

    def _value(self, at: int, key_line: int | None) -> tuple[Node, int]:
        line = self._line(at)
        key_line = key_line or line
        letter = self._text[at : at + 1]
        value: Any
        if letter == "{":
            value, at = self._object(at + 1)
        elif letter == "[":
            value, at = self._array(at + 1)
        elif letter == '"':
            value, at = self._string(at)
        else:
            value, at = self._scalar(at, line)
        return Node(value, line, key_line), at

    def _string(self, at: int) -> tuple[str, int]:
        found = _STRING.match(self._text, at)
        word = found[0] if found else '""'
        text: str = json.loads(word)
        return text, at + len(word)

    def _object(self, at: int) -> tuple[dict[str, Node], int]:
        entries: dict[str, Node] = {}
        at = self._skip(at)
        while self._text[at] != "}":
            line = self._line(at)
            key, at = self._string(at)
            self._path.append(key)
            repeated = key in entries
            if repeated:
                first = entries[key].key_line
                given = f"{shown(key)} already stands on line {first}"
                self._fault(line, f"duplicate key; {given}; remove one")
            self._repeated += repeated
            node, at = self._value(self._skip(self._skip(at) + 1), line)
            self._repeated -= repeated
            self._path.pop()
            entries.setdefault(key, node)
            at = self._next(at)
        return entries, at + 1

    def _array(self, at: int) -> tuple[list[Node], int]:
        entries: list[Node] = []
        at = self._skip(at)
        while self._text[at] != "]":
            self._path.append(len(entries))
            node, at = self._value(at, None)
            self._path.pop()
            entries.append(node)
            at = self._next(at)
        return entries, at + 1

    def _next(self, at: int) -> int:
        """Pass the comma after an entry, if there is one."""
        at = self._skip(at)
        return self._skip(at + 1) if self._text[at] == "," else at

    def _scalar(self, at: int, line: int) -> tuple[Any, int]:
        found = _SCALAR.match(self._text, at)
        word = found[0] if found else ""
        after = at + max(len(word), 1)
        if word in ("true", "false", "null") or _finite(word):
            return json.loads(word), after
        todo = "give a finite number, or null for nothing"
        self._fault(line, f"not a usable number; {shown(word)} given; {todo}")
        if not self._repeated:  # the path is then of another value, which is read
            self.told.add(tuple(self._path))
        return math.nan, after


def _finite(word: str) -> bool:
    return len(word) <= 300 and abs(float(word)) < float("inf")
