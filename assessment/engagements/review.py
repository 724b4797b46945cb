"""What the assessor sees of the answers: by question, by role, how far apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessment.answering.models import Answer
from assessment.engagements import applicability
from assessment.engagements.applicability import NOTHING, Hidden
from assessment.engagements.decisions import Place
from assessment.engagements.models import Assessment, ConsensusValue, Respondent
from assessment.engagements.services import questionnaires_of
from questionnaires.model import Dimension, Question, Questionnaire
from scoring import values
from scoring.answers import CORE, ROLES
from scoring.applicability import left_out_of

APART: Final = 2
"""From this many levels between two answers on, opinions differ."""
_POINTS_PER_LEVEL: Final = 20


@dataclass(frozen=True, slots=True)
class Given:
    """One answer with the role of who gave it, and their number within the role.

    ``person`` is the key that files and flags call them by.
    """

    answer: Answer
    role: str
    number: int
    person: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A question with its answers and its consensus value.

    ``lowest`` and ``highest`` are points 0-100 of the valued answers that count,
    ``None`` where there is none. ``hidden`` says that the question does not apply,
    ``idle`` how many answers are kept and do not count: with units some may where the
    question still applies to others.
    """

    question: Question
    given: tuple[Given, ...]
    consensus: ConsensusValue | None
    lowest: float | None
    highest: float | None
    hidden: bool = False
    idle: int = 0

    @property
    def apart(self) -> float:
        """How many levels lie between the lowest and the highest answer."""
        if self.lowest is None or self.highest is None:
            return 0.0
        return (self.highest - self.lowest) / _POINTS_PER_LEVEL

    @property
    def differs(self) -> bool:
        """Whether opinions differ enough to talk about it."""
        return self.apart >= APART


@dataclass(frozen=True, slots=True)
class Section:
    """One dimension under review."""

    questionnaire: Questionnaire
    dimension: Dimension
    questions: tuple[Reviewed, ...]


GivenBy = Mapping[tuple[str, str], Sequence[Given]]
DecidedBy = Mapping[tuple[str, str], ConsensusValue]


def all_given(session: Session, assessment: Assessment) -> GivenBy:
    """Return all answers by questionnaire and question: one statement."""
    return _given(session, assessment, None)


def all_decided(session: Session, assessment: Assessment) -> list[ConsensusValue]:
    """Return all consensus values, of every unit: one statement."""
    query = select(ConsensusValue).where(ConsensusValue.assessment_id == assessment.id)
    return list(session.scalars(query))


def sections(
    assessment: Assessment,
    given: GivenBy,
    values_set: Sequence[ConsensusValue],
    hidden: Mapping[str, Hidden],
) -> list[Section]:
    """Return every question of the assessment under review; reads no database.

    Args:
        assessment: The assessment.
        given: All its answers.
        values_set: All its consensus values.
        hidden: By unit, what does not apply there.
    """
    decided = {
        (row.questionnaire, row.question): row for row in values_set if not row.unit_key
    }
    return [
        Section(
            definition,
            dimension,
            tuple(_reviewed(pair, given, decided, hidden) for pair in pairs),
        )
        for definition in questionnaires_of(assessment).values()
        for dimension in definition.dimensions
        for pairs in [_listed(assessment, definition, dimension, given)]
        if pairs
    ]


def asked_of(
    assessment: Assessment, reviewed: Sequence[Section]
) -> tuple[int, int] | None:
    """Return how many questions the core form asks, and of how many there are.

    ``None`` where the form asks everything that applies. ``reviewed`` are the
    assessment's sections; reads no database.
    """
    if assessment.form != CORE:
        return None
    asked = sum(not each.hidden for section in reviewed for each in section.questions)
    everything = questionnaires_of(assessment).values()
    return asked, sum(len(definition.by_id) for definition in everything)


def _listed(
    assessment: Assessment,
    definition: Questionnaire,
    dimension: Dimension,
    given: GivenBy,
) -> list[tuple[str, Question]]:
    """Return what is reviewed of a dimension: what the form asks, or somebody said."""
    left_out = left_out_of(definition, assessment.form)
    return [
        (definition.id, question)
        for question in dimension.questions()
        if question.id not in left_out or (definition.id, question.id) in given
    ]


def one(
    session: Session,
    assessment: Assessment,
    place: Place,
    known: tuple[Question, ConsensusValue | None],
) -> Reviewed:
    """Return one question under review, in one unit where there are units."""
    question, stored = known
    key = (place.questionnaire, question.id)
    given = _given(session, assessment, place)
    hidden = applicability.of_assessment(session, assessment)
    return _reviewed(
        (key[0], question),
        given,
        {key: stored} if stored else {},
        {place.unit_key: hidden[place.unit_key]} if place.unit_key else hidden,
    )


def _reviewed(
    asked: tuple[str, Question],
    given: GivenBy,
    decided: DecidedBy,
    hidden: Mapping[str, Hidden],
) -> Reviewed:
    name, question = asked
    key = (name, question.id)
    found = given.get(key, ())
    counts = [e for e in found if key not in hidden.get(e.answer.unit_key, NOTHING)]
    points = [values.points(question, entry.answer.value) for entry in counts]
    valued = [number for number in points if number is not None]
    return Reviewed(
        question=question,
        given=tuple(found),
        consensus=decided.get(key),
        lowest=min(valued, default=None),
        highest=max(valued, default=None),
        hidden=all(key in pairs for pairs in hidden.values()),
        idle=len(found) - len(counts),
    )


def _given(session: Session, assessment: Assessment, place: Place | None) -> GivenBy:
    within_role = func.row_number().over(
        partition_by=Respondent.role, order_by=Respondent.number
    )
    people = (
        select(
            Respondent.id, Respondent.key, Respondent.role, within_role.label("number")
        )
        .where(Respondent.assessment_id == assessment.id)
        .subquery()
    )
    query = (
        select(Answer, people.c.role, people.c.number, people.c.key)
        .join(people, people.c.id == Answer.respondent_id)
        .where(Answer.assessment_id == assessment.id)
        .order_by(people.c.number)
    )
    if place is not None:
        query = query.where(
            Answer.questionnaire == place.questionnaire,
            Answer.question == place.question,
            Answer.unit_key == place.unit_key,
        )
    found: dict[tuple[str, str], list[Given]] = {}
    for row in sorted(session.execute(query), key=lambda row: rank(row.role)):
        answer = row[0]
        key = (answer.questionnaire, answer.question)
        one = Given(answer, row.role, row.number, row.key)
        found.setdefault(key, []).append(one)
    return found


def rank(role: str) -> tuple[int, str]:
    """Sort executives, managers and the front line before roles of one's own."""
    return (ROLES.index(role), "") if role in ROLES else (len(ROLES), role)
