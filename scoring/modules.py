"""What a module adds to its scores: a decision, a loop, or readiness.

The rest of a module's result is scored like any other questionnaire's.

Source: method 1.7, 1.9 and 1.10; contract 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from questionnaires.model import Capability, Dimension, Questionnaire
from scoring.aggregate import mean, weighted_mean
from scoring.answers import AssessmentData
from scoring.inputs import Inputs
from scoring.levels import at_least
from scoring.modules_result import (
    Factor,
    Loop,
    ModuleResult,
    Processes,
    Readiness,
    Risk,
    Success,
    Tiering,
)
from scoring.result import CapabilityResult, DimensionResult, QuestionnaireResult
from scoring.tiering import decide

TIERING: Final = "customer-tiering"
PROCESSES: Final = "crm-processes"
SUCCESS: Final = "success-factors"

LINKS: Final = {
    "analyse": ("K1", "K2"),
    "plan": ("K3",),
    "execute": ("K4", "K5"),
    "control": ("K6",),
}
"""The processes of each link of the loop; K0, the platform, is none."""
FACTORS: Final = tuple(f"F{number}" for number in range(1, 9))
LINK_HOLDS: Final = 50
LINK_DROP: Final = 20
READY: Final = 67
AT_RISK: Final = 50


def with_module(
    inputs: Inputs, result: QuestionnaireResult, market: str | None
) -> QuestionnaireResult:
    """Return a questionnaire's result with what its kind of module adds.

    Args:
        inputs: The answers; the decision on tiering is read from them.
        result: Its scores, the organisation's or one unit's.
        market: The organisation's market, or ``None``.

    Source: method 1.9 and 1.10; contract 5.
    """
    found = _module(inputs, result, market)
    return result if found is None else replace(result, module=found)


def with_whole_module(
    data: AssessmentData, inputs: Inputs, result: QuestionnaireResult
) -> QuestionnaireResult:
    """Return the organisation's result above its units, with its module's part.

    Loop and readiness follow from the merged scores, the decision from all units'
    answers; what was agreed for all units together replaces these.

    Args:
        data: The assessment.
        inputs: All units' answers to the questionnaire together.
        result: The organisation's result, merged from its units'.
    """
    agreed = {
        entry.question: entry
        for entry in data.consensus
        if entry.questionnaire == result.id and entry.unit is None
    }
    market = data.organisation.get("market")
    return with_module(replace(inputs, consensus=agreed), result, market)


def _module(
    inputs: Inputs, result: QuestionnaireResult, market: str | None
) -> ModuleResult | None:
    kind = inputs.questionnaire.family
    if kind == TIERING:
        by_id = {question.id: question for question in result.questions}
        return Tiering(decide(inputs, by_id, market))
    if kind == PROCESSES:
        return Processes(loop(_Parts(inputs.questionnaire, result)))
    if kind == SUCCESS:
        return Success(readiness(_Parts(inputs.questionnaire, result)))
    return None


@dataclass(frozen=True)
class _Parts:
    """A module's scores by the part of the method that they are about."""

    definition: Questionnaire
    result: QuestionnaireResult

    @cached_property
    def _capabilities(self) -> Mapping[str, CapabilityResult]:
        return {
            node.id: node
            for dimension in self.result.dimensions
            for node in dimension.capabilities
        }

    def score(self, part: str) -> float | None:
        """Return the score, 0-100, of a part such as ``K1``, or ``None``.

        The dimension's where the part is all of one; else the weighted mean of its
        capabilities.
        """
        for dimension in self.result.dimensions:
            if self._whole(dimension, part):
                return dimension.score
        return weighted_mean(
            [
                (self._capabilities[capability.id].score, capability.weight)
                for capability in self.capabilities(part)
                if capability.weight is not None
            ]
        )

    def _whole(self, result: DimensionResult, part: str) -> bool:
        """Whether a dimension is all of this part, and the part all of it."""
        dimension = self.definition.dimension_by_id[result.id]
        return list(_weighted(dimension)) == self.capabilities(part)

    def capabilities(self, part: str) -> list[Capability]:
        """Return the capabilities of a part, in the definition's order."""
        return [
            capability
            for dimension in self.definition.dimensions
            for capability in _weighted(dimension)
            if part_of(capability) == part
        ]

    def low_questions(self, part: str) -> tuple[str, ...]:
        """Return the ids of a part's questions below "largely", in order."""
        by_id = {question.id: question for question in self.result.questions}
        return tuple(
            question.id
            for capability in self.capabilities(part)
            for question in capability.questions
            if (score := by_id[question.id].score) is not None
            and not at_least(score, READY)
        )


def _weighted(dimension: Dimension) -> Iterator[Capability]:
    """Yield the capabilities that hold scored questions."""
    for capability in dimension.capabilities:
        if capability.weight is not None and capability.questions:
            yield capability


def part_of(capability: Capability) -> str:
    """Return the part that a capability is about: ``K1`` for the source ``K1.2``."""
    return capability.source.split(",")[0].strip().split(".")[0]


def loop(parts: _Parts) -> Loop:
    """Return the four links of the loop, 0-100, and the first that is broken.

    A link is the mean of its processes that have a score.

    Args:
        parts: The scores of ``crm-processes`` by process.

    Source: method 1.9.
    """
    links = {
        name: mean(score for part in codes if (score := parts.score(part)) is not None)
        for name, codes in LINKS.items()
    }
    return Loop(**links, broken=broken_link(links))


def broken_link(links: Mapping[str, float | None]) -> str | None:
    """Return the first link below 50, or 20 or more below the one before it.

    Args:
        links: Scores, 0-100, in the loop's order; one that is ``None`` is skipped.

    Returns:
        ``None`` where no link is broken.

    Source: method 1.9.
    """
    before: float | None = None
    for name, score in links.items():
        if score is None:
            continue
        dropped = before is not None and at_least(before - score, LINK_DROP)
        if dropped or not at_least(score, LINK_HOLDS):
            return name
        before = score
    return None


def readiness(parts: _Parts) -> Readiness:
    """Return how ready the eight success factors are, and which of them are risks.

    Args:
        parts: The scores of ``success-factors`` by factor.

    Source: method 1.7; the bounds are our own.
    """
    scores = {factor: parts.score(factor) for factor in FACTORS}
    risks = [
        Risk(factor, score, parts.low_questions(factor))
        for factor, score in scores.items()
        if score is not None and state(score) != "ready"
    ]
    return Readiness(
        score=parts.result.overall.score,
        factors=tuple(
            Factor(factor, score, None if score is None else state(score))
            for factor, score in scores.items()
        ),
        # Rounded only to order them: the noise of floating point decides no tie.
        risks=tuple(sorted(risks, key=lambda r: (round(r.score, 9), r.factor))),
    )


def state(score: float) -> str:
    """Return ``ready``, ``at-risk`` or ``missing`` for a factor's score, 0-100."""
    if at_least(score, READY):
        return "ready"
    return "at-risk" if at_least(score, AT_RISK) else "missing"
