"""Method part 5 and 4.4: the worked cases, as domain people write them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from scoring.answers import AcceptedGap, Answer, AssessmentData
from scoring.engine import score
from scoring.result import to_json
from tests.scoring.definitions import GATES, continuum, criterion_id, profile_id

CASES = yaml.safe_load(
    (Path(__file__).parent / "cases" / "continuum.yaml").read_text(encoding="utf-8")
)
CODES = {criterion_id(code): code for codes in GATES.values() for code in codes}


def answers(case: dict[str, Any]) -> list[Answer]:
    given = []
    for codes, values in zip(GATES.values(), case["gates"], strict=True):
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
    for code, value in case.get("profile", {}).items():
        given.append(Answer("continuum", profile_id(code), f"{value:g}"))
    return given


def scored(case: dict[str, Any], mode: str) -> dict[str, Any]:
    data = AssessmentData(
        questionnaires=("continuum@1.0",),
        answers=tuple(answers(case)),
        mode=mode,
        accepted=tuple(
            AcceptedGap("continuum", criterion_id(code))
            for code in case.get("accepted", [])
        ),
    )
    return to_json(score(data, {"continuum": continuum()}))["questionnaires"][0]


@pytest.mark.parametrize("mode", ["self", "assessed"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_case(case: dict[str, Any], mode: str) -> None:
    result = scored(case, mode)
    result["turns_on"] = result["stability"]["turns_on"]
    for part, expected in case["expect"].items():
        if expected is None:
            assert result[part] is None
        elif isinstance(expected, list):
            assert [CODES[name] for name in result[part]] == expected
        else:
            for name, value in expected.items():
                assert result[part][name] == pytest.approx(value, abs=1e-6), name


def test_an_accepted_gap_is_marked_and_never_blocks() -> None:
    bank = next(case for case in CASES if case["name"].startswith("UK bank"))
    result = scored(bank, "assessed")
    marked = [
        c["source"]
        for gate in result["gates"]
        for c in gate["criteria"]
        if c["accepted"]
    ]
    assert marked == ["G5b"]
    without = scored({**bank, "accepted": []}, "assessed")
    assert [CODES[name] for name in without["blocking"]] == ["G5b", "G5d"]
