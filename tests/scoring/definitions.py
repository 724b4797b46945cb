"""Small definitions for scoring tests: every score can be set directly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from questionnaires.model import (
    Capability,
    Dimension,
    Initiative,
    Kind,
    Option,
    Question,
    Questionnaire,
    QuestionType,
)
from scoring.answers import Answer, AssessmentData

GATES = {
    1: ("G1a", "G1b"),
    2: ("G2a", "G2b", "G2c"),
    3: ("G3a", "G3b"),
    4: ("G4a", "G4b", "G4c", "G4d"),
    5: ("G5a", "G5b", "G5c", "G5d"),
}
PROFILE = ("T0", "T1", "T2", "T3", "T4", "T5", "T6", "preference")
DIMENSIONS = {
    "leadership": 100,
    "strategy": 100,
    "people-organisation": 130,
    "resources": 100,
    "information-technology": 120,
    "operations": 250,
    "outcomes": 200,
}


def text(words: str) -> Mapping[str, str]:
    return {"en": words, "zh-Hans": words, "zh-Hant": words}


def question(  # noqa: PLR0913 - a factory names each field it sets
    question_id: str,
    question_type: QuestionType = QuestionType.CRITERION,
    *,
    weight: float | None = 1,
    source: str = "E1.1",
    allow_na: bool = True,
    options: Sequence[Option] = (),
) -> Question:
    return Question(
        id=question_id,
        type=question_type,
        text=text(question_id),
        source=source,
        origin="seed",
        weight=weight,
        options=tuple(options),
        allow_na=allow_na,
    )


def capability(
    capability_id: str, questions: Iterable[Question], weight: float | None = 1
) -> Capability:
    return Capability(
        capability_id, text(capability_id), weight, "E1.1", tuple(questions)
    )


def model(
    dimensions: Mapping[str, Sequence[Capability]],
    weights: Mapping[str, float] = DIMENSIONS,
    initiatives: Sequence[Initiative] = (),
) -> Questionnaire:
    return Questionnaire(
        id="capability-model",
        version="1.0",
        kind=Kind.CAPABILITY_MODEL,
        languages=("en", "zh-Hans", "zh-Hant"),
        title=text("Capability model"),
        minutes={"core": 1, "full": 1},
        dimensions=tuple(
            Dimension(name, text(name), weights[name], tuple(capabilities))
            for name, capabilities in dimensions.items()
        ),
        initiatives=tuple(initiatives),
        hash="sha256:test",
    )


def seven_dimensions() -> Questionnaire:
    """One capability with one percentage question in each dimension."""
    return model(
        {
            name: [capability(f"{name}.all", [question(f"{name}.all.now")])]
            for name in DIMENSIONS
        }
    )


def one_capability(
    weights: Sequence[float], kind: QuestionType = QuestionType.CRITERION
) -> Questionnaire:
    """One dimension ``d`` with capability ``d.c`` and questions ``d.c.q1`` …"""
    questions = [
        question(f"d.c.q{number}", kind, weight=weight)
        for number, weight in enumerate(weights, start=1)
    ]
    return model({"d": [capability("d.c", questions)]}, {"d": 1})


def initiative(
    name: str,
    raises: Mapping[str, float],
    effort: float,
    requires: Iterable[str] = (),
    days: int = 60,
) -> Initiative:
    return Initiative(
        id=name,
        title=text(name),
        kind="organisation",
        raises=raises,
        effort=effort,
        days=days,
        owner="head",
        kpi=text("kpi"),
        requires=tuple(requires),
    )


@dataclass(frozen=True)
class Plan:
    """An initiative as a case writes it; it raises one question, ``gap`` below 90."""

    title: str
    gap: int
    importance: int
    effort: int
    needs: Sequence[str] = ()
    days: int = 60


def planned(
    initiatives: Mapping[str, Mapping[str, Any]], capacity: int | None = None
) -> tuple[AssessmentData, Questionnaire]:
    """Every initiative has a capability of its own; the target of all is 90."""
    plans = {name: Plan(**row) for name, row in initiatives.items()}
    questionnaire = model(
        {"d": [capability(f"d.{name}", [question(f"d.{name}.q")]) for name in plans]},
        {"d": 1},
        [
            initiative(name, {f"d.{name}.q": 100}, plan.effort, plan.needs, plan.days)
            for name, plan in plans.items()
        ],
    )
    answers = tuple(
        Answer(
            questionnaire.id, f"d.{name}.q", 90 - plan.gap, importance=plan.importance
        )
        for name, plan in plans.items()
    )
    data = AssessmentData(
        (questionnaire.key,), answers, targets={"d": 90}, capacity=capacity
    )
    return data, questionnaire


def criterion_id(code: str) -> str:
    return f"stage-{code[1]}.gate.{code.lower()}"


def profile_id(code: str) -> str:
    return f"target.profile.{code.lower()}"


def choice(question_id: str, source: str, values: Sequence[float]) -> Question:
    return question(
        question_id,
        QuestionType.CHOICE,
        weight=None,
        source=source,
        allow_na=False,
        options=[Option(f"{value:g}", value, text(f"{value:g}")) for value in values],
    )


def continuum(initiatives: Sequence[Initiative] = ()) -> Questionnaire:
    """The continuum's structure, ids made from the codes."""
    stages = [
        Dimension(
            f"stage-{stage}",
            text(f"stage {stage}"),
            1,
            (
                capability(
                    f"stage-{stage}.gate",
                    [
                        question(criterion_id(c), source=c, allow_na=stage == 5)
                        for c in codes
                    ],
                ),
            ),
        )
        for stage, codes in GATES.items()
    ]
    perceived = choice("perceived.stage.now", "perceived", range(6))
    targets = [choice(profile_id(code), code, _scale(code)) for code in PROFILE]
    return Questionnaire(
        id="continuum",
        version="1.0",
        kind=Kind.CONTINUUM,
        languages=("en", "zh-Hans", "zh-Hant"),
        title=text("Continuum"),
        minutes={"core": 1, "full": 1},
        dimensions=(
            *stages,
            Dimension(
                "perceived",
                text("perceived"),
                None,
                (capability("perceived.stage", [perceived], None),),
            ),
            Dimension(
                "target",
                text("target"),
                None,
                (capability("target.profile", targets, None),),
            ),
        ),
        initiatives=tuple(initiatives),
        hash="sha256:test",
    )


def _scale(code: str) -> Sequence[float]:
    if code == "preference":
        return (-0.5, 0, 0.5)
    return range(2) if code == "T0" else range(5)
