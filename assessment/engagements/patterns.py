"""Answer patterns to check, by person: for the assessor, never for the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assessment.engagements.data import plain_answer, plain_consensus, profile
from assessment.engagements.models import Assessment, ConsensusValue
from assessment.engagements.review import Given, rank
from assessment.engagements.services import questionnaires_of
from questionnaires.model import Questionnaire, Text
from scoring.answers import AssessmentData, Unit
from scoring.flags import people_flags
from scoring.inputs import inputs_of
from scoring.result import Flag

SEVERAL: Final = 2
"""From so many patterns on one person on, the answers call for a look."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What was seen in a person's answers to one questionnaire."""

    questionnaire: Questionnaire
    flag: Flag

    @property
    def claims(self) -> Text:
        """What a contradiction's claims say together; empty for other patterns."""
        pairs = {pair.id: pair.text for pair in self.questionnaire.contradictions}
        return pairs.get(self.flag.detail.get("pair", ""), {})


@dataclass(frozen=True, slots=True)
class Person:
    """Whose answers show a pattern: role, and number within the role."""

    role: str
    number: int
    patterns: tuple[Pattern, ...]

    @property
    def calls_for_a_look(self) -> bool:
        """Whether there are two patterns or more."""
        return len(self.patterns) >= SEVERAL


def people_to_check(
    assessment: Assessment, given: Iterable[Given], decided: Sequence[ConsensusValue]
) -> list[Person]:
    """Return the people whose answers show a pattern, by role and number.

    Args:
        assessment: Whose answers they are.
        given: All its answers; nothing is read from the database.
        decided: All its consensus values: they decide on what else is asked.
    """
    answers = list(given)
    data = _data(assessment, answers, decided)
    people = {one.person: (one.role, one.number) for one in answers}
    found: dict[str, list[Pattern]] = {}
    for definition in questionnaires_of(assessment).values():
        for flag in people_flags(inputs_of(data, definition, None)):
            found.setdefault(flag.about, []).append(Pattern(definition, flag))
    return _in_order(people, found)


def _data(
    assessment: Assessment, given: Sequence[Given], decided: Sequence[ConsensusValue]
) -> AssessmentData:
    """Return what patterns are seen in; of units only those that answered."""
    units = sorted({one.answer.unit_key for one in given} - {""})
    return AssessmentData(
        questionnaires=tuple(assessment.questionnaires),
        answers=tuple(plain_answer(one.answer, one.person, one.role) for one in given),
        organisation=profile(assessment.organisation),
        mode=assessment.mode,
        form=assessment.form,
        consensus=tuple(
            plain_consensus(row, row.unit_key)
            for row in decided
            if row.value is not None
        ),
        units=tuple(map(Unit, units)),
    )


def _in_order(
    people: Mapping[str, tuple[str, int]], found: Mapping[str, list[Pattern]]
) -> list[Person]:
    persons = [Person(*people[key], tuple(patterns)) for key, patterns in found.items()]
    return sorted(persons, key=lambda person: (rank(person.role), person.number))
