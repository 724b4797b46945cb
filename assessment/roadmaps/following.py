"""Following a plan up: where initiatives stand, and what they raised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.accounts.models import User
from assessment.engagements.models import Assessment
from assessment.engagements.services import hold
from assessment.roadmaps.decided import STOPPED, Entry, Rescore, name_of
from assessment.roadmaps.models import Plan, PlanNote
from assessment.roadmaps.services import (
    PlanConflictError,
    Step,
    held_plan,
    plain,
    record,
    sign,
    signed,
)
from scoring.needed import Key


@dataclass(frozen=True, slots=True)
class Progress:
    """What is noted of an initiative on the way.

    ``seen`` is the status that the page showed; ``submission`` makes sure that a note
    that is sent twice is kept once.
    """

    status: str
    seen: str
    note: str | None
    evidence: str | None
    submission: str


def follow_up(
    session: Session, user: User, assessment: Assessment, key: Key, said: Progress
) -> None:
    """Set where an initiative stands, and keep what was noted of it.

    Raises:
        PlanConflictError: If someone else set another status since it was seen.
    """
    hold(session, assessment)
    if _is_noted(session, said.submission):
        return
    row = held_plan(session, assessment)
    stored = plain(assessment, row).of(key)
    if stored.status not in (said.seen, said.status):
        raise PlanConflictError(stored)
    if stored.status != said.status:
        _set_status(row, key, stored, said)
        if STOPPED in (stored.status, said.status):
            # What is stopped is in the plan no more: it looks different now.
            sign(row, user)
    note = _note(assessment, key, said)
    note.by = user.name
    session.add(note)
    record(session, user, assessment, "plan.noted", name_of(key), status=said.status)


def judge(
    session: Session, user: User, step: Step, question: str, verdict: Rescore
) -> None:
    """Confirm or refuse a re-score; ``verdict.version`` is of what was seen.

    The assessment and its result stay as they are: a confirmed re-score is shown
    beside them, as what an assessment today would count.

    Raises:
        PlanConflictError: If someone else judged since it was seen.
    """
    hold(session, step.assessment)
    row = held_plan(session, step.assessment)
    judged = plain(step.assessment, row).rescores.get(step.key, {})
    stored = judged.get(question, Rescore())
    if (stored.verdict, stored.reason) == (verdict.verdict, verdict.reason):
        return
    if stored.version != verdict.version:
        raise PlanConflictError(stored)
    kept = replace(verdict, **signed(user, stored.version))
    name = name_of(step.key)
    theirs = {**row.rescores.get(name, {}), question: kept.plain()}
    row.rescores = {**row.rescores, name: theirs}
    row.version += 1
    subject = f"{name}:{question}"
    record(session, user, step.assessment, f"rescore.{verdict.verdict}", subject)


def notes_of(session: Session, assessment: Assessment, key: Key) -> Sequence[PlanNote]:
    """Return what was noted of an initiative, the newest first."""
    return session.scalars(
        select(PlanNote)
        .where(
            PlanNote.assessment_id == assessment.id,
            PlanNote.questionnaire == key[0],
            PlanNote.initiative == key[1],
        )
        .order_by(PlanNote.id.desc())
    ).all()


def _is_noted(session: Session, submission: str) -> bool:
    query = select(PlanNote.id).where(PlanNote.submission_key == submission)
    return session.scalar(query) is not None


def _note(assessment: Assessment, key: Key, said: Progress) -> PlanNote:
    return PlanNote(
        assessment_id=assessment.id,
        questionnaire=key[0],
        initiative=key[1],
        status=said.status,
        note=said.note,
        evidence=said.evidence,
        submission_key=said.submission,
    )


def _set_status(row: Plan, key: Key, stored: Entry, said: Progress) -> None:
    why = said.note if said.status == STOPPED else None
    entry = replace(stored, status=said.status, stopped=why)
    row.decisions = {**row.decisions, name_of(key): entry.plain()}
    row.version += 1
