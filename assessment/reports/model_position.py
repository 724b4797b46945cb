"""The page on the continuum as values: is this right for us?

Texts are in the reader's language, positions 0-5 and scores 0-100, unrounded.
"""

from __future__ import annotations

from dataclasses import dataclass

from assessment.reports.charts import ContinuumStrip
from assessment.reports.model_plan import Pitfall


@dataclass(frozen=True, slots=True)
class WhyRow:
    """One of the six answers that propose the band.

    ``answer`` is in words, ``value`` 0-4, ``pull`` in stages: what it adds to the
    proposal; ``None`` for the one that only limits, and then ``limit`` says how.
    """

    code: str
    title: str
    answer: str
    value: float | None
    pull: float | None
    limit: str


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion that keeps the next stage shut; ``now`` is ``None`` unanswered."""

    code: str
    title: str
    now: float | None
    needed: str


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """A gap, or a target, that somebody decided on."""

    title: str
    by: str
    date: str
    reason: str


@dataclass(frozen=True, slots=True)
class PositionPage:
    """Is this right for us? One for the organisation, or one for each unit.

    ``since`` says how the position changed, empty where there was none before.
    ``advice`` and ``steps`` are sentences; ``afterwards`` are said below the steps.
    ``pitfalls`` are a unit's; the organisation's stand before the waves of its plan.
    """

    questionnaire: str
    unit: str
    label: str
    lead: str
    chart: ContinuumStrip
    state: str
    state_name: str
    cautions: tuple[str, ...]
    why: tuple[WhyRow, ...]
    preference: float | None
    proposed: float | None
    band_sentence: str
    blocking_title: str
    blocking: tuple[CriterionRow, ...]
    stability: str
    accepted: tuple[AcceptedRow, ...]
    decided: AcceptedRow | None
    advice: tuple[str, ...]
    steps: tuple[str, ...]
    afterwards: tuple[str, ...]
    pitfalls_title: str
    pitfalls: tuple[Pitfall, ...]
    since: str = ""
