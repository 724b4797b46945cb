"""What a definition means as a whole: references, cycles and the rules of its kind."""

from __future__ import annotations

import math
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Final

from questionnaires import meaning_conditions
from questionnaires.build_state import Build
from questionnaires.faults import shown
from questionnaires.model import (
    Capability,
    Dimension,
    Initiative,
    Kind,
    Question,
    Questionnaire,
    QuestionType,
    RollUp,
    Rung,
)

MOST_LEVELS: Final = 10
STAGE_FLOORS: Final = (0, 1, 2, 3, 4, 5)
STAGES: Final = {
    "stage-1": ("G1a", "G1b"),
    "stage-2": ("G2a", "G2b", "G2c"),
    "stage-3": ("G3a", "G3b"),
    "stage-4": ("G4a", "G4b", "G4c", "G4d"),
    "stage-5": ("G5a", "G5b", "G5c", "G5d"),
}
_FOUR: Final = ("0", "1", "2", "3", "4")
CHOICES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "perceived": {"perceived": (*_FOUR, "5")},
    "target": {
        "T0": ("0", "1"),
        **{f"T{number}": _FOUR for number in range(1, 7)},
        "preference": ("-0.5", "0", "0.5"),
    },
}


def check(build: Build) -> None:
    """Add the faults that only the whole definition shows."""
    questionnaire = build.questionnaire
    if questionnaire is None or not build.complete:
        return
    _initiatives(build, questionnaire)
    _cycle(build, questionnaire.initiatives)
    _later_stages(build, questionnaire)
    meaning_conditions.check(build, questionnaire)
    if questionnaire.kind is Kind.CONTINUUM:
        _continuum(build, questionnaire)
    _ladders(build, questionnaire)


def _head(build: Build, text: str) -> None:
    build.fault(("questionnaire",), text)


def _initiatives(build: Build, questionnaire: Questionnaire) -> None:
    for initiative in questionnaire.initiatives:
        for question_id, level in initiative.raises.items():
            wrong = _wrong_raise(questionnaire.by_id.get(question_id), level)
            if wrong:
                text = f"{wrong}; {question_id}: {level:g} given; correct it"
                build.fault(("raises", initiative.id, question_id), text)
        if initiative.owner and initiative.owner not in questionnaire.owners:
            known = ", ".join(questionnaire.owners) or "none yet"
            given = f"{shown(initiative.owner)} given"
            text = f"owner is not known; {given}; use one of owners: {known}"
            build.fault(("owner", initiative.id), text)
        for other in initiative.requires:
            if other not in questionnaire.initiative_by_id or other == initiative.id:
                todo = "name another initiative of this questionnaire"
                text = f"requires is not resolved; {shown(other)} given; {todo}"
                build.fault(("requires", initiative.id), text)


def _wrong_raise(question: Question | None, level: float) -> str:
    if question is None:
        return "raises a question that does not exist"
    if not question.scored:
        return "raises a question that is not scored"
    if question.type is QuestionType.RUBRIC and level not in range(1, 6):
        return "raises a rubric to something that is not a whole level from 1 to 5"
    return ""


def _cycle(build: Build, initiatives: tuple[Initiative, ...]) -> None:
    known = {initiative.id for initiative in initiatives}
    sorter = TopologicalSorter(
        {i.id: [r for r in i.requires if r in known and r != i.id] for i in initiatives}
    )
    try:
        sorter.prepare()
    except CycleError as error:
        path: list[str] = error.args[1]
        named = " → ".join(path)
        todo = "remove one of these requires"
        build.fault(("requires", path[0]), f"requires form a cycle; {named}; {todo}")


def _later_stages(build: Build, questionnaire: Questionnaire) -> None:
    """Refuse a prerequisite of a later stage: stages are built in their order."""
    number = {name: index for index, name in enumerate(STAGES, start=1)}
    stage = {
        initiative.id: max(
            (number.get(name.partition(".")[0], 0) for name in initiative.raises),
            default=0,
        )
        for initiative in questionnaire.initiatives
    }
    for initiative in questionnaire.initiatives:
        for other in initiative.requires:
            if stage.get(other, 0) > stage[initiative.id]:
                given = f"{other} of stage {stage[other]} given"
                todo = f"require nothing above stage {stage[initiative.id]}"
                text = f"requires an initiative of a later stage; {given}; {todo}"
                build.fault(("requires", initiative.id), text)


def _ladders(build: Build, questionnaire: Questionnaire) -> None:
    if questionnaire.kind is Kind.CAPABILITY_MODEL or questionnaire.levels:
        _levels(build, questionnaire.levels)
    if questionnaire.kind is Kind.CONTINUUM or questionnaire.stages:
        found = _floors(questionnaire.stages)
        if found != STAGE_FLOORS and not any(map(math.isnan, found)):
            wanted = ", ".join(str(floor) for floor in STAGE_FLOORS)
            text = f"stages have wrong floors; {_shown(found)} given; use {wanted}"
            _head(build, text)


