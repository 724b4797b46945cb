"""From nodes to conditions and contradictions."""

from __future__ import annotations

import re
from typing import Final

from questionnaires.conditions import (
    MARKETS,
    PROFILE_KEYS,
    SIZES,
    AllOf,
    AnswerIs,
    AnyOf,
    Condition,
    Contradiction,
    Not,
    ProfileIs,
)
from questionnaires.faults import shown
from questionnaires.fields import Fields
from questionnaires.yaml_source import Node

KINDS: Final = ("all", "any", "not", "profile", "answer")
LIMITS: Final = (-1e9, 1e9)
_NOTHING: Final = AllOf(())
_CODES: Final = {
    "industry": (re.compile(r"[A-U]([0-9]{2})?"), "ISIC codes such as K or K64"),
    "region": (re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?"), "codes such as CN or CN-GD"),
    "size": (re.compile("|".join(map(re.escape, SIZES))), ", ".join(SIZES)),
    "market": (re.compile("|".join(MARKETS)), ", ".join(MARKETS)),
}


def when(fields: Fields) -> Condition | None:
    """Read ``when``, which may be missing."""
    node = fields.node("when", required=False)
    return None if node is None else _condition(_inner(fields, node, "condition"))


def _inner(fields: Fields, node: Node, about: str) -> Fields:
    inner = Fields(node, fields.file, fields.faults, about)
    inner.line = node.key_line
    return inner


def _condition(fields: Fields) -> Condition:
    """Read one condition: a mapping with exactly one of the five keys."""
    kinds = [kind for kind in KINDS if fields.has(kind)]
    if len(kinds) != 1:
        given = ", ".join(kinds) or "none of them"
        todo = f"use exactly one of {', '.join(KINDS)}"
        fields.fault(f"condition is not clear; {given} given; {todo}")
        return _NOTHING
    found = _of_kind(fields, kinds[0])
    fields.done()
    return found


def _of_kind(fields: Fields, kind: str) -> Condition:
    if kind in ("all", "any"):
        parts = tuple(_condition(part) for part in fields.each(kind, "condition"))
        return AllOf(parts) if kind == "all" else AnyOf(parts)
    node = fields.node(kind)
    if node is None:
        return _NOTHING
    inner = _inner(fields, node, kind)
    if kind == "not":
        return Not(_condition(inner))
    return _profile(inner) if kind == "profile" else claim(inner)


def _profile(fields: Fields) -> Condition:
    keys = [key for key in PROFILE_KEYS if fields.has(key)]
    if not keys:
        todo = f"give one of {', '.join(PROFILE_KEYS)}"
        fields.fault(f"profile asks for nothing; no known key given; {todo}")
    parts = tuple(ProfileIs(key, _codes(fields, key)) for key in keys)
    fields.done()
    return parts[0] if len(parts) == 1 else AllOf(parts)


def _codes(fields: Fields, key: str) -> tuple[str, ...]:
    found = fields.strings(key)
    pattern, wanted = _CODES[key]
    for code in found:
        if not pattern.fullmatch(code):
            text = f"{key} is not known; {shown(code)} given; use {wanted}"
            fields.fault_at(key, text)
    return found


def claim(fields: Fields) -> AnswerIs:
    """Read a claim about an answer: a question and one or two limits."""
    question = fields.identifier("question")
    low, high = (_limit(fields, key) for key in ("at_least", "below"))
    if low is None and high is None:
        fields.fault("claim has no limit; neither given; add at_least or below")
    fields.done()
    return AnswerIs(question, low, high)


def _limit(fields: Fields, key: str) -> float | None:
    node = fields.node(key, required=False)
    return None if node is None else fields.as_number(node, key, LIMITS)


def contradictions(head: Fields) -> tuple[Contradiction, ...]:
    """Read ``contradictions`` of a definition's head, which may be missing."""
    found: list[Contradiction] = []
    for entry in head.each("contradictions", "contradiction", required=False):
        own = entry.identifier()
        if own in {other.id for other in found}:
            text = f"contradiction id is taken; {shown(own)} given; use it once"
            entry.fault_at("id", text)
        claims = tuple(claim(each) for each in entry.each("claims", "claim"))
        if len(claims) == 1:
            text = "contradiction has one claim; 1 given; give two or more"
            entry.fault_at("claims", text)
        found.append(Contradiction(own, claims, entry.text("text")))
        entry.done()
    return tuple(found)
