"""The public JSON form of a questionnaire, and its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from questionnaires.conditions import AllOf, AnswerIs, AnyOf, Not, ProfileIs
from questionnaires.model import (
    Capability,
    Condition,
    Contradiction,
    Dimension,
    Duty,
    Initiative,
    Option,
    Part,
    Pitfall,
    Question,
    Questionnaire,
    Rung,
    Text,
)

SCHEMA: Final = "sextant/questionnaire@1"


def to_json(questionnaire: Questionnaire) -> dict[str, Any]:
    """Return the questionnaire as plain data; ``hash`` is absent where not known."""
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "id": questionnaire.id,
        "version": questionnaire.version,
        "hash": questionnaire.hash,
        "kind": str(questionnaire.kind),
        "languages": list(questionnaire.languages),
        "title": _text(questionnaire.title),
        "summary": _text(questionnaire.summary),
        "minutes": dict(questionnaire.minutes),
        "dimensions": [_dimension(item) for item in questionnaire.dimensions],
        "initiatives": [
            _initiative(item, questionnaire.owners)
            for item in questionnaire.initiatives
        ],
        "owners": {key: _text(text) for key, text in questionnaire.owners.items()},
        "levels": [_rung(item) for item in questionnaire.levels],
        "stages": [_rung(item) for item in questionnaire.stages],
        "rollup": str(questionnaire.rollup),
        "contradictions": [_pair(item) for item in questionnaire.contradictions],
        "duties": [_duty(item) for item in questionnaire.duties],
        "pitfalls": [_pitfall(item) for item in questionnaire.pitfalls],
        "base": questionnaire.base,
    }
    if not questionnaire.hash:
        del found["hash"]
    return found


def digest(data: Mapping[str, Any]) -> str:
    """Return ``sha256:…`` of the JSON form without its ``hash``."""
    plain = {key: value for key, value in data.items() if key != "hash"}
    text = json.dumps(
        plain,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _text(text: Text) -> dict[str, str]:
    return dict(text)


def _number(value: float | None) -> float | None:
    """Return whole numbers as such, so that 1 and 1.0 have one form."""
    return int(value) if value is not None and value == int(value) else value


def _dimension(dimension: Dimension) -> dict[str, Any]:
    return {
        "id": dimension.id,
        "title": _text(dimension.title),
        "summary": _text(dimension.summary),
        "weight": _number(dimension.weight),
        "rollup": str(dimension.rollup),
        "when": _when(dimension.when),
        "capabilities": [_capability(item) for item in dimension.capabilities],
    }


def _capability(capability: Capability) -> dict[str, Any]:
    return {
        "id": capability.id,
        "title": _text(capability.title),
        "summary": _text(capability.summary),
        "weight": _number(capability.weight),
        "parent": capability.parent,
        "rollup": str(capability.rollup),
        "when": _when(capability.when),
        "source": capability.source,
        "examples": {key: _text(text) for key, text in capability.examples.items()},
        "not_this": _text(capability.not_this),
        "levels": [_text(text) for text in capability.levels],
        "next_step": _text(capability.next_step),
        "questions": [_question(item) for item in capability.questions],
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "type": str(question.type),
        "text": _text(question.text),
        "help": _text(question.help),
        "evidence": _text(question.evidence),
        "options": [_option(item) for item in question.options],
        "parts": [_part(item) for item in question.parts],
        "weight": _number(question.weight),
        "ends": None if question.ends is None else [_number(e) for e in question.ends],
        "when": _when(question.when),
        "core": question.core,
        "roles": list(question.roles),
        "allow_na": question.allow_na,
        "source": question.source,
        "origin": question.origin,
    }


def _pair(contradiction: Contradiction) -> dict[str, Any]:
    return {
        "id": contradiction.id,
        "claims": [_condition(claim)["answer"] for claim in contradiction.claims],
        "text": _text(contradiction.text),
    }


def _when(condition: Condition | None) -> dict[str, Any] | None:
    return None if condition is None else _condition(condition)


def _condition(condition: Condition) -> dict[str, Any]:
    match condition:
        case AllOf(parts):
            return {"all": [_condition(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_condition(part) for part in parts]}
        case Not(part):
            return {"not": _condition(part)}
        case ProfileIs(key, values):
            return {"profile": {key: list(values)}}
        case AnswerIs(question, at_least, below):
            limits = {"at_least": _number(at_least), "below": _number(below)}
            there = {key: limit for key, limit in limits.items() if limit is not None}
            return {"answer": {"question": question, **there}}


def _option(option: Option) -> dict[str, Any]:
    return {
        "key": option.key,
        "value": _number(option.value),
        "label": _text(option.label),
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "key": part.key,
        "title": _text(part.title),
        "anchors": [_option(item) for item in part.anchors],
    }


def _initiative(initiative: Initiative, owners: Mapping[str, Text]) -> dict[str, Any]:
    return {
        "id": initiative.id,
        "title": _text(initiative.title),
        "summary": _text(initiative.summary),
        "first_step": _text(initiative.first_step),
        "kind": initiative.kind,
        "raises": {key: _number(value) for key, value in initiative.raises.items()},
        "effort": initiative.effort,
        "days": initiative.days,
        "owner": initiative.owner,
        "owner_title": _text(owners.get(initiative.owner, {})),
        "kpi": _text(initiative.kpi),
        "requires": list(initiative.requires),
        "decision": _text(initiative.decision),
        "stop": _text(initiative.stop),
        "sizes": list(initiative.sizes),
        "industries": list(initiative.industries),
    }


def _duty(duty: Duty) -> dict[str, Any]:
    return {
        "owner": duty.owner,
        "source": duty.source,
        "duties": _text(duty.duties),
        "measures": _text(duty.measures),
    }


def _pitfall(pitfall: Pitfall) -> dict[str, Any]:
    return {
        "id": pitfall.id,
        "source": pitfall.source,
        "title": _text(pitfall.title),
        "text": _text(pitfall.text),
        "steps": list(pitfall.steps),
    }


def _rung(rung: Rung) -> dict[str, Any]:
    return {
        "floor": _number(rung.floor),
        "title": _text(rung.title),
        "summary": _text(rung.summary),
    }
