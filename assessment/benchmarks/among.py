"""An organisation among the peers of a release: where it stands in each dimension.

Plain values, whether the release came from a file or from the database.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, Final

from assessment.benchmarks.comparing import scores
from assessment.benchmarks.document import is_named_synthetic
from assessment.benchmarks.regions import grid
from questionnaires.model import Kind, Questionnaire
from scoring.answers import AssessmentData
from scoring.comparison import Published, Standing, compare
from scoring.grid import Place
from scoring.release import METHOD
from scoring.result import QuestionnaireResult, Result


class Issuer(Enum):
    """Who answers for a release."""

    OWN = "own"
    SIGNED = "signed"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class Source:
    """Which release peers come from; ``fingerprint`` is ``None`` where none signed.

    ``synthetic`` is what the release says of itself; ask ``is_synthetic``.
    """

    id: str
    date: dt.date
    questionnaire: str
    version: str
    issuer: Issuer
    fingerprint: str | None = None
    synthetic: bool = field(kw_only=True)

    @property
    def is_synthetic(self) -> bool:
        """Whether its organisations were generated: it says so, or its id does."""
        return self.synthetic or is_named_synthetic(self.id)


@dataclass(frozen=True)
class Among:
    """A release's cells around an organisation.

    ``is_member`` tells whether the organisation is inside the release: it is then left
    out of its own peers. ``weighs`` tells whether the peers have a say in the
    priorities; those that have none are shown all the same.
    """

    source: Source
    published: Published
    is_member: bool = False
    weighs: bool = True

    def standings(self, result: Result) -> list[Standing]:
        """Return where a result stands; empty where it lacks the questionnaire."""
        part = _part(result, self.source.questionnaire)
        return self.compared(result.organisation, {} if part is None else scores(part))

    def compared(
        self, profile: Mapping[str, Any], found: Mapping[str, float]
    ) -> list[Standing]:
        """Return where scores would stand, by dimension: measured ones or predicted."""
        place = place_of(profile)
        return compare(place, found, self.published, grid(), self.is_member)

    def upper_quartiles(
        self, profile: Mapping[str, Any], dimensions: Collection[str]
    ) -> dict[str, float]:
        """Return the peers' upper quartile of each dimension that tells one, 0-100."""
        # Which peers they are depends on the place alone, so any score will do.
        asked = dict.fromkeys(dimensions, 0.0)
        found = self.compared(profile, asked)
        told = {each.dimension: quartiles(each) for each in found}
        return {name: float(three[2]) for name, three in told.items() if three}


AmongAll = Mapping[str, Among]
"""By questionnaire id, as much of it as there are releases."""
NOBODY: Final[AmongAll] = {}


def place_of(profile: Mapping[str, Any]) -> Place:
    """Return where the organisation of a profile stands on the grid."""
    return Place(profile.get("industry"), profile.get("region"), profile.get("size"))


def quartiles(standing: Standing) -> tuple[float, float, float] | None:
    """Return the quartiles of a standing's peers, ``None`` where too few are left."""
    given = (standing.published or {}).get("quartiles")
    if not given or standing.n is None or standing.n < METHOD.quartiles:
        return None
    return given[0], given[1], given[2]


def weighed(
    data: AssessmentData,
    among: AmongAll,
    questionnaires: Mapping[str, Questionnaire],
) -> AssessmentData:
    """Return an assessment whose gaps count more where peers are further.

    These peers are then part of what the result is computed from; peers that are not
    to weigh are not.

    Args:
        data: The assessment.
        among: Its peers by questionnaire.
        questionnaires: The pinned definitions by id.

    Source: method 4.10, peer factor.
    """
    weighing = {name: peers for name, peers in among.items() if peers.weighs}
    found = dict(told(data.organisation, weighing, questionnaires))
    return replace(data, peers=found)


def told(
    organisation: Mapping[str, Any],
    among: AmongAll,
    questionnaires: Mapping[str, Questionnaire],
) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield each questionnaire whose peers tell an upper quartile, with all they tell.

    The continuum has none: further along is not better.
    """
    for name, peers in among.items():
        asked = questionnaires[name]
        if asked.kind is Kind.CONTINUUM:
            continue
        dimensions = [each.id for each in asked.dimensions if each.scored]
        found = peers.upper_quartiles(organisation, dimensions)
        if found:
            yield name, found


def _part(result: Result, questionnaire: str) -> QuestionnaireResult | None:
    return next((p for p in result.questionnaires if p.id == questionnaire), None)
