"""Method part 5 and 4.4: the worked cases, as domain people write them."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.answers import AcceptedGap, Answer, AssessmentData
from scoring.engine import score
from scoring.result import to_json
from tests.scoring.definitions import (
    GATES,
    PROFILE,
    continuum,
    criterion_id,
    profile_id,
)
from tests.scoring.worked import FOLDER, Case, agree, inputs, known, load

CASES = load(FOLDER / "continuum.yaml")
CODES = {criterion_id(code): code for codes in GATES.values() for code in codes}


def answers(gates: list[Any], profile: Case) -> list[Answer]:
    known(profile, PROFILE)
    given = []
    for codes, values in zip(GATES.values(), gates, strict=True):
        for code, value in zip(codes, values or ["na"] * 4, strict=True):
            reason = "out-of-scope" if value == "na" else None
            given.append(
                Answer(
                    "continuum",
                    criterion_id(code),
                    value,
                    evidence="verified",
                    reason=reason,
                )
            )
    for code, value in profile.items():
        given.append(Answer("continuum", profile_id(code), f"{value:g}"))
    return given


def scored(
    mode: str, *, gates: list[Any], profile: Any = None, accepted: Any = ()
) -> Case:
    known(accepted, CODES.values())
    data = AssessmentData(
        questionnaires=("continuum@1.0",),
        answers=tuple(answers(gates, profile or {})),
        mode=mode,
        accepted=tuple(
            AcceptedGap("continuum", criterion_id(code)) for code in accepted
        ),
    )
    result = to_json(score(data, {"continuum": continuum()}))["questionnaires"][0]
    result["turns_on"] = (result["stability"] or {}).get("turns_on", ())
    for part in ("blocking", "weak", "turns_on"):
        result[part] = [CODES.get(name, name) for name in result[part]]
    return result


@pytest.mark.parametrize("mode", ["self", "assessed"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_case(case: Case, mode: str) -> None:
    agree(scored(mode, **inputs(case)), case["expect"])


def test_an_accepted_gap_is_marked_and_never_blocks() -> None:
    bank = next(case for case in CASES if case["name"].startswith("UK bank"))
    result = scored("assessed", **inputs(bank))
    marked = [
        c["source"]
        for gate in result["gates"]
        for c in gate["criteria"]
        if c["accepted"]
    ]
    assert marked == ["G5b"]
    without = scored("assessed", **{**inputs(bank), "accepted": []})
    assert without["blocking"] == ["G5b", "G5d"]


def test_4_5_an_accepted_gap_is_no_weak_foundation() -> None:
    """What was signed to stay as it is would else come first in the advice."""
    # G1a 70 and G1b 80 lie from 67 to 85, below the reached stage 2.
    city = {"gates": [[70, 80], [90, 90, 90], [67, 40], [0] * 4, [0] * 4]}
    without = scored("assessed", **city)
    assert without["weak"] == ["G1a", "G1b"]
    result = scored("assessed", **city, accepted=["G1a"])
    assert result["weak"] == ["G1b"]
    [flag] = [flag for flag in result["flags"] if flag["kind"] == "weak-foundation"]
    assert len(flag["detail"]["criteria"]) == 1
