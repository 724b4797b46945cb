"""An assessment among its peers, for whoever may see the assessment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, contains_eager

from assessment.accounts.models import Organisation, User
from assessment.accounts.services import may_see
from assessment.benchmarks import comparing, series
from assessment.benchmarks.among import place_of
from assessment.benchmarks.series import Sought
from assessment.engagements.data import assessment_data, profile
from assessment.engagements.models import LOCKED, Assessment, Engagement
from assessment.engagements.services import questionnaires_of
from assessment.errors import NotFoundError
from assessment.explorer.model import Own, Peers, Scores, Subject, explore
from assessment.reports.stored import result_from_json
from questionnaires.model import Kind, Questionnaire
from scoring.engine import score
from scoring.result import Result

EARLIER: Final = 5
"""How many earlier assessments are looked at."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; ``None`` and empty for what is usual."""

    questionnaire: str | None = None
    cohorts: tuple[str, ...] = ()
    dimension: str | None = None


@dataclass(frozen=True, slots=True)
class Explored:
    """An assessment among its peers, by one of its ``definitions``."""

    assessment: Assessment
    definitions: Mapping[str, Questionnaire]
    definition: Questionnaire
    peers: Peers


def get_peers(
    session: Session, user: User, public_id: str, asked: Asked, today: dt.date
) -> Explored:
    """Return an assessment among the peers of the newest release.

    Raises:
        NotFoundError: If there is no such assessment, questionnaire, dimension or
            cohort, or it is not for ``user``.
    """
    assessment, others = _with_earlier(session, user, public_id)
    definitions = questionnaires_of(assessment)
    name = asked.questionnaire or next(iter(definitions))
    if name not in definitions:
        raise NotFoundError
    definition = definitions[name]
    result = _result(session, assessment, definitions)
    subject = _subject(assessment, others, definition, result)
    sought = Sought(assessment.organisation, (definition.key,), today)
    releases = series.read(session, sought)
    peers = explore(subject, releases, asked.cohorts, asked.dimension)
    return Explored(assessment, definitions, definition, peers)


def _with_earlier(
    session: Session, user: User, public_id: str
) -> tuple[Assessment, list[Assessment]]:
    """Return an assessment, and what the organisation locked before; one statement."""
    asked = Assessment.public_id == public_id
    theirs = (
        select(Engagement.organisation_id)
        .join(Assessment, Assessment.engagement_id == Engagement.id)
        .where(asked)
        .scalar_subquery()
    )
    engagement = contains_eager(Assessment.engagement)
    rows = session.scalars(
        select(Assessment)
        .join(Assessment.engagement)
        .join(Engagement.organisation)
        .options(engagement.contains_eager(Engagement.organisation))
        .where(
            Organisation.id == theirs,
            may_see(user),
            or_(asked, Assessment.status == LOCKED),
        )
        .order_by(asked.desc(), Assessment.date.desc(), Assessment.id.desc())
        .limit(1 + EARLIER)
    ).all()
    if not rows or rows[0].public_id != public_id:
        raise NotFoundError
    first = rows[0]
    return first, [each for each in rows[1:] if each.date <= first.date]


def _result(
    session: Session, assessment: Assessment, definitions: Mapping[str, Questionnaire]
) -> Result:
    if assessment.locked_result is None:
        return score(assessment_data(session, assessment), definitions)
    return result_from_json(assessment.locked_result)


def _subject(
    assessment: Assessment,
    others: Sequence[Assessment],
    definition: Questionnaire,
    result: Result,
) -> Subject:
    part = result.of(definition.id)
    scores = comparing.scores(part) if part else {}
    return Subject(
        key=definition.key,
        place=place_of(profile(assessment.organisation)),
        dimensions=dimensions(definition),
        now=Own(assessment.title, assessment.date, scores),
        earlier=tuple(_earlier(others, definition)),
        units=tuple(
            Own(unit.id, None, comparing.scores(part))
            for unit in result.units
            for part in unit.questionnaires
            if part.id == definition.id
        ),
    )


def dimensions(definition: Questionnaire) -> tuple[str, ...]:
    """Return what a questionnaire is compared by, the headline first."""
    if definition.kind is Kind.CONTINUUM:
        return ("position", "target")
    return ("overall", *(each.id for each in definition.dimensions if each.scored))


def _earlier(others: Sequence[Assessment], definition: Questionnaire) -> Iterator[Own]:
    """Yield what was scored by the very same definition."""
    for each in others:
        parts = (each.locked_result or {}).get("questionnaires", ())
        for part in parts:
            if f"{part['id']}@{part['version']}" == definition.key:
                yield Own(each.title, each.date, _scores(part))


def _scores(part: Mapping[str, Any]) -> Scores:
    """Return the scores of a frozen result's part, as ``comparing.scores`` does."""
    if "gates" in part:
        found = {
            name: (part[name] or {}).get("value") for name in ("position", "target")
        }
    else:
        found = {"overall": part["overall"]["score"]}
        found |= {each["id"]: each["score"] for each in part["dimensions"]}
    return {name: value for name, value in found.items() if value is not None}
