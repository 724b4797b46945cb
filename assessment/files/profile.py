"""What an assessment file says beside its answers: who, when, which parts, targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from assessment.files.codes import is_industry, is_region
from assessment.files.items import Item, unstorable
from questionnaires.model import Questionnaire
from scoring.answers import MARKETS, SIZES, Unit

MAX_WEIGHT: Final = 1e6
MAX_PEOPLE: Final = 1_000_000
MAX_DAYS: Final = 1_000_000
_ORGANISATION: Final = (
    "name", "industry", "region", "size", "market", "parent", "drivers", "symptoms",
    "fictional",
)  # fmt: skip


def organisation(top: Item) -> dict[str, Any]:
    """Return the organisation's profile; what is missing stays missing."""
    item = top.inner("organisation")
    if item is None:
        return {}
    item.only(*_ORGANISATION)
    found: dict[str, Any] = {
        "name": item.text("name"),
        "industry": _code(item, "industry", is_industry, "K64 or K of ISIC Rev. 4"),
        "region": _code(item, "region", is_region, "ZA or CN-GD of ISO 3166"),
        "size": item.one_of("size", SIZES),
        "market": item.one_of("market", MARKETS),
        "parent": item.text("parent"),
        "drivers": _words(item, "drivers"),
        "symptoms": _words(item, "symptoms"),
        "fictional": item.flag("fictional"),
    }
    return {key: found[key] for key in _ORGANISATION if key in item.data}


def _code(item: Item, key: str, known: Any, example: str) -> str | None:
    code = item.text(key)
    if code is not None and not known(code):
        item.add(f"{key} is not known", code, f"give a code such as {example}", key)
    return code


def _words(item: Item, key: str) -> list[str] | None:
    value = item.data.get(key)
    if value is None:
        return None
    if not isinstance(value, list) or not all(
        isinstance(word, str) and not unstorable(word, 200) for word in value
    ):
        item.add(f"{key} must be a list of texts", value, "write a list of texts", key)
        return None
    return list(value)


def units(top: Item) -> tuple[Unit, ...]:
    """Return the organisation's parts."""
    found: list[Unit] = []
    for item in top.items("units"):
        item.only("id", "weight", "shares_customers")
        own = item.needed("id")
        if own is not None and own in {unit.id for unit in found}:
            item.add("unit comes twice", own, "use each id once", "id")
        weight = _unit_weight(item)
        found.append(Unit(own or "", weight, item.flag("shares_customers") or False))
    return tuple(found)


def _unit_weight(item: Item) -> float:
    """Return the weight, which is above 0: a tiny one would not count at all."""
    weight = item.number("weight", 1e-6, MAX_WEIGHT)
    return 1 if weight is None else weight


def targets(top: Item, chosen: Mapping[str, Questionnaire]) -> dict[str, Any]:
    """Return the decided targets, by capability or dimension, and the continuum's."""
    item = top.inner("targets")
    if item is None:
        return {}
    known = {node for q in chosen.values() for node in _nodes(q)}
    found: dict[str, Any] = {}
    for key in item.data:
        if key == "continuum":
            found |= _continuum_target(item)
        elif key in known:
            found[key] = item.number(key, 0, 100)
            if not item.has(key):
                item.add("target is missing", None, "give 0 to 100, or no key", key)
        else:
            todo = "name a capability or dimension of the questionnaires, or continuum"
            item.add("target for something unknown", key, todo, str(key))
    return found


def _nodes(questionnaire: Questionnaire) -> Sequence[str]:
    capabilities = [c.id for d in questionnaire.dimensions for c in d.capabilities]
    return [*questionnaire.dimension_by_id, *capabilities]


def _continuum_target(targets_item: Item) -> dict[str, Any]:
    """Return the entry, or nothing where it is null: not decided."""
    item = targets_item.inner("continuum")
    if item is None:
        return {}
    item.only("value", "by", "date", "reason")
    if item.mapping and not item.has("value"):
        item.add("value is missing", None, "give the decided target, 0 to 5", "value")
    found = {
        "value": item.number("value", 0, 5),
        "by": item.text("by"),
        "date": item.date("date"),
        "reason": item.text("reason", 10_000),
    }
    return {"continuum": {key: found[key] for key in found if key in item.data}}


def capacity(top: Item) -> int | None:
    """Return how many days of initiatives fit into a wave; ``None`` for any number."""
    number = top.number("capacity", 1, MAX_DAYS)
    if number is None or number == int(number):
        return None if number is None else int(number)
    top.add("capacity must be whole days", number, "round it", "capacity")
    return None


def invited(top: Item) -> dict[str, int]:
    """Return how many people were invited, by role."""
    item = top.inner("invited")
    if item is None:
        return {}
    found: dict[str, int] = {}
    for role in item.data:
        if not isinstance(role, str) or not role or unstorable(role, 200):
            item.add("role is not usable", role, "give a short text")
            continue
        number = item.number(role, 0, MAX_PEOPLE)
        if number is not None and number != int(number):
            item.add("number of people must be whole", number, "round it", role)
        elif number is not None:
            found[role] = int(number)
    return found
