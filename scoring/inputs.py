"""The answers of one questionnaire, sorted for scoring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from questionnaires.model import Questionnaire, QuestionType
from scoring.aggregate import by_role, mean
from scoring.answers import NA, Answer, AssessmentData, Consensus
from scoring.values import choice_number


@dataclass(frozen=True, slots=True)
class Inputs:
    """What one questionnaire's result is computed from, in one unit or in all.

    ``answers`` and ``consensus`` are by question id; ``accepted`` holds the ids of
    questions whose gap the organisation accepts; ``invited`` counts the people asked
    and is ``None`` where nobody said.
    """

    questionnaire: Questionnaire
    answers: Mapping[str, tuple[Answer, ...]]
    consensus: Mapping[str, Consensus]
    accepted: frozenset[str]
    mode: str
    invited: int | None

    @property
    def respondents(self) -> int:
        """How many people answered anything here."""
        return len(
            {
                answer.respondent
                for rows in self.answers.values()
                for answer in rows
                if answer.value is not None
            }
        )

    def choices(self) -> dict[str, float]:
        """Return the number behind each choice question, 0 and up.

        The consensus where there is one, else the role-balanced mean; questions that
        nobody answered are absent.
        """
        found: dict[str, float] = {}
        for question in self.questionnaire.questions():
            if question.type is not QuestionType.CHOICE:
                continue
            agreed = self.consensus.get(question.id)
            if agreed is not None and agreed.value is not None:
                number = choice_number(question, agreed.value)
            else:
                number = mean(
                    by_role(
                        (answer.role, value)
                        for answer in self.answers.get(question.id, ())
                        if (value := choice_number(question, answer.value)) is not None
                    ).values()
                )
            if number is not None:
                found[question.id] = number
        return found

    def ungraded(self, question_id: str) -> bool:
        """Whether a valued answer, or the consensus, has no evidence grade."""
        entry = self.consensus.get(question_id)
        if entry is not None:
            return entry.evidence == "none" and entry.value != NA
        return any(
            answer.evidence == "none"
            for answer in self.answers.get(question_id, ())
            if answer.value is not None and answer.value not in ("na", "dk")
        )


def inputs_of(
    data: AssessmentData, questionnaire: Questionnaire, unit: str | None
) -> Inputs:
    """Return the inputs of one questionnaire.

    Args:
        data: The assessment.
        questionnaire: One of its questionnaires.
        unit: Only this unit's answers; ``None`` takes all. All units together have no
            consensus of their own: each answer carries its unit's evidence grade.
    """
    together = unit is None and bool(data.units)
    answers: dict[str, list[Answer]] = {}
    for answer in _graded(data) if together else data.answers:
        if answer.questionnaire == questionnaire.id and unit in (None, answer.unit):
            answers.setdefault(answer.question, []).append(answer)
    return Inputs(
        questionnaire=questionnaire,
        answers={question: tuple(rows) for question, rows in answers.items()},
        consensus={} if together else _consensus(data, questionnaire.id, unit),
        accepted=frozenset(
            gap.question
            for gap in data.accepted
            if gap.questionnaire == questionnaire.id
        ),
        mode=data.mode,
        # How many were asked is said of the whole organisation only.
        invited=sum(data.invited.values()) if data.invited and unit is None else None,
    )


def _graded(data: AssessmentData) -> list[Answer]:
    """Return the answers with the evidence grade that their unit's assessor gave."""
    grades = {
        (entry.questionnaire, entry.question, unit.id): entry.evidence
        for specific in (False, True)
        for entry in data.consensus
        for unit in data.units
        if (entry.unit == unit.id if specific else entry.unit is None)
    }
    return [
        replace(answer, evidence=grades[key]) if key in grades else answer
        for answer in data.answers
        for key in [(answer.questionnaire, answer.question, answer.unit)]
    ]


def _consensus(
    data: AssessmentData, questionnaire_id: str, unit: str | None
) -> dict[str, Consensus]:
    """Return the consensus entries; a unit's own replaces one for all units."""
    entries = [e for e in data.consensus if e.questionnaire == questionnaire_id]
    found = {entry.question: entry for entry in entries if entry.unit is None}
    if unit is not None:
        found |= {entry.question: entry for entry in entries if entry.unit == unit}
    return found
