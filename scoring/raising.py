"""What an initiative would raise, and how much of that is wanted.

Source: method 4.10; contract 5, Roadmap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import fsum

from questionnaires.model import Initiative, Kind, Questionnaire, QuestionType
from scoring.gaps import DEFAULT_IMPORTANCE
from scoring.levels import above, ceiling
from scoring.result import QuestionnaireResult, QuestionResult
from scoring.values import POINTS_PER_LEVEL


@dataclass(frozen=True, slots=True)
class Field:
    """One questionnaire's part of the plan.

    ``targets`` and ``importance`` are by capability id (0-100 and 1-5); ``criteria``
    maps a gate criterion to its target 0-100; ``accepted`` holds question ids.
    """

    questionnaire: Questionnaire
    questions: Mapping[str, QuestionResult]
    targets: Mapping[str, float]
    importance: Mapping[str, float]
    criteria: Mapping[str, float] = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()

    def raised(self, initiative: Initiative) -> dict[str, float]:
        """Return the points, 0-100, that an initiative raises each question to.

        Accepted, hidden and not applicable questions do not count.
        """
        return {
            question: raised_points(self.questionnaire, question, value)
            for question, value in initiative.raises.items()
            if question not in self.accepted
            and self.questions[question].state not in ("na", "hidden")
        }

    def gap(self, initiative: Initiative) -> float:
        """Return how far an initiative leads towards the targets, 0-100 points.

        The mean over the questions it raises; an unanswered one starts at 0.
        """
        raised = self.raised(initiative)
        gains = [
            max(0.0, min(value, self._target(question)) - self.score(question))
            for question, value in raised.items()
        ]
        return fsum(gains) / len(gains) if gains else 0.0

    def adds(self, initiative: Initiative) -> bool:
        """Tell whether an initiative leads beyond the score and what it builds on.

        A step whose targets its own prerequisites reach already adds nothing.
        """
        reached = {question: self.score(question) for question in initiative.raises}
        for earlier in self.questionnaire.before[initiative.id]:
            for question, value in self.raised(earlier).items():
                if question in reached:
                    reached[question] = max(reached[question], value)
        return any(
            above(min(value, self._target(question)), reached[question])
            for question, value in self.raised(initiative).items()
        )

    def weight(self, initiative: Initiative) -> float:
        """Return an initiative's importance, 1-5.

        The mean of the capabilities that its questions lie in; criteria have 3.
        """
        if self.questionnaire.kind is Kind.CONTINUUM:
            return DEFAULT_IMPORTANCE
        owners = {self.questionnaire.capability_of[q].id for q in initiative.raises}
        return fsum(self.importance[name] for name in owners) / len(owners)

    def stage(self, initiative: Initiative) -> int:
        """Return the highest stage an initiative raises, 1-5; 0 off the continuum."""
        if self.questionnaire.kind is not Kind.CONTINUUM:
            return 0
        return max(stage_of(question) for question in initiative.raises)

    def technology(self, initiative: Initiative) -> bool:
        """Tell whether an initiative builds what the flag ``it-behind`` misses."""
        if self.questionnaire.family == "it-support":
            return True
        return any(
            question.startswith("information-technology.")
            for question in initiative.raises
        )

    def score(self, question: str) -> float:
        """Return a question's score, 0-100; 0 where it has none."""
        return self.questions[question].score or 0.0

    def _target(self, question: str) -> float:
        if self.questionnaire.kind is Kind.CONTINUUM:
            return self.criteria.get(question, 0.0)
        return self.targets[self.questionnaire.capability_of[question].id]


def stage_of(question_id: str) -> int:
    """Return the stage, 1-5, of a criterion.

    Args:
        question_id: Begins with its dimension: ``stage-2.gate.function``.
    """
    return int(question_id.split(".")[0].removeprefix("stage-"))


def raised_points(questionnaire: Questionnaire, question: str, value: float) -> float:
    """Return what ``raises`` says in points, 0-100: levels of a rubric count 20 each.

    Args:
        questionnaire: The definition.
        question: Id of the raised question.
        value: A level 0-5 of a rubric, a percentage 0-100 of any other type.

    Source: contract 3, ``raises``.
    """
    if questionnaire.by_id[question].type is QuestionType.RUBRIC:
        return value * POINTS_PER_LEVEL
    return value


def criteria_targets(
    questionnaire: Questionnaire, result: QuestionnaireResult
) -> dict[str, float]:
    """Return the target, 0-100, of every gate criterion by its id.

    67 below the stage to reach, 51 at it, 0 above; weak foundations always 100. A
    position that is not below its band has no stage to reach. Empty without a position.

    Args:
        questionnaire: The definition.
        result: Its result.
    """
    part = result.continuum
    if part is None or part.position is None:
        return {}
    aim = _stage_to_reach(result)
    wanted = {
        criterion.id: 67.0 if gate.stage < aim else 51.0 if gate.stage == aim else 0.0
        for gate in part.gates
        for criterion in gate.criteria
    }
    return {**wanted, **dict.fromkeys(part.weak, 100.0)}


def _stage_to_reach(result: QuestionnaireResult) -> int:
    part = result.continuum
    if part is None or part.position is None:
        return 0
    if part.target is None:
        return part.position.stage + 1
    return ceiling(part.target.band[0]) if part.target.state == "below" else 0
