"""From a result to the report of the whole or of one unit."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.benchmarks.among import NOBODY, AmongAll
from assessment.handoffs import Material
from assessment.reports import build_report, with_figures
from questionnaires import loader
from questionnaires.model import Questionnaire
from scoring.one_unit import unit_result
from scoring.result import Result
from scoring.worth import Figures


def tell(
    result: Result,
    unit: str,
    language: str,
    among: AmongAll = NOBODY,
    figures: Figures | None = None,
) -> Material:
    """Return a report of a result, or of one of its units where ``unit`` is not empty.

    ``among`` are the peers, as far as there are releases; ``figures`` are the
    organisation's own, which are of the whole.

    Raises:
        ScoringError: If there is no such unit.
    """
    own = unit_result(result, unit) if unit else result
    pins = (f"{part.id}@{part.version}" for part in own.questionnaires)
    definitions = definitions_of(pins)
    report = build_report(own, definitions, language, among=among)
    if not unit:
        report = with_figures(report, own, figures)
    return Material(report, own, definitions)


def definitions_of(pins: Iterable[str]) -> dict[str, Questionnaire]:
    """Return the definitions that ``pins`` (``ID@VERSION``) name, by id."""
    keys = [key.partition("@") for key in pins]
    return {name: loader.load(name, version) for name, _, version in keys}
