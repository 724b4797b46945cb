"""What an overlay changes of a question, a node or an initiative of its base."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

from questionnaires import (
    build_capabilities,
    build_conditions,
    build_initiatives,
    build_questions,
    overlay_places,
)
from questionnaires.build_questions import Scales
from questionnaires.build_state import Build
from questionnaires.conditions import Condition
from questionnaires.faults import shown
from questionnaires.fields import Fields
from questionnaires.model import Initiative, Option, Question, Questionnaire

Changes = Mapping[str, Mapping[str, Any]]
"""New values of attributes, by the id of what they belong to."""

_Readers = Mapping[str, Callable[[Fields], Any]]

_ALWAYS: Final = "always"
"""What stands for ``when`` where the base's condition is lifted."""


def _when(fields: Fields) -> Condition | None:
    """Read ``when``: a condition, or that there is none any more."""
    node = fields.node("when")
    if node is not None and node.value == _ALWAYS:
        return None
    return build_conditions.when(fields)


_WORDS: Final[_Readers] = {
    "title": lambda fields: fields.text("title"),
    "summary": lambda fields: fields.text("summary"),
}
_NODE: Final[_Readers] = {
    **_WORDS,
    "weight": lambda fields: fields.number("weight", *build_questions.WEIGHT_LIMITS),
    "when": _when,
}
_CAPABILITY: Final[_Readers] = {
    **_NODE,
    "examples": build_capabilities.examples,
    "not_this": lambda fields: fields.text("not_this"),
    "levels": build_capabilities.levels,
    "next_step": lambda fields: fields.text("next_step"),
}
_INITIATIVE: Final[_Readers] = {
    **_WORDS,
    "first_step": lambda fields: fields.text("first_step"),
    "kpi": lambda fields: fields.text("kpi"),
    "effort": lambda fields: fields.whole("effort", 1, 5),
    "days": lambda fields: fields.whole("days", 1, 3650),
    "owner": lambda fields: fields.string("owner"),
    "decision": lambda fields: fields.text("decision"),
    "stop": lambda fields: fields.text("stop"),
    "sizes": build_initiatives.sizes,
    "industries": build_initiatives.industries,
}


def changes(state: Build, top: Fields, base: Questionnaire, scales: Scales) -> Changes:
    """Read ``change``: what differs from the base, by id."""
    found: dict[str, dict[str, Any]] = {}
    if not top.has("change"):
        top.node("change", required=False)
        return found
    known = _known(base)
    for entry in top.each("change", "change"):
        name = entry.identifier()
        target = base.by_id.get(name) or base.initiative_by_id.get(name)
        if name not in known:
            todo = f"name what {base.key} holds"
            text = f"change is not resolved; {shown(name)} given; {todo}"
            entry.fault_at("id", text)
            continue
        if name in found:
            text = f"change comes twice; {shown(name)} given; put both into one"
            entry.fault_at("id", text)
        overlay_places.note_change(state, entry, known[name], name)
        found[name] = _values(entry, _readers(known[name], target, scales))
        entry.done()
    return found


def _known(base: Questionnaire) -> Mapping[str, str]:
    """Return what each id of the base is."""
    nodes = (node.id for each in base.dimensions for node in each.capabilities)
    return {
        **dict.fromkeys(base.initiative_by_id, "initiative"),
        **dict.fromkeys(base.dimension_by_id, "dimension"),
        **dict.fromkeys(nodes, "capability"),
        **dict.fromkeys(base.by_id, "question"),
    }


def _values(entry: Fields, readers: _Readers) -> dict[str, Any]:
    found = {}
    for key, read in readers.items():
        if entry.has(key):
            found[_ATTRIBUTES.get(key, key)] = read(entry)
        else:
            entry.node(key, required=False)
    return found


_ATTRIBUTES: Final = {"anchors": "options", "degrees": "options"}


def _readers(
    about: str, target: Question | Initiative | None, scales: Scales
) -> _Readers:
    if isinstance(target, Initiative):
        return _INITIATIVE
    if target is None:
        return _CAPABILITY if about == "capability" else _NODE
    readers: dict[str, Callable[[Fields], Any]] = {
        "text": lambda fields: fields.text("text"),
        "help": lambda fields: fields.text("help"),
        "evidence": lambda fields: fields.text("evidence"),
        "core": lambda fields: fields.flag("core"),
        "allow_na": lambda fields: fields.flag("allow_na"),
        "roles": build_questions.roles,
        "when": _when,
    }
    if target.scored:
        readers["weight"] = _NODE["weight"]
    scale = _SCALE_KEYS.get(target.type)
    if scale is not None:
        readers[scale] = lambda fields: _options(fields, scales, target)
    return readers


def _options(fields: Fields, scales: Scales, target: Question) -> tuple[Option, ...]:
    """Read new options; what they are worth still follows from the base's ends."""
    found = build_questions.options_of(fields, scales, target.type)
    low, high = target.ends or (-math.inf, math.inf)
    outside = [option.value for option in found if not low <= option.value <= high]
    if outside:
        given = f"{', '.join(f'{value:g}' for value in outside)} given"
        todo = f"keep within {low:g} to {high:g}"
        text = f"options lie outside the ends of the base's; {given}; {todo}"
        fields.fault_at("options", text)
    return found


_SCALE_KEYS: Final[Mapping[str, str]] = {
    "rubric": "anchors",
    "criterion": "degrees",
    "choice": "options",
    "scale": "options",
}
