"""The organisation's own figures in an assessment file, each within its range."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from assessment.files.items import Item
from scoring.worth import Figures

MOST_PEOPLE: Final = 10_000_000_000
MOST_MONEY: Final = 1e15
RANGES: Final[Mapping[str, tuple[float, float]]] = {
    "customers": (1, MOST_PEOPLE),
    "revenue": (0, MOST_MONEY),
    "margin": (0, 100),
    "retention": (0, 100),
    "products": (0.01, 1_000_000),
    "cost_to_serve": (0, MOST_MONEY),
    "complaints": (0, MOST_PEOPLE),
    "complaint_cost": (0, MOST_MONEY),
    "uncertainty": (0, 100),
}
"""Lowest and highest of each figure; page and file take the same."""
WHOLE: Final = frozenset({"customers", "complaints"})
CURRENCY_LETTERS: Final = 3


def figures(top: Item) -> Figures | None:
    """Return the organisation's own figures; ``None`` where there are none."""
    item = top.inner("figures")
    if item is None:
        return None
    item.only(*(field.name for field in fields(Figures)))
    given: dict[str, Any] = {name: _number(item, name) for name in RANGES}
    given["currency"] = _currency(item)
    if all(value is None for value in given.values()):
        return None
    return Figures(**given)


def is_currency(code: str) -> bool:
    """Tell whether a text has the form of a currency's code of ISO 4217."""
    return len(code) == CURRENCY_LETTERS and code.isascii() and code.isupper()


def _number(item: Item, name: str) -> float | None:
    number = item.number(name, *RANGES[name])
    if number is None or name not in WHOLE:
        return number
    if number != int(number):
        item.add(f"{name} must be a whole number", number, "round it", name)
        return None
    return int(number)


def _currency(item: Item) -> str | None:
    code = item.text("currency")
    if code is not None and not is_currency(code):
        todo = "give a code such as ZAR of ISO 4217"
        item.add("currency is not known", code, todo, "currency")
        return None
    return code