def _levels(build: Build, rungs: tuple[Rung, ...]) -> None:
    """Refuse bands that do not part 0 to 100 from the bottom up."""
    found = _floors(rungs)
    if any(map(math.isnan, found)):
        return
    rising = all(low < high for low, high in pairwise(found))
    if not (2 <= len(found) <= MOST_LEVELS and found[0] == 0 and rising):
        todo = f"give 2 to {MOST_LEVELS} levels with rising floors, the first 0"
        _head(build, f"levels have wrong floors; {_shown(found)} given; {todo}")


def _floors(rungs: tuple[Rung, ...]) -> tuple[float, ...]:
    return tuple(rung.floor for rung in rungs)


def _shown(floors: tuple[float, ...]) -> str:
    return ", ".join(f"{floor:g}" for floor in floors) or "nothing"


def _continuum(build: Build, questionnaire: Questionnaire) -> None:
    _one_stage(build, questionnaire)
    found = tuple(dimension.id for dimension in questionnaire.dimensions)
    wanted = (*STAGES, *CHOICES)
    if found != wanted:
        todo = f"use {', '.join(wanted)}"
        text = f"a continuum has other dimensions; {', '.join(found)} given; {todo}"
        build.fault(("dimensions",), text)
        return
    _mean(build, ("questionnaire",), questionnaire.rollup)
    for dimension in questionnaire.dimensions:
        codes = STAGES.get(dimension.id) or tuple(CHOICES[dimension.id])
        _codes(build, dimension, codes)
        _weights(build, dimension)
        nodes: list[Dimension | Capability] = [dimension, *dimension.capabilities]
        for node in nodes:
            _mean(build, (_kind(node), node.id), node.rollup)
        for question in dimension.questions():
            _continuum_question(build, dimension.id, question)


def _kind(node: Dimension | Capability) -> str:
    return "dimension" if isinstance(node, Dimension) else "capability"


def _mean(build: Build, place: tuple[str, ...], rollup: RollUp) -> None:
    """Refuse sums and minima: a stage is the mean of its criteria."""
    if rollup is not RollUp.MEAN:
        todo = "remove it: a stage is the mean of its criteria"
        build.fault(place, f"rollup in the continuum; {rollup} given; {todo}")


def _codes(build: Build, dimension: Dimension, wanted: tuple[str, ...]) -> None:
    found = tuple(question.source for question in dimension.questions())
    if found != wanted:
        todo = f"ask {', '.join(wanted)} once each, in this order"
        text = f"questions have other sources; {', '.join(found)} given; {todo}"
        build.fault(("dimension", dimension.id), text)


def _weights(build: Build, dimension: Dimension) -> None:
    """Refuse other weights than 1: a stage is the mean of its criteria."""
    parts: list[Dimension | Capability | Question] = [
        dimension,
        *dimension.capabilities,
        *dimension.questions(),
    ]
    for part in parts:
        if part.weight is not None and part.weight != 1:
            given = f"{part.weight:g} given"
            todo = "make it 1: the continuum's stages and criteria count alike"
            text = f"weight of {part.id} is not 1; {given}; {todo}"
            build.fault(("weight", part.id), text)


def _one_stage(build: Build, questionnaire: Questionnaire) -> None:
    """Refuse initiatives that raise several stages: no plan goes above its target."""
    for initiative in questionnaire.initiatives:
        there = [name for name in initiative.raises if name in questionnaire.by_id]
        stages = {name: name.partition(".")[0] for name in there}
        first = next(iter(stages.values()), "")
        for name, stage in stages.items():
            if stage != first:
                given = f"{shown(name)} beside {first} given"
                todo = (
                    "raise criteria of one stage, and the others by an initiative more"
                )
                text = f"initiative raises several stages; {given}; {todo}"
                build.fault(("raises", initiative.id, name), text)


def _continuum_question(build: Build, dimension: str, question: Question) -> None:
    place = ("question", question.id)
    stage = dimension in STAGES
    type_ = QuestionType.CRITERION if stage else QuestionType.CHOICE
    if question.type is not type_:
        todo = f"make it a {type_}"
        text = f"question of {dimension} has another type; {question.type} given"
        build.fault(place, f"{text}; {todo}")
    if question.allow_na != (dimension == "stage-5"):
        given = f"{str(question.allow_na).lower()} given"
        todo = "allow it in stage-5 alone, in each of its questions"
        build.fault(place, f"allow_na is wrong in {dimension}; {given}; {todo}")
    keys = tuple(option.key for option in question.options)
    wanted = CHOICES.get(dimension, {}).get(question.source)
    if wanted is not None and keys != wanted:
        todo = f"use {', '.join(wanted)}"
        build.fault(place, f"options have other keys; {', '.join(keys)} given; {todo}")
    elif wanted is not None:
        _values(build, question)


def _values(build: Build, question: Question) -> None:
    wrong = [o.key for o in question.options if o.value != float(o.key)]
    if wrong:
        given = f"{', '.join(wrong)} given"
        text = f"option's value differs from its key; {given}; make them equal"
        build.fault(("question", question.id), text)
