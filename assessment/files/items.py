"""Reading one mapping of an assessment file: what is wrong is noted, not raised."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, Final

from assessment.files.places import Path, Report
from questionnaires.faults import shown
from scoring.values import is_finite

NAME: Final = 200
COMMENT: Final = 50_000
"""Characters: five thousand words; the pages take as many."""


class Item:
    """One mapping; getters return ``None`` for what is missing, null or at fault.

    ``sound`` turns false with the first fault; ``mapping`` says whether there are keys
    at all, so that nothing is missed in what is no mapping.
    """

    def __init__(self, data: Any, path: Path, report: Report) -> None:
        self.path = path
        self.report = report
        self.mapping = self.sound = isinstance(data, dict)
        self.data: dict[str, Any] = data if isinstance(data, dict) else {}
        if not self.mapping:
            self.add("must be a mapping", data, "write keys and values")

    def add(self, wrong: str, given: Any, todo: str, key: str | None = None) -> None:
        """Note a fault at the mapping, or at one of its keys."""
        self.sound = False
        path = (*self.path, key) if key else self.path
        self.report.add(path, f"{wrong}; {_written(given)} given; {todo}")

    def has(self, key: str) -> bool:
        """Tell whether anything is given under ``key``; null and empty are nothing."""
        return self.data.get(key) not in (None, "")

    def only(self, *keys: str) -> None:
        """Refuse every other key."""
        for key in self.data:
            if key not in keys:
                todo = f"use {', '.join(keys)}"
                self.add("unknown key", key, todo, str(key))

    def text(self, key: str, limit: int = NAME) -> str | None:
        """Return a text of up to ``limit`` characters; empty is missing."""
        value = self.data.get(key)
        if not self.has(key):
            return None
        if not isinstance(value, str):
            self.add(f"{key} must be a text", value, "write it as text", key)
            return None
        wrong = unstorable(value, limit)
        if wrong:
            self.add(f"{key} {wrong}", value, f"keep to {limit} characters", key)
            return None
        return value

    def needed(self, key: str, limit: int = NAME) -> str | None:
        """Return a text that must be there."""
        if self.mapping and not self.has(key):
            self.add(f"{key} is missing", self.data.get(key), f"add {key}", key)
        return self.text(key, limit)

    def one_of(self, key: str, allowed: Sequence[str]) -> str | None:
        """Return one of the allowed texts."""
        value = self.data.get(key)
        if not self.has(key):
            return None
        if isinstance(value, str) and value in allowed:
            return value
        self.add(f"{key} is not known", value, f"use {', '.join(allowed)}", key)
        return None

    def number(self, key: str, low: float, high: float) -> float | None:
        """Return a finite number from ``low`` to ``high``."""
        value = self.data.get(key)
        if not self.has(key):
            return None
        todo = f"give a number from {_decimal(low)} to {_decimal(high)}"
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.add(f"{key} must be a number", value, todo, key)
            return None
        if not is_finite(value) or not low <= value <= high:
            self.add(f"{key} is out of range", value, todo, key)
            return None
        return value

    def flag(self, key: str) -> bool | None:
        """Return true or false."""
        value = self.data.get(key)
        if value is None or isinstance(value, bool):
            return value
        self.add(f"{key} must be true or false", value, "write true or false", key)
        return None

    def date(self, key: str) -> str | None:
        """Return a calendar date as ``YYYY-MM-DD``."""
        value = self.text(key)
        if value is None:
            return None
        try:
            if datetime.date.fromisoformat(value).isoformat() == value:
                return value
        except ValueError:
            pass  # noted below, together with the other spellings of ISO 8601
        self.add(f"{key} is not a date", value, "write it as 2026-11-21", key)
        return None

    def items(self, key: str) -> list[Item]:
        """Return the mappings of a list; none where it is missing."""
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.add(f"{key} must be a list", value, "write a list", key)
            return []
        path = (*self.path, key)
        return [Item(entry, (*path, n), self.report) for n, entry in enumerate(value)]

    def inner(self, key: str) -> Item | None:
        """Return the mapping under ``key``, or ``None`` where it is missing."""
        value = self.data.get(key)
        return None if value is None else Item(value, (*self.path, key), self.report)


def _written(value: Any) -> str:
    """Return a value as its author wrote it, who may not know Python."""
    if value is None:
        return "nothing"
    return str(value).lower() if isinstance(value, bool) else shown(value)


def _decimal(number: float) -> str:
    """Return a limit in full: 1000000, not 1e+06."""
    return f"{number:.6f}".rstrip("0").rstrip(".")


def unstorable(text: str, limit: int) -> str:
    """Return why a text cannot be stored; empty where it can."""
    if len(text) > limit:
        return f"is too long, with {len(text)} characters"
    if "\x00" in text:
        return "holds NUL"
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        return "holds half a surrogate pair"
    return ""
