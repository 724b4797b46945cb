"""Hardened YAML: a document becomes values that know their lines, or faults.

Only plain data passes: no aliases, anchors, tags, merge keys or second documents; no
duplicate keys; keys are texts. What YAML 1.1 would silently turn into something else
(``no``, ``1:30``, ``0x1F``) is never read as a text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from questionnaires.faults import Faults, shown

MAX_BYTES: Final = 1024 * 1024
MAX_DEPTH: Final = 20
MAX_FAULTS: Final = 200

# The C parser reads the same language ten times faster; both only yield events here.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER: Final = re.compile(r"[-+]?(\d+|\d+\.\d*|\.\d+)([eE][-+]?\d+)?", re.ASCII)
_SPECIAL: Final = {".nan": "nan", ".inf": "inf", "+.inf": "inf", "-.inf": "-inf"}
_TRAP: Final = re.compile(
    r"[-+]?(0x[0-9a-f_]+|0b[01_]+|0o?[0-7_]+|\d[\d_]*(:[0-5]?\d)+(\.\d*)?|"
    r"\d[\d_]*_[\d_]*(\.[\d_]*)?)",
    re.IGNORECASE | re.ASCII,
)
_BOOLEANS: Final = {
    "true": True, "yes": True, "on": True, "false": False, "no": False, "off": False,
}  # fmt: skip
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]"
)
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its place.

    ``value`` is a text, number, truth value, ``None``, a dict of nodes or a list of
    nodes. ``line`` is where the value starts, ``key_line`` where its key stands, both
    from 1. ``raw`` is a scalar as written.
    """

    value: Any
    line: int
    key_line: int
    raw: str = ""

    def plain(self) -> Any:
        """Return the value without places."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


class _StopReading(Exception):  # noqa: N818 - control flow inside this module
    """The rest of the document cannot or need not be read."""


def read(path: Path, faults: Faults) -> Node | None:
    """Return the document in ``path``; ``None`` where it cannot be read at all."""
    name = str(path)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        why = error.strerror or str(error)
        faults.add(name, 1, f"cannot be read; {why}; check the path and its rights")
        return None
    if size > MAX_BYTES:
        _too_large(name, size, faults)
        return None
    return parse(data, name, faults)


def parse(data: bytes, name: str, faults: Faults) -> Node | None:
    """Return the document in ``data``, called ``name`` in faults."""
    if len(data) > MAX_BYTES:
        _too_large(name, len(data), faults)
        return None
    text = _decode(data, name, faults)
    cleaned = None if text is None else _cleaned(text, name, faults)
    if cleaned is None:
        return None
    reader = _Reader(name, faults, yaml.parse(cleaned, Loader=_LOADER))
    try:
        return reader.document()
    except _StopReading:
        return None
    except yaml.YAMLError as error:
        if cleaned == text:
            _syntax(name, error, faults)
        return None


def _too_large(name: str, size: int, faults: Faults) -> None:
    given = f"{size} bytes given, {MAX_BYTES} allowed"
    faults.add(name, 1, f"file is too large; {given}; split the file")


def _decode(data: bytes, name: str, faults: Faults) -> str | None:
    if data.startswith(_UTF16):
        faults.add(name, 1, "not UTF-8; UTF-16 was given; save the file as UTF-8")
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        todo = "save the file as UTF-8 without it"
        faults.add(name, 1, f"starts with a byte order mark; U+FEFF given; {todo}")
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        given = f"byte 0x{data[error.start]:02x} given"
        faults.add(name, line, f"not UTF-8; {given}; save the file as UTF-8")
        return None


def _cleaned(text: str, name: str, faults: Faults) -> str | None:
    """Return the text with spaces for what YAML may not hold, so that reading goes on.

    ``None`` where there are faults enough.
    """
    found = False
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line:
            column = line.index("\t") + 1
            todo = "indent with spaces, write \\t in a quoted text"
            faults.add(name, number, f"tab refused; at column {column}; {todo}")
            found = True
        bad = _FORBIDDEN.search(line)
        if bad:
            given = f"U+{ord(bad[0]):04X} at column {bad.start() + 1}"
            faults.add(name, number, f"control character refused; {given}; remove it")
            found = True
        if len(faults.found) >= MAX_FAULTS:
            faults.stop(name, number)
            return None
    return _FORBIDDEN.sub(" ", text.replace("\t", " ")) if found else text


def _syntax(name: str, error: yaml.YAMLError, faults: Faults) -> None:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    column = f" at column {mark.column + 1}" if mark else ""
    problem = getattr(error, "problem", None) or "unreadable"
    todo = "put the text in double quotes, check the indentation"
    faults.add(name, line, f"not valid YAML; {problem}{column}; {todo}")


class _Reader:
    """Builds nodes from the parser's events."""

    def __init__(self, name: str, faults: Faults, events: Iterator[Any]) -> None:
        self._name = name
        self._faults = faults
        self._events = events
        self._told: set[str] = set()

    def document(self) -> Node | None:
        """Return the only document of the stream."""
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._add(event, "second document refused; --- given; split it")
                    break
                root = self._value(next(self._events), 1, None)
        if root is None:
            self._faults.add(self._name, 1, "file is empty; nothing given; fill it")
        return root

    def _add(self, event: Any, text: str) -> None:
        line = event.start_mark.line + 1
        self._faults.add(self._name, line, text)
        if len(self._faults.found) >= MAX_FAULTS:
            self._faults.stop(self._name, line)
            raise _StopReading

    def _once(self, event: Any, kind: str, text: str) -> None:
        """Note a fault that a hostile file repeats, the first time only."""
        if kind not in self._told:
            self._told.add(kind)
            self._add(event, text)

    def _value(self, event: Any, depth: int, key_line: int | None) -> Node:
        line = event.start_mark.line + 1
        key_line = key_line or line
        if depth > MAX_DEPTH:
            self._add(event, f"nested too deeply; over {MAX_DEPTH} levels; flatten it")
            raise _StopReading
        if isinstance(event, yaml.AliasEvent):
            what = f"aliases are refused; *{event.anchor} given; write it out"
            self._once(event, "alias", what)
            return Node(None, line, key_line)
        self._refuse_extras(event)
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self._mapping(depth), line, key_line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self._sequence(depth), line, key_line)
        return self._scalar(event, line, key_line)

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor is not None:
            what = f"anchors are refused; &{event.anchor} given; write it out"
            self._once(event, "anchor", what)
        if event.tag is not None:
            self._add(event, f"tags are refused; {shown(event.tag)} given; remove it")

    def _mapping(self, depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._value(event, depth + 1, None)
            value = self._value(next(self._events), depth + 1, key.line)
            if self._good_key(event, key, entries):
                entries[key.value] = value
        return entries

    def _good_key(self, event: Any, key: Node, entries: dict[str, Node]) -> bool:
        if not isinstance(key.value, str) or (key.value == "<<" and not event.style):
            given = key.raw or type(key.value).__name__
            what = f"key is not a text; {given} given; put it in double quotes"
            self._add(event, what)
            return False
        if key.value in entries:
            first = entries[key.value].key_line
            given = f"{shown(key.value)} already stands on line {first}"
            todo = f"remove the one at column {event.start_mark.column + 1}"
            self._add(event, f"duplicate key; {given}; {todo}")
            return False
        return True

    def _sequence(self, depth: int) -> list[Node]:
        items: list[Node] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, depth + 1, None))
        return items

    def _scalar(self, event: Any, line: int, key_line: int) -> Node:
        text = event.value
        if event.style:
            if "\x00" in text:
                self._add(event, "NUL refused; \\0 given; remove it")
            return Node(text, line, key_line, text)
        if _TRAP.fullmatch(text):
            todo = "put a text in double quotes, write a number in decimal"
            self._add(event, f"can be read in two ways; {shown(text)} given; {todo}")
        return Node(_plain(text), line, key_line, text)


def _plain(text: str) -> Any:
    """Return what an unquoted scalar means."""
    lowered = text.lower()
    if lowered in ("", "~", "null"):
        return None
    if lowered in _BOOLEANS:
        return _BOOLEANS[lowered]
    if lowered in _SPECIAL:
        return float(_SPECIAL[lowered])
    if not _NUMBER.fullmatch(text):
        return text
    if len(text) > 300:
        # int() refuses thousands of digits, float() is slow: no number here is so long.
        return math.inf
    return int(text) if text.lstrip("-+").isdigit() else float(text)
