"""A unit's own result, made of the organisation's: complete, and it verifies.

Source: contract 5: units hold each unit's own result, and a result is complete.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from scoring.answers import AcceptedGap, Answer, AssessmentData, Consensus
from scoring.digest import counted, digests
from scoring.errors import ScoringError
from scoring.result import Flag, QuestionnaireResult, Result, UnitResult, to_json

BETWEEN: Final = " · "
"""What stands between the names of the organisation and of its unit."""


def unit_result(result: Result, unit: str) -> Result:
    """Return the result of one unit, as if it were an organisation of its own.

    Nothing is scored again: scores (0-100), levels and the plan are the unit's inside
    ``result``, and so is what is ``None``. What went in is what counted for the unit;
    scoring it leads to the same result. How many were invited is said of the whole
    only. The name is the organisation's and the unit's id.

    Args:
        result: An assessment of several units.
        unit: The id of one of them.

    Raises:
        ScoringError: If there is no such unit.

    Source: contract 5, Units.
    """
    found = next((each for each in result.units if each.id == unit), None)
    if found is None:
        raise ScoringError(f"{unit} is no unit of this result; name one that is")
    data = _data(result, found)
    given = counted(to_json(data))
    return replace(
        _put_in(result, given, data),
        questionnaires=tuple(_alone(part) for part in found.questionnaires),
        gaps=found.gaps,
        roadmap=found.roadmap,
        units=(),
    )


def _put_in(result: Result, given: Mapping[str, Any], data: AssessmentData) -> Result:
    """Return a result that holds other things that went in."""
    return replace(
        result,
        organisation=data.organisation,
        answers=tuple(given["answers"]),
        consensus=tuple(given["consensus"]),
        invited=data.invited,
        digest=digests(given, data.questionnaires),
    )


def _data(result: Result, unit: UnitResult) -> AssessmentData:
    """Return what went into a unit, as an assessment without units."""
    pins = tuple(f"{part.id}@{part.version}" for part in result.questionnaires)
    return AssessmentData(
        questionnaires=pins,
        answers=tuple(
            replace(Answer(**row), unit=None)
            for row in result.answers
            if row["unit"] == unit.id
        ),
        organisation=_named(result.organisation, unit.id),
        date=result.date,
        mode=result.mode,
        consensus=_consensus(result, unit.id),
        targets=result.targets,
        accepted=tuple(AcceptedGap(**row) for row in result.accepted),
        capacity=result.capacity,
        form=result.form,
        peers=result.peers,
    )


def _alone(part: QuestionnaireResult) -> QuestionnaireResult:
    """Return a questionnaire's result whose flags name no unit: there is one only."""
    flags = tuple(replace(flag, detail=_without_unit(flag)) for flag in part.flags)
    return replace(part, flags=flags)


def _without_unit(flag: Flag) -> dict[str, Any]:
    return {key: value for key, value in flag.detail.items() if key != "unit"}


def _named(organisation: Mapping[str, Any], unit: str) -> dict[str, Any]:
    name = organisation.get("name")
    return {**organisation, "name": f"{name}{BETWEEN}{unit}" if name else unit}


def _consensus(result: Result, unit: str) -> tuple[Consensus, ...]:
    """Return the values agreed on: a unit's own replaces one for all units."""
    rows = [Consensus(**row) for row in result.consensus]
    own = {(row.questionnaire, row.question) for row in rows if row.unit == unit}
    return tuple(
        replace(row, unit=None)
        for row in rows
        if row.unit == unit
        or (row.unit is None and (row.questionnaire, row.question) not in own)
    )
