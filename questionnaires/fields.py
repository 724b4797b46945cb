"""Reading one mapping of a definition: every key is asked for, every fault noted.

A getter notes what is wrong and returns a harmless value, so that one pass finds all
faults; what is built from a document with faults is thrown away.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any, Final

from questionnaires import scripts
from questionnaires.faults import Faults, shown
from questionnaires.model import LANGUAGES, Text
from questionnaires.yaml_source import Node

_ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*")
MAX_TEXT: Final = 4000


class Fields:
    """The keys of one mapping; ``done`` names those that nobody asked for."""

    def __init__(self, node: Node, file: str, faults: Faults, about: str) -> None:
        self.file = file
        self.line = node.line
        self.faults = faults
        self.about = about
        self._asked: set[str] = set()
        self._entries: dict[str, Node] = {}
        if isinstance(node.value, dict):
            self._entries = node.value
        else:
            self.fault(f"{about} must be a mapping; {given(node)}; write keys", node)

    def fault(self, text: str, node: Node | None = None) -> None:
        """Note a fault at ``node``'s key, or at the mapping itself."""
        self.faults.add(self.file, node.key_line if node else self.line, text)

    def fault_at(self, key: str, text: str) -> None:
        """Note a fault at a key, or at the mapping where the key is missing."""
        self.faults.add(self.file, self.line_of(key), text)

    def line_of(self, key: str) -> int:
        """Return the line of a key, or of the mapping where it is missing."""
        return self._entries[key].key_line if key in self._entries else self.line

    def has(self, key: str) -> bool:
        """Tell whether the key is there."""
        return key in self._entries

    def node(self, key: str, required: bool = True) -> Node | None:
        """Return what stands under ``key``; ``None`` where it is missing."""
        self._asked.add(key)
        found = self._entries.get(key)
        if found is None and required:
            self.fault(f"{self.about} lacks {key}; nothing given; add {key}")
        return found

    def done(self) -> None:
        """Note every key that was not asked for."""
        for key, node in self._entries.items():
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                todo = f"remove it, or use one of {known}"
                self.fault(f"unknown key in {self.about}; {key} given; {todo}", node)

    def string(self, key: str, required: bool = True) -> str:
        """Return a non-empty text; ``""`` on a fault or where it is missing."""
        node = self.node(key, required)
        return "" if node is None else self.as_string(node, key)

    def as_string(self, node: Node, key: str) -> str:
        """Return ``node`` as a text; ``""`` on a fault."""
        if not isinstance(node.value, str):
            todo = "put it in double quotes"
            self.fault(f"{key} must be a text; {given(node)}; {todo}", node)
            return ""
        if not node.value.strip() or node.value != node.value.strip():
            todo = "write it without spaces around it"
            what = f"{key} is blank or has spaces around it"
            self.fault(f"{what}; {given(node)}; {todo}", node)
        if len(node.value) > MAX_TEXT or _unstorable(node.value):
            todo = f"keep to {MAX_TEXT} printable characters"
            self.fault(f"{key} cannot be stored; {given(node)}; {todo}", node)
        return node.value

    def identifier(self, key: str = "id", required: bool = True) -> str:
        """Return an id: lower-case letters, digits and hyphens, dotted."""
        found = self.string(key, required)
        if found and not _ID.fullmatch(found):
            todo = "use lower-case letters, digits and hyphens, dots between parts"
            node = self._entries[key]
            self.fault(f"{key} is not an id; {shown(found)} given; {todo}", node)
        return found

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        """Return one of the allowed texts; the first of them on a fault."""
        node = self.node(key)
        if node is None:
            return allowed[0]
        if node.value in allowed and isinstance(node.value, str):
            return node.value
        todo = f"give one of {', '.join(allowed)}"
        self.fault(f"{key} is not known; {given(node)}; {todo}", node)
        return allowed[0]

    def flag(self, key: str, default: bool | None = None) -> bool:
        """Return true or false; ``default`` where the key may be missing."""
        node = self.node(key, default is None)
        if node is None:
            return bool(default)
        if not isinstance(node.value, bool):
            todo = "give true or false"
            self.fault(f"{key} must be true or false; {given(node)}; {todo}", node)
        return node.value is True

    def number(self, key: str, low: float, high: float) -> float:
        """Return a finite number from ``low`` to ``high``; ``low`` on a fault."""
        node = self.node(key)
        return low if node is None else self.as_number(node, key, (low, high))

    def as_number(self, node: Node, key: str, limits: tuple[float, float]) -> float:
        """Return ``node`` as a finite number within ``limits``, ends included."""
        low, high = limits
        value = node.value
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or not math.isfinite(value) or not low <= value <= high:
            todo = f"give a number from {low:g} to {high:g}"
            self.fault(f"{key} is out of range; {given(node)}; {todo}", node)
            return low
        found: float = value
        return found

    def whole(self, key: str, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``; ``low`` on a fault."""
        number = self.number(key, low, high)
        if number != int(number):
            node = self._entries[key]
            todo = "give a whole number"
            self.fault(f"{key} must be whole; {given(node)}; {todo}", node)
        return int(number)

    def text(self, key: str, required: bool = True) -> Text:
        """Return a text in the three languages; empty where it may be missing."""
        node = self.node(key, required)
        return {} if node is None else self.as_text(node, key)

    def as_text(self, node: Node, key: str) -> Text:
        """Return ``node`` as a text in the three languages."""
        inner = Fields(node, self.file, self.faults, key)
        inner.line = node.key_line
        if not isinstance(node.value, dict):
            return {}
        words = {language: inner.string(language) for language in LANGUAGES}
        inner.done()
        for language, content in words.items():
            for wrong in scripts.faults_of(language, content):
                inner.fault(wrong, inner.node(language))
        for language in LANGUAGES[1:]:
            if scripts.untranslated(words["en"], words[language]):
                given = f"{shown(words[language])} given"
                text = f"{key} is not translated; {given}; write it in {language}"
                self.faults.doubt(self.file, inner.line_of(language), text)
        return words

    def items(self, key: str, required: bool = True) -> list[Node]:
        """Return the items of a list that is not empty; ``[]`` on a fault."""
        node = self.node(key, required)
        if node is None:
            return []
        if not isinstance(node.value, list) or (required and not node.value):
            todo = "write a list with at least one item"
            self.fault(f"{key} must be a list; {given(node)}; {todo}", node)
            return []
        return node.value

    def strings(self, key: str, required: bool = True) -> tuple[str, ...]:
        """Return a list of texts without repeats; ``()`` where it may be missing."""
        found: list[str] = []
        for node in self.items(key, required):
            word = self.as_string(node, key)
            if word and word in found:
                todo = "remove one of them"
                self.fault(f"{key} repeats an entry; {given(node)}; {todo}", node)
            elif word:
                found.append(word)
        return tuple(found)

    def entries(self, key: str, required: bool = True) -> dict[str, Node]:
        """Return the entries of a mapping; empty on a fault."""
        node = self.node(key, required)
        if node is None:
            return {}
        if not isinstance(node.value, dict) or (required and not node.value):
            todo = "write a mapping with at least one key"
            self.fault(f"{key} must be a mapping; {given(node)}; {todo}", node)
            return {}
        return node.value

    def each(self, key: str, about: str, required: bool = True) -> Iterator[Fields]:
        """Yield the mappings of a list; one that is there is not empty."""
        if not required and not self.has(key):
            self.node(key, required=False)
            return
        for node in self.items(key):
            yield Fields(node, self.file, self.faults, about)


def given(node: Node) -> str:
    """Return what a fault says was given."""
    value: Any = node.value
    if isinstance(value, str):
        return f"{shown(value)} given"
    if isinstance(value, dict):
        return "a mapping given" if value else "an empty mapping given"
    if isinstance(value, list):
        return f"a list of {len(value)} given"
    return f"{node.raw or 'nothing'} given"


def _unstorable(text: str) -> bool:
    """Tell whether a text holds NUL or half a surrogate pair, which nothing stores."""
    return "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text)
