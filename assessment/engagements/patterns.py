"""Answer patterns to check, by person: for the assessor, never for the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from assessment.engagements.data import plain_answer
from assessment.engagements.models import Assessment
from assessment.engagements.review import Given, rank
from assessment.engagements.services import questionnaires_of
from questionnaires.model import Questionnaire
from scoring.answers import AssessmentData
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


def people_to_check(assessment: Assessment, given: Iterable[Given]) -> list[Person]:
    """Return the people whose answers show a pattern, by role and number.

    Args:
        assessment: Whose answers they are.
        given: All its answers; nothing is read from the database.
    """
    answers = list(given)
    data = AssessmentData(
        questionnaires=tuple(assessment.questionnaires),
        answers=tuple(
            plain_answer(one.answer, one.person, one.role) for one in answers
        ),
        mode=assessment.mode,
    )
    people = {one.person: (one.role, one.number) for one in answers}
    found: dict[str, list[Pattern]] = {}
    for definition in questionnaires_of(assessment).values():
        for flag in people_flags(inputs_of(data, definition, None)):
            found.setdefault(flag.about, []).append(Pattern(definition, flag))
    return _in_order(people, found)


def _in_order(
    people: Mapping[str, tuple[str, int]], found: Mapping[str, list[Pattern]]
) -> list[Person]:
    persons = [Person(*people[key], tuple(patterns)) for key, patterns in found.items()]
    return sorted(persons, key=lambda person: (rank(person.role), person.number))
