"""Overlays: a published definition with questions added, changed or switched off.

An overlay is a folder with ``overlay.yaml``, or one such file. It names its base by
key and has an id and a version of its own; what it does not mention stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Final

from questionnaires import build_capabilities as capabilities
from questionnaires import (
    build_head,
    build_initiatives,
    build_questions,
    overlay_places,
    overlay_words,
)
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
    state.base = base.key
    base = overlay_words.spoken(top, base)
    over = _laid_over(state, top, base)
    overlay_places.note_causes(state, base, over)
    _effects(state, over)
    state.questionnaire = over
    top.done()


def _laid_over(state: Build, top: Fields, base: Questionnaire) -> Questionnaire:
    own = top.identifier()
    if own == base.id:
        todo = "give it an id of its own"
        top.fault_at("id", f"id is the base's; {shown(own)} given; {todo}")
    off = _off(state, top, base)
    scales = build_questions.scales(top)
    added = _added(state, top, base, scales)
    changed = changes(state, top, base, scales)
    new = _new_initiatives(state, top, base)
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


def _effects(state: Build, over: Questionnaire) -> None:
    """Refuse entries about what is left out, itself or with what it lies in."""
    left = {
        *over.by_id,
        *over.dimension_by_id,
        *over.initiative_by_id,
        *(node.id for d in over.dimensions for node in d.capabilities),
    }
    for key in list(state.places):
        if key[0] in ("change", "added") and key[1] not in left:
            what = "change" if key[0] == "change" else "addition"
            todo = "remove it, or do not leave out what it needs"
            text = f"{what} has no effect; {shown(key[1])} is left out; {todo}"
            state.fault(key, text)


def _new_initiatives(
    state: Build, top: Fields, base: Questionnaire
) -> list[Initiative]:
    """Read the overlay's own initiatives."""
    if not top.has("initiatives"):
        top.node("initiatives", required=False)
        return []
    found = build_initiatives.initiatives(state, top)
    for initiative in found:
        key = ("initiative", initiative.id)
        state.places.setdefault(
            ("added", initiative.id), state.places.get(key, (top.file, 1))
        )
        if initiative.id in base.initiative_by_id:
            given = f"{shown(initiative.id)} given"
            text = f"initiative id is the base's; {given}; change it instead"
            state.fault(key, text)
    return found


def _off(state: Build, top: Fields, base: Questionnaire) -> frozenset[str]:
    """Read ``leave_out``: ids of questions, nodes above them, and initiatives."""
    known = {
        *base.by_id,
        *base.dimension_by_id,
        *base.initiative_by_id,
        *(node.id for d in base.dimensions for node in d.capabilities),
    }
    found = top.strings("leave_out", required=False)
    items = top.items("leave_out", required=False)
    lines = {node.value: node.line for node in items if node.value in found}
    for name in found:
        state.places["leave_out", name] = (top.file, lines[name])
        if name not in known:
            todo = f"name what {base.key} holds"
            text = f"leave_out is not resolved; {shown(name)} given; {todo}"
            state.fault(("leave_out", name), text)
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
        _note_added(state, entry, base, (below, questions))
        found[below] = (*found.get(below, ()), *questions)
        entry.done()
    return found


def _note_added(
    state: Build,
    entry: Fields,
    base: Questionnaire,
    addition: tuple[str, list[Question]],
) -> None:
    """Remember where an addition stands; refuse questions that the base has."""
    here = (entry.file, entry.line)
    below, questions = addition
    state.places.setdefault(("add", below), here)
    for question in questions:
        place = state.places.get(("question", question.id), here)
        state.places.setdefault(("added", question.id), place)
        if question.id in base.by_id:
            given = f"{shown(question.id)} given"
            text = f"question id is the base's; {given}; change it instead"
            entry.fault_at("questions", text)


def _changed(base: Questionnaire, changed: Changes) -> tuple[Initiative, ...]:
    return tuple(
        replace(initiative, **changed.get(initiative.id, {}))
        for initiative in base.initiatives
    )


def _initiatives(
    initiatives: Collection[Initiative], off: frozenset[str], gone: Collection[str]
) -> tuple[Initiative, ...]:
    """Return what is left: initiatives that still raise something that is asked.

    One that leaves hands its prerequisites on: the order of the others stays.
    """
    kept = {
        each.id: raises
        for each in initiatives
        if each.id not in off
        and (raises := {q: to for q, to in each.raises.items() if q not in gone})
    }
    dropped = {each.id: each for each in initiatives if each.id not in kept}
    return tuple(
        replace(
            each,
            raises=kept[each.id],
            requires=tuple(_standing(each.requires, dropped)),
        )
        for each in initiatives
        if each.id in kept
    )


def _standing(
    names: Collection[str], dropped: Mapping[str, Initiative]
) -> Iterator[str]:
    """Yield names of initiatives, for one that is dropped those that it requires."""
    waiting, seen = list(names), set(names)
    while waiting:
        name = waiting.pop(0)
        if name not in dropped:
            yield name
            continue
        # Prerequisites may still run in a circle: that is looked for later.
        further = [each for each in dropped[name].requires if each not in seen]
        waiting += further
        seen |= set(further)
