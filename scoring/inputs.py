"""The answers of one questionnaire, sorted for scoring.

Source: method 4.1 and 4.6; contract 4; contract 5, States and Units.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from questionnaires.model import Questionnaire, QuestionType
from scoring.answers import NA, Answer, AssessmentData, Consensus
from scoring.applicability import agreed_number, hidden_questions
from scoring.values import EVIDENCE_CAPS, points


class Valued(NamedTuple):
    """An answer that has a value, in points 0-100.

    ``claimed`` is what was said, ``evidenced`` what its evidence carries of it, and
    ``headline`` the one of both that the assessment's mode puts first.
    """

    answer: Answer
    claimed: float
    evidenced: float
    headline: float


@dataclass(frozen=True)
class Inputs:
    """What one questionnaire's result is computed from, in one unit or in all.

    ``answers`` and ``consensus`` are by question id; ``accepted`` holds the ids of
    questions whose gap the organisation accepts; ``invited`` is how many people were
    asked, ``None`` where nobody said. ``hidden`` holds the ids of questions that do not
    apply; their answers are not among ``answers``, and ``unused`` tells how many there
    are of each.
    """

    questionnaire: Questionnaire
    answers: Mapping[str, tuple[Answer, ...]]
    consensus: Mapping[str, Consensus]
    accepted: frozenset[str]
    mode: str
    invited: int | None
    hidden: frozenset[str] = frozenset()
    unused: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def valued(self) -> Mapping[str, tuple[Valued, ...]]:
        """The answers to scored questions that have a value, by question id.

        The assessor's evidence grade, where there is one, replaces the respondents'.
        """
        found: dict[str, tuple[Valued, ...]] = {}
        assessed = self.mode == "assessed"
        for name, rows in self.answers.items():
            question = self.questionnaire.by_id.get(name)
            if question is None or not question.scored:
                continue
            entry = self.consensus.get(name)
            valued = []
            for row in rows:
                claimed = points(question, row.value)
                if claimed is not None:
                    grade = entry.evidence if entry else row.evidence
                    carried = min(claimed, EVIDENCE_CAPS[grade])
                    first = carried if assessed else claimed
                    valued.append(Valued(row, claimed, carried, first))
            found[name] = tuple(valued)
        return found

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
        """Return the number behind each choice question, any unit: its options' values.

        The consensus where there is one, else the role-balanced mean, by question id;
        questions that nobody answered are absent.
        """
        found: dict[str, float] = {}
        for question in self.questionnaire.questions():
            if question.type is not QuestionType.CHOICE:
                continue
            number = agreed_number(question, self.answers, self.consensus)
            if number is not None:
                found[question.id] = number
        return found

    def ungraded(self, question_id: str) -> bool:
        """Tell whether a valued answer, or the consensus, has no evidence grade.

        Args:
            question_id: The question; one that nobody answered is not ungraded.

        Source: method 4.1.
        """
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
    if unit is None and data.units:
        return _together(data, questionnaire)
    answers = _by_question(
        answer
        for answer in data.answers
        if answer.questionnaire == questionnaire.id and unit in (None, answer.unit)
    )
    consensus = _consensus(data, questionnaire.id, unit)
    # How many were asked is said of the whole organisation only.
    invited = _invited(data) if unit is None else None
    profile, form = data.organisation, data.form
    hidden = hidden_questions(questionnaire, profile, answers, consensus, form)
    return replace(
        _inputs(data, questionnaire, invited),
        answers={q: rows for q, rows in answers.items() if q not in hidden},
        consensus={q: entry for q, entry in consensus.items() if q not in hidden},
        hidden=hidden,
        unused={q: len(rows) for q, rows in answers.items() if q in hidden},
    )


def _inputs(
    data: AssessmentData, questionnaire: Questionnaire, invited: int | None
) -> Inputs:
    """Return inputs without answers."""
    accepted = frozenset(
        gap.question for gap in data.accepted if gap.questionnaire == questionnaire.id
    )
    return Inputs(questionnaire, {}, {}, accepted, data.mode, invited)


def _together(data: AssessmentData, questionnaire: Questionnaire) -> Inputs:
    """Return the inputs of all units: of each, the answers that apply to it."""
    parts = {unit.id: inputs_of(data, questionnaire, unit.id) for unit in data.units}
    unused: Counter[str] = Counter()
    for part in parts.values():
        unused.update(part.unused)
    return replace(
        _inputs(data, questionnaire, _invited(data)),
        answers=_by_question(
            answer
            for answer in _graded(data)
            if answer.questionnaire == questionnaire.id
            and answer.unit in parts
            and answer.question not in parts[answer.unit].hidden
        ),
        hidden=frozenset.intersection(*(part.hidden for part in parts.values())),
        unused=dict(unused),
    )


def _by_question(answers: Iterable[Answer]) -> dict[str, tuple[Answer, ...]]:
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        found.setdefault(answer.question, []).append(answer)
    return {question: tuple(rows) for question, rows in found.items()}


def _invited(data: AssessmentData) -> int | None:
    return sum(data.invited.values()) if data.invited else None


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
