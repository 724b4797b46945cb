"""From a result to the report of the whole or of one unit."""

from __future__ import annotations

from assessment.batches.formats import Told, definitions
from assessment.benchmarks.among import NOBODY, AmongAll
from assessment.reports import build_report, with_figures
from scoring.one_unit import unit_result
from scoring.result import Result
from scoring.worth import Figures


def tell(
    result: Result,
    unit: str,
    language: str,
    among: AmongAll = NOBODY,
    figures: Figures | None = None,
) -> Told:
    """Return a report of a result, or of one of its units where ``unit`` is not empty.

    ``among`` are the peers, as far as there are releases; ``figures`` are the
    organisation's own, which are of the whole.

    Raises:
        ScoringError: If there is no such unit.
    """
    own = unit_result(result, unit) if unit else result
    report = build_report(own, definitions(own), language, among=among)
    if not unit:
        report = with_figures(report, own, figures)
    return Told(report, own)
