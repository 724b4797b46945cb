"""From nodes to the capabilities of a dimension, level by level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from questionnaires import build_conditions, build_questions
from questionnaires.build_questions import Scales
from questionnaires.build_state import Build
from questionnaires.faults import shown
from questionnaires.fields import Fields
from questionnaires.model import SECTORS, Capability, Question, Text

DEEPEST: Final = 4
"""Levels between a dimension and its questions, at most."""


def below(
    build: Build, fields: Fields, dimension: str, scales: Scales
) -> tuple[Capability, ...]:
    """Read all capabilities of a dimension, each before those that lie in it."""
    return tuple(_all(build, fields, [dimension], scales))


def _all(
    build: Build, fields: Fields, path: list[str], scales: Scales
) -> Iterator[Capability]:
    for item in fields.each("capabilities", "capability"):
        yield from _capability(build, item, path, scales)


def _capability(
    build: Build, fields: Fields, path: list[str], scales: Scales
) -> Iterator[Capability]:
    own = fields.identifier()
    build.note(fields, "capability", own)
    build.note_keys(fields, own)
    _lies_below(fields, own, path[-1])
    inner = _inner(build, fields, [*path, own], scales)
    outer = fields.has("capabilities")
    questions = () if outer else _questions(build, fields, own, scales)
    scored = any(q.scored for q in questions) or any(c.weight for c in inner)
    found = Capability(
        id=own,
        title=fields.text("title"),
        weight=build_questions.weight(fields, scored),
        source=build_questions.source(fields),
        questions=questions,
        summary=fields.text("summary"),
        parent=path[-1] if len(path) > 1 else None,
        rollup=build_questions.rollup(fields),
        when=build_conditions.when(fields),
        examples=examples(fields),
        not_this=fields.text("not_this", required=False),
        levels=levels(fields),
        next_step=fields.text("next_step", required=False),
    )
    fields.done()
    yield from (found, *inner)


def examples(fields: Fields) -> dict[str, Text]:
    """Read how a capability looks in each sector; empty where nothing is written."""
    found = fields.entries("examples", required=False)
    if found and tuple(found) != SECTORS:
        todo = f"give {', '.join(SECTORS)} in this order"
        text = f"examples are of other sectors; {', '.join(found)} given; {todo}"
        fields.fault_at("examples", text)
    return {sector: fields.as_text(node, sector) for sector, node in found.items()}


def levels(fields: Fields) -> tuple[Text, ...]:
    """Read a paragraph for each level, lowest first; empty where none is written."""
    nodes = fields.items("levels", required=False)
    return tuple(fields.as_text(node, "levels") for node in nodes)


def _inner(
    build: Build, fields: Fields, path: list[str], scales: Scales
) -> list[Capability]:
    """Read the capabilities that lie in one, and in these, where there are any."""
    if not fields.has("capabilities"):
        return []
    if len(path) > DEEPEST:
        todo = f"keep to {DEEPEST} levels between dimension and question"
        text = f"levels are too deep; {path[-1]} given; {todo}"
        fields.fault_at("capabilities", text)
        fields.node("capabilities")
        return []
    return list(_all(build, fields, path, scales))


def _questions(
    build: Build, fields: Fields, parent: str, scales: Scales
) -> tuple[Question, ...]:
    found = []
    for item in fields.each("questions", "question"):
        found.append(question(build, item, parent, scales))
    return tuple(found)


def question(build: Build, item: Fields, parent: str, scales: Scales) -> Question:
    """Read one question that lies below ``parent``."""
    found = build_questions.question(item, scales)
    build.note(item, "question", found.id)
    build.note_keys(item, found.id)
    _lies_below(item, found.id, parent)
    return found


def _lies_below(fields: Fields, own: str, parent: str) -> None:
    """Refuse an id that is not its parent's id, a dot and one more part."""
    if own and parent and not re.fullmatch(re.escape(parent) + r"\.[^.]+", own):
        text = (
            f"id does not lie below {parent}; {shown(own)} given; begin with {parent}."
        )
        fields.fault_at("id", text)
