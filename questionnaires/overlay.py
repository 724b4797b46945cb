"""Overlays: a published definition with questions added, changed or switched off.

An overlay is a folder with ``overlay.yaml``, or one such file. It names its base by
key and has an id and a version of its own; what it does not mention stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Final

from questionnaires import build_capabilities as capabilities
from questionnaires import build_head, build_initiatives, build_questions
from questionnaires.build_questions import Scales
from questionnaires.build_state import Build
from questionnaires.faults import shown
from questionnaires.fields import Fields
from questionnaires.model import Initiative, Question, Questionnaire
from questionnaires.overlay_changes import Changes, changes
from questionnaires.overlay_tree import rebuilt

SCHEMA: Final = "sextant/overlay@1"

Find = Callable[[str], Questionnaire | None]
"""Finds a definition by its key; ``None`` where there is none without faults."""


def build(state: Build, top: Fields, find: Find) -> None:
    """Build the questionnaire that an overlay describes."""
    state.places["questionnaire",] = (top.file, 1)
    top.one_of("schema", (SCHEMA,))
    name = top.string("base")
    base = find(name) if name else None
    if name and base is None:
        todo = "name a definition that is no overlay, as id@version"
        top.fault_at("base", f"base is not known; {shown(name)} given; {todo}")
    if base is None:
        state.complete = False
        return
    state.questionnaire = _laid_over(state, top, base)
    top.done()


def _laid_over(state: Build, top: Fields, base: Questionnaire) -> Questionnaire:
    own = top.identifier()
    if own == base.id:
        todo = "give it an id of its own"
        top.fault_at("id", f"id is the base's; {shown(own)} given; {todo}")
    off = _off(top, base)
    scales = build_questions.scales(top)
    added = _added(state, top, base, scales)
    changed = changes(top, base, scales)
    new = build_initiatives.initiatives(state, top) if top.has("initiatives") else []
    dimensions = rebuilt(base, off, added, changed)
    known = {q.id for dimension in dimensions for q in dimension.questions()}
    gone = base.by_id.keys() - known
    return replace(
        base,
        id=own,
        version=build_head.version(top),
        base=base.key,
        title=top.text("title"),
        summary=top.text("summary"),
        minutes=build_head.minutes(top) if top.has("minutes") else base.minutes,
        dimensions=dimensions,
        initiatives=_initiatives((*_changed(base, changed), *new), off, gone),
        contradictions=tuple(
            pair
            for pair in base.contradictions
            if all(claim.question in known for claim in pair.claims)
        ),
        hash="",
    )


def _off(top: Fields, base: Questionnaire) -> frozenset[str]:
    """Read ``leave_out``: ids of questions, nodes above them, and initiatives."""
    known = {
        *base.by_id,
        *base.dimension_by_id,
        *base.initiative_by_id,
        *(node.id for d in base.dimensions for node in d.capabilities),
    }
    found = top.strings("leave_out", required=False)
    for name in found:
        if name not in known:
            todo = f"name what {base.key} holds"
            top.fault_at(
                "leave_out", f"leave_out is not resolved; {shown(name)} given; {todo}"
            )
    return frozenset(found)


def _added(
    state: Build, top: Fields, base: Questionnaire, scales: Scales
) -> dict[str, tuple[Question, ...]]:
    """Read ``add``: new questions by the capability they go to."""
    leaves = {node.id for node in base.capability_of.values()}
    found: dict[str, tuple[Question, ...]] = {}
    if not top.has("add"):
        top.node("add", required=False)
        return found
    for entry in top.each("add", "addition"):
        below = entry.identifier("below")
        if below and below not in leaves:
            todo = "name a capability that holds questions"
            entry.fault_at("below", f"below is not known; {shown(below)} given; {todo}")
        questions = [
            capabilities.question(state, item, below, scales)
            for item in entry.each("questions", "question")
        ]
        for question in questions:
            if question.id in base.by_id:
                given = f"{shown(question.id)} given"
                text = f"question id is the base's; {given}; change it instead"
                entry.fault_at("questions", text)
        found[below] = (*found.get(below, ()), *questions)
        entry.done()
    return found


def _changed(base: Questionnaire, changed: Changes) -> tuple[Initiative, ...]:
    return tuple(
        replace(initiative, **changed.get(initiative.id, {}))
        for initiative in base.initiatives
    )


def _initiatives(
    initiatives: Collection[Initiative], off: frozenset[str], gone: Collection[str]
) -> tuple[Initiative, ...]:
    """Return what is left: initiatives that still raise something that is asked."""
    kept = {
        each.id: raises
        for each in initiatives
        if each.id not in off
        and (raises := {q: to for q, to in each.raises.items() if q not in gone})
    }
    return tuple(
        replace(
            each,
            raises=kept[each.id],
            requires=tuple(n for n in each.requires if n in kept or n not in dropped),
        )
        for dropped in [{each.id for each in initiatives} - kept.keys()]
        for each in initiatives
        if each.id in kept
    )
