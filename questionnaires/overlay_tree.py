"""The dimensions of a base with an overlay's questions in, changed, and out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from questionnaires.model import Capability, Dimension, Question, Questionnaire
from questionnaires.overlay_changes import Changes

Added = Mapping[str, tuple[Question, ...]]
"""New questions by the id of their capability."""


def rebuilt(
    base: Questionnaire, off: frozenset[str], added: Added, changed: Changes
) -> tuple[Dimension, ...]:
    """Return the dimensions that are left; a node without questions leaves with them.

    Args:
        base: The definition that is changed.
        off: Ids of dimensions, capabilities and questions that are switched off.
        added: New questions; they come after the capability's own.
        changed: New values by id.
    """
    found = []
    for dimension in base.dimensions:
        nodes = () if dimension.id in off else _nodes(dimension, off, added, changed)
        if nodes:
            new = changed.get(dimension.id, {})
            found.append(replace(dimension, capabilities=nodes, **new))
    return tuple(found)


def _nodes(
    dimension: Dimension, off: frozenset[str], added: Added, changed: Changes
) -> tuple[Capability, ...]:
    gone = set(off)
    kept: list[Capability] = []
    for node in dimension.capabilities:
        if node.id in gone or node.parent in gone:
            gone.add(node.id)
            continue
        questions = tuple(
            replace(question, **changed.get(question.id, {}))
            for question in node.questions
            if question.id not in off
        )
        questions = (*questions, *added.get(node.id, ()))
        kept.append(replace(node, questions=questions, **changed.get(node.id, {})))
    return _without_empty(kept)


def _without_empty(nodes: list[Capability]) -> tuple[Capability, ...]:
    """Return the nodes that hold a question, themselves or deeper down."""
    full: set[str] = set()
    for node in reversed(nodes):
        if node.questions or node.id in full:
            full.add(node.id)
            if node.parent is not None:
                full.add(node.parent)
    return tuple(node for node in nodes if node.id in full)
