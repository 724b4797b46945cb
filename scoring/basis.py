"""What a plan rests on: scores, targets and importance of every questionnaire.

The engine plans from it while it scores; a planner gets the same back from a result.

Source: method 4.10; contract 5, Roadmap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from questionnaires.model import Initiative, Questionnaire
from scoring.answers import AcceptedGap, Answer, AssessmentData, Consensus, Unit
from scoring.gaps import capability_importance, capability_targets, decided_target
from scoring.inputs import Inputs, inputs_of
from scoring.levels import above
from scoring.predict import Predictor, predictor
from scoring.raising import Field, criteria_targets
from scoring.result import QuestionnaireResult, Result

Scored = Sequence[tuple[Inputs, QuestionnaireResult]]
"""Inputs and result of each questionnaire."""


@dataclass(frozen=True, slots=True)
class Raise:
    """A question that an initiative raises, from its score now to more, both 0-100.

    ``now`` is 0 where nobody answered, as the plan counts it.
    """

    question: str
    now: float
    to: float


@dataclass(frozen=True, slots=True)
class Basis:
    """What the plan of one organisation or unit is made from.

    ``predict`` tells what questions raised to some points, 0-100, lead to;
    ``technology_first`` whether stages 3 and 4 wait for information technology, because
    it is behind (method 4.4); ``capacity`` how many days of initiatives fit into a
    wave, >= 1, ``None`` for any number.
    """

    parts: tuple[Field, ...]
    predict: Predictor
    technology_first: bool = False
    capacity: int | None = None

    def find(self, questionnaire: str, initiative: str) -> tuple[Field, Initiative]:
        """Return an initiative with the part of the plan that it belongs to.

        Args:
            questionnaire: Its questionnaire's id.
            initiative: Its id there.

        Raises:
            KeyError: If there is no such initiative.
        """
        for part in self.parts:
            if part.questionnaire.id == questionnaire:
                return part, part.questionnaire.initiative_by_id[initiative]
        raise KeyError(questionnaire)

    def raises(self, questionnaire: str, initiative: str) -> tuple[Raise, ...]:
        """Return the questions that an initiative raises above their score.

        They are in the definition's order; accepted, hidden and not applicable ones are
        left out, and so is what is reached already.

        Args:
            questionnaire: Its questionnaire's id.
            initiative: Its id there.

        Raises:
            KeyError: If there is no such initiative.

        Source: method 4.10.
        """
        part, found = self.find(questionnaire, initiative)
        return tuple(
            Raise(question, part.score(question), to)
            for question, to in part.raised(found).items()
            if above(to, part.score(question))
        )


def basis(data: AssessmentData, scored: Scored) -> Basis:
    """Return what the plan of one organisation or unit is made from.

    Args:
        data: The assessment; with units, the plan is the whole organisation's.
        scored: Inputs and result of each questionnaire.

    Source: method 4.10.
    """
    aimed = _continuum_target(data, [result for _inputs, result in scored])
    fields = tuple(
        Field(
            questionnaire=inputs.questionnaire,
            questions={question.id: question for question in result.questions},
            targets=capability_targets(inputs.questionnaire, data.targets, aimed),
            importance=capability_importance(inputs),
            criteria=criteria_targets(inputs.questionnaire, result),
            accepted=inputs.accepted,
        )
        for inputs, result in scored
    )
    behind = any(
        flag.kind == "it-behind" for _inputs, result in scored for flag in result.flags
    )
    predict = predictor(fields, units=bool(data.units))
    return Basis(fields, predict, behind, data.capacity)


def basis_of(result: Result, questionnaires: Mapping[str, Questionnaire]) -> Basis:
    """Return what a result's plan was made from; nothing is scored again.

    Args:
        result: Any result, fresh or frozen.
        questionnaires: The pinned definitions by id.

    Raises:
        KeyError: If a questionnaire of the result is not among them.

    Source: method 4.10; contract 5: a result is complete.
    """
    data = data_of(result)
    return basis(data, list(_scored(data, result, questionnaires)))


def data_of(result: Result) -> AssessmentData:
    """Return what a result was computed from, as values again.

    Args:
        result: Any result; its questionnaires are named by id alone.

    Source: contract 5: a result is complete.
    """
    return AssessmentData(
        questionnaires=tuple(part.id for part in result.questionnaires),
        answers=tuple(Answer(**row) for row in result.answers),
        organisation=result.organisation,
        date=result.date,
        mode=result.mode,
        consensus=tuple(Consensus(**row) for row in result.consensus),
        units=tuple(
            Unit(unit.id, unit.weight, unit.shares_customers) for unit in result.units
        ),
        targets=result.targets,
        accepted=tuple(AcceptedGap(**row) for row in result.accepted),
        invited=result.invited,
        capacity=result.capacity,
        form=result.form,
        peers=result.peers,
    )


def _scored(
    data: AssessmentData, result: Result, questionnaires: Mapping[str, Questionnaire]
) -> Iterator[tuple[Inputs, QuestionnaireResult]]:
    for part in result.questionnaires:
        yield inputs_of(data, questionnaires[part.id], None), part


def _continuum_target(
    data: AssessmentData, results: Sequence[QuestionnaireResult]
) -> float | None:
    """Return the decided or proposed position, 0-5, or ``None`` without one."""
    for result in results:
        if result.continuum is not None:
            proposed = result.continuum.target
            return proposed.value if proposed else decided_target(data.targets)
    return None
