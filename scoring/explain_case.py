"""What an explanation looks at: a result, its answers, and whose numbers are meant.

Source: contract 5, Units; the form is our own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from questionnaires.model import Questionnaire
from scoring.answers import AssessmentData
from scoring.inputs import Inputs, inputs_of
from scoring.result import DimensionResult, QuestionnaireResult, QuestionResult, Result
from scoring.trace import Row


@dataclass(frozen=True)
class Case:
    """One questionnaire's result with its answers.

    ``found`` is the result of ``unit``; where that is ``None``, the organisation's.
    """

    data: AssessmentData
    result: Result
    found: QuestionnaireResult
    definition: Questionnaire
    unit: str | None = None

    @cached_property
    def questions(self) -> Mapping[str, QuestionResult]:
        """The results of the questions by id."""
        return {question.id: question for question in self.found.questions}

    @cached_property
    def dimensions(self) -> Mapping[str, DimensionResult]:
        """The results of the dimensions by id."""
        return {node.id: node for node in self.found.dimensions}

    @cached_property
    def inputs(self) -> Inputs:
        """The answers that count."""
        return inputs_of(self.data, self.definition, self.unit)

    @property
    def of_units(self) -> bool:
        """Whether the numbers are means of the units' numbers."""
        return self.unit is None and bool(self.result.units)

    def units(self, read: Callable[[QuestionnaireResult], float | None]) -> list[Row]:
        """Return what each unit has at one place, with its weight, unitless.

        Args:
            read: Finds a score, 0-100, in a unit's result; ``None`` where it has none.

        Returns:
            Unit, score (``None`` as found) and weight, shape (units,).
        """
        return [
            (unit.id, read(part), unit.weight)
            for unit in self.result.units
            for part in unit.questionnaires
            if part.id == self.found.id
        ]
