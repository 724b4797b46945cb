"""An assessment's result beside the peers of a release."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final, Protocol

from scoring.comparison import Standing
from scoring.grid import Cell
from scoring.result import QuestionnaireResult

SCHEMA: Final = "sextant/comparison@1"


class Dated(Protocol):
    """A release, from a file or stored: which one, and from when."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def date(self) -> dt.date:
        """Its day."""


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
