"""An assessment's result beside the peers of a release."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final, Protocol

from assessment.benchmarks.document import Document
from assessment.benchmarks.regions import grid
from scoring.comparison import Standing, compare
from scoring.grid import Cell, Place
from scoring.result import QuestionnaireResult, Result

SCHEMA: Final = "sextant/comparison@1"


class Dated(Protocol):
    """A release, from a file or stored: which one, and from when."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def date(self) -> dt.date:
        """Its day."""


def of_result(result: Result, release: Document, member: bool) -> list[Standing]:
    """Return where a result stands, dimension by dimension.

    Args:
        result: The result; it holds the release's questionnaire.
        release: The release.
        member: Whether the organisation is inside the release.
    """
    profile = result.organisation
    place = Place(profile.get("industry"), profile.get("region"), profile.get("size"))
    part = next(
        each for each in result.questionnaires if each.id == release.questionnaire
    )
    return compare(place, scores(part), release.found, grid(), member)


def scores(part: QuestionnaireResult) -> dict[str, float]:
    """Return what a result compares: dimension scores, or position and target.

    What is not scored is left out.
    """
    if part.continuum is not None:
        position, target = part.continuum.position, part.continuum.target
        found = {
            "position": position.value if position else None,
            "target": target.value if target else None,
        }
    else:
        found = {"overall": part.overall.score}
        found |= {each.id: each.score for each in part.dimensions}
    return {name: score for name, score in found.items() if score is not None}


def to_json(release: Dated, found: Sequence[Standing]) -> dict[str, Any]:
    """Return a comparison as contract 6 has it."""
    return {
        "schema": SCHEMA,
        "release": release.id,
        "date": release.date.isoformat(),
        "dimensions": [_standing(each) for each in found],
    }


def _standing(each: Standing) -> dict[str, Any]:
    return {
        "dimension": each.dimension,
        "score": each.score,
        "cell": _cell(each.cell),
        "n": each.n,
        "rung": each.rung,
        "refused": [
            {"rung": one.rung, "cell": _cell(one.cell), "why": one.why}
            for one in each.refused
        ],
        "percentile": each.percentile,
        "interval": list(each.interval) if each.interval else None,
        "quartile": each.quartile,
        "distinguishable": each.distinguishable,
    }


def _cell(cell: Cell | None) -> dict[str, str | None] | None:
    if cell is None:
        return None
    return {"industry": cell.industry, "region": cell.region}
