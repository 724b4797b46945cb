"""An assessment's plan with everything it is made from, for whoever may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from assessment.accounts.models import User
from assessment.benchmarks.among import AmongAll
from assessment.benchmarks.peers import peers_of
from assessment.db import utcnow
from assessment.engagements.data import assessment_data
from assessment.engagements.models import Assessment
from assessment.engagements.services import get_assessment, questionnaires_of
from assessment.errors import NotFoundError
from assessment.reports.stored import result_from_json
from assessment.roadmaps.decided import Decided
from assessment.roadmaps.services import ALONG, Step, decided
from questionnaires.model import Initiative, Questionnaire
from scoring.basis import Basis, Raise, basis_of
from scoring.engine import score
from scoring.needed import Key
from scoring.planning import Plan
from scoring.result import Result


@dataclass(frozen=True)
class Planned:
    """An assessment with what was decided about its plan.

    Its result and its peers are read when a page first needs them.
    """

    session: Session
    assessment: Assessment
    definitions: Mapping[str, Questionnaire]
    decided: Decided

    @cached_property
    def result(self) -> Result:
        """The frozen result of a locked assessment, else that of today's answers.

        Peers weigh in the order of the gaps alone, so the plan needs none of them.
        """
        if self.assessment.locked_result is not None:
            return result_from_json(self.assessment.locked_result)
        return score(assessment_data(self.session, self.assessment), self.definitions)

    @cached_property
    def among(self) -> AmongAll:
        """The peers of the newest releases."""
        return peers_of(self.session, self.assessment, utcnow().date())

    @cached_property
    def ground(self) -> Basis:
        """What the plan is made from."""
        return basis_of(self.result, self.definitions)

    @cached_property
    def plan(self) -> Plan:
        """The plan as it was decided."""
        return self.decided.plan(self.ground)

    def initiative(self, key: Key) -> Initiative:
        """Return an initiative of the pinned definitions.

        Raises:
            NotFoundError: If there is no such initiative.
        """
        definition = self.definitions.get(key[0])
        found = definition.initiative_by_id.get(key[1]) if definition else None
        if found is None:
            raise NotFoundError
        return found

    def step(self, key: Key) -> Step:
        """Return an initiative with what its plan is made from.

        Raises:
            NotFoundError: If there is no such initiative.
        """
        self.initiative(key)
        return Step(self.assessment, self.ground, key)

    def rescored(self, key: Key, question: str) -> Raise:
        """Return what an initiative promises of a question, judged or not.

        Raises:
            NotFoundError: If it does not raise that question above its score.
        """
        self.initiative(key)
        for each in self.ground.raises(*key):
            if each.question == question:
                return each
        raise NotFoundError


def get_planned(
    session: Session, user: User, public_id: str, *, held: bool = False
) -> Planned:
    """Return the plan of an assessment that ``user`` may see.

    ``held`` keeps others from deciding until the next commit.

    Raises:
        NotFoundError: If there is none, or it is not for ``user``.
    """
    assessment = get_assessment(session, user, public_id, held=held, along=ALONG)
    definitions = questionnaires_of(assessment)
    return Planned(session, assessment, definitions, decided(assessment))
