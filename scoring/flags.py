"""What an assessor should look at: flags with the facts behind them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from questionnaires.conditions import fits
from questionnaires.model import Questionnaire, RollUp
from scoring.answers import DK
from scoring.inputs import Inputs
from scoring.levels import above, at_least
from scoring.patterns import KINDS as PATTERNS
from scoring.patterns import carefulness_flags
from scoring.result import (
    ContinuumResult,
    DimensionResult,
    Flag,
    Overall,
    QuestionnaireResult,
    QuestionResult,
)
from scoring.values import measure

MANY_DONT_KNOW: Final = 0.20
NA_HEAVY: Final = 0.30
WEIGHTS_MATTER: Final = 3
PERCEPTION: Final = 1
STRONG_IT: Final = 70
WEAK_IT: Final = 50

FOR_THE_ASSESSOR: Final = frozenset({"contradiction", *PATTERNS})
"""Flags about one person's answers: never in what the client reads."""


def questionnaire_flags(
    inputs: Inputs,
    questions: Sequence[QuestionResult],
    dimensions: Sequence[DimensionResult],
    overall: Overall,
) -> tuple[Flag, ...]:
    """Return the flags of one questionnaire's own answers.

    Args:
        inputs: The answers.
        questions: Their results, in the definition's order.
        dimensions: The dimensions' results.
        overall: The headline.

    Source: method 4.1, 4.2 and 4.9; contract 5, Flags.
    """
    return (
        *_evidence_missing(inputs, questions),
        *_many_dont_know(inputs),
        *(
            Flag("na-heavy", node.id, {"share": node.na_share})
            for node in dimensions
            if node.na_share is not None and above(node.na_share, NA_HEAVY)
        ),
        *_weights_matter(inputs.questionnaire, overall),
        *_unused(inputs),
        *people_flags(inputs),
    )


def people_flags(inputs: Inputs) -> tuple[Flag, ...]:
    """Return the flags about single people's answers, for the assessor alone.

    Args:
        inputs: The answers of one questionnaire.

    Source: method 4.9; contract 5, Flags.
    """
    return (*_contradictions(inputs), *carefulness_flags(inputs))


def _evidence_missing(
    inputs: Inputs, questions: Sequence[QuestionResult]
) -> Iterator[Flag]:
    if inputs.mode != "assessed":
        return
    for question in questions:
        if question.score is not None and inputs.ungraded(question.id):
            yield Flag("evidence-missing", question.id)


def _unused(inputs: Inputs) -> Iterator[Flag]:
    """Say of answers to what does not apply that they are kept and do not count."""
    for question in inputs.questionnaire.questions():
        if question.id in inputs.unused:
            detail = {"answers": inputs.unused[question.id]}
            yield Flag("hidden-answer", question.id, detail)


def _many_dont_know(inputs: Inputs) -> Iterator[Flag]:
    for dimension in inputs.questionnaire.dimensions:
        given = [
            answer.value
            for question in dimension.questions()
            if question.scored
            for answer in inputs.answers.get(question.id, ())
            if answer.value is not None
        ]
        unknown = given.count(DK)
        if given and above(unknown / len(given), MANY_DONT_KNOW):
            yield Flag(
                "many-dont-know", dimension.id, {"dk": unknown, "asked": len(given)}
            )


def _weights_matter(definition: Questionnaire, overall: Overall) -> Iterator[Flag]:
    """Say where equal weights would give another mean; under a minimum none counts."""
    if definition.rollup is not RollUp.MEAN:
        return
    if overall.score is None or overall.equal_weights is None:
        return
    difference = overall.score - overall.equal_weights
    if above(abs(difference), WEIGHTS_MATTER):
        yield Flag("weights-matter", definition.id, {"difference": difference})


def _contradictions(inputs: Inputs) -> Iterator[Flag]:
    """Name everyone who makes all claims of a declared contradiction."""
    for pair in inputs.questionnaire.contradictions:
        asked = {claim.question for claim in pair.claims}
        for person, own in sorted(_own_answers(inputs, asked).items()):
            if all(fits(claim, own.get(claim.question)) for claim in pair.claims):
                detail: dict[str, Any] = {"pair": pair.id, "answers": own}
                yield Flag("contradiction", person[0], detail | _unit(person[1]))


def _own_answers(
    inputs: Inputs, asked: Collection[str]
) -> dict[tuple[str, str], dict[str, float]]:
    """Return what each person said, in the units of conditions, by question."""
    found: dict[tuple[str, str], dict[str, float]] = {}
    for question in sorted(asked):
        for answer in inputs.answers.get(question, ()):
            number = measure(inputs.questionnaire.by_id[question], answer.value)
            if number is not None:
                person = (answer.respondent, answer.unit or "")
                found.setdefault(person, {})[question] = number
    return found


def _unit(unit: str) -> dict[str, str]:
    return {"unit": unit} if unit else {}


def continuum_flags(
    questionnaire_id: str,
    result: ContinuumResult,
    others: Mapping[str, QuestionnaireResult],
) -> tuple[Flag, ...]:
    """Return the flags of the continuum.

    Args:
        questionnaire_id: Id of the continuum's questionnaire.
        result: Position, gates and target.
        others: The other questionnaires' results by family; IT is read from them.

    Source: method 4.4; contract 5, Flags.
    """
    flags: list[Flag] = []
    where = result.position
    if where is not None and where.leap:
        detail = {"stage": where.stage, "attempted": where.attempted}
        flags.append(Flag("leap", questionnaire_id, detail))
    if result.weak:
        detail_weak = {"criteria": list(result.weak)}
        flags.append(Flag("weak-foundation", questionnaire_id, detail_weak))
    if (
        where is not None
        and where.perception_gap is not None
        and at_least(where.perception_gap, PERCEPTION)
    ):
        gap = {"perceived": where.perceived, "position": where.value}
        flags.append(Flag("perception-gap", questionnaire_id, gap))
    return (*flags, *_it_flags(result, others))


def _it_flags(
    result: ContinuumResult, others: Mapping[str, QuestionnaireResult]
) -> Iterator[Flag]:
    where, aim = result.position, result.target
    if where is None or aim is None:
        return
    technology = _technology(others)
    module = others.get("it-support")
    support = module.overall.score if module else None
    strong = technology is not None and at_least(technology, STRONG_IT)
    if strong and where.stage <= 1 and aim.state == "below":
        yield Flag("it-ahead", "information-technology", {"score": technology})
    known = [score for score in (technology, support) if score is not None]
    weak = [score for score in known if not at_least(score, WEAK_IT)]
    if weak and at_least(aim.band[0], 3):
        yield Flag("it-behind", "information-technology", {"score": min(weak)})


def _technology(others: Mapping[str, QuestionnaireResult]) -> float | None:
    model = others.get("capability-model")
    if model is None:
        return None
    return next(
        (n.score for n in model.dimensions if n.id == "information-technology"), None
    )
