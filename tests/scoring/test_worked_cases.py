"""Method 4.1 to 4.3, 4.6, 4.7 and 4.10: the worked examples, through the real engine.

Those of part 5 are in ``test_continuum_cases``, statistics by themselves in
``test_statistics_cases``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from questionnaires.model import Questionnaire, QuestionType
from scoring.answers import ROLES, Answer, AssessmentData
from scoring.engine import score
from scoring.levels import level
from scoring.result import to_json
from scoring.values import POINTS_PER_LEVEL, parse
from tests.scoring import definitions
from tests.scoring import test_statistics_cases as statistics
from tests.scoring.definitions import (
    capability,
    model,
    one_capability,
    planned,
    question,
)
from tests.scoring.worked import FOLDER, Case, agree, inputs, known, load


def run(questionnaire: Questionnaire, answers: list[Answer], **more: Any) -> Case:
    data = AssessmentData((questionnaire.key,), tuple(answers), **more)
    [result] = score(data, {questionnaire.id: questionnaire}).questionnaires
    return to_json(result)


def answer(name: str, value: Any, **more: Any) -> Answer:
    return Answer("capability-model", name, value, **more)


def items(*, evidence: str = "none", **value: Any) -> Case:
    [(kind, raw)] = value.items()
    questionnaire = one_capability([1], QuestionType(kind))
    [asked] = questionnaire.questions()
    given = answer(asked.id, parse(asked, raw), evidence=evidence)
    [item] = run(questionnaire, [given])["questions"]
    return item


def rollup(*, questions: Any = (), dimensions: Any = None) -> Case:
    assert bool(questions) != bool(dimensions), "give questions or dimensions"
    if dimensions:
        return _of_dimensions(dimensions)
    answers = [answer(f"d.c.q{n}", row[1]) for n, row in enumerate(questions, start=1)]
    result = run(one_capability([weight for weight, _ in questions]), answers)
    return result["dimensions"][0]["capabilities"][0]


def _of_dimensions(rows: Case) -> Case:
    questionnaire = model(
        {name: [capability(f"{name}.c", [question(f"{name}.c.q")])] for name in rows},
        {name: weight for name, (weight, _) in rows.items()},
    )
    answers = [answer(f"{name}.c.q", value) for name, (_, value) in rows.items()]
    result = run(questionnaire, answers)
    return {**result, "dimensions": {node["id"]: node for node in result["dimensions"]}}


def levels(*, scores: list[float]) -> Case:
    return {"levels": [level(points) for points in scores]}


def people(*, answers: Case, invited: Any = None) -> Case:
    known({**answers, **(invited or {})}, ROLES)
    rows = [
        (role, given if isinstance(given, list) else [given])
        for role, everyone in answers.items()
        for given in everyone
    ]
    questionnaire = one_capability([1] * len(rows[0][1]), QuestionType.RUBRIC)
    given = [
        answer(f"d.c.q{n}", value, respondent=f"r{who}", role=role)
        for who, (role, values) in enumerate(rows)
        for n, value in enumerate(values, start=1)
    ]
    return _in_levels(run(questionnaire, given, invited=invited or {}))


def _in_levels(result: Case) -> Case:
    first, [dimension] = result["questions"][0], result["dimensions"]
    interval, gap = dimension["interval"], dimension["role_gap"] or {}
    agreement = dimension["agreement"] or {}
    higher, lower = gap.get("between", (None, None))
    return {
        "respondents": result["respondents"],
        "mean": first["score"] / POINTS_PER_LEVEL,
        # The interval lies round the plain mean.
        "flat": interval and sum(interval) / 2 / POINTS_PER_LEVEL,
        "interval": interval and [end / POINTS_PER_LEVEL for end in interval],
        "sd": dimension["spread"] / POINTS_PER_LEVEL,
        "higher": higher,
        "lower": lower,
        "gap": gap and gap["points"] / POINTS_PER_LEVEL,
        "ad": first["ad"],
        "rwg": first["rwg"],
        "mean_ad": agreement.get("ad"),
        "rwg_star": agreement.get("rwg_star"),
        "acceptable": agreement.get("acceptable"),
    }


def targets(*, continuum: float | None) -> Case:
    questionnaires = {"capability-model": one_capability([1])}
    decided = {}
    if continuum is not None:
        questionnaires["continuum"] = definitions.continuum()
        decided = {"continuum": {"value": continuum, "by": "board"}}
    data = AssessmentData(
        tuple(questionnaire.key for questionnaire in questionnaires.values()),
        (Answer("capability-model", "d.c.q1", 10),),
        targets=decided,
    )
    [gap] = score(data, questionnaires).gaps
    return {"target": gap.target}


def roadmap(*, initiatives: Case, capacity: int | None = None) -> Case:
    data, questionnaire = planned(initiatives, capacity)
    plan = score(data, {questionnaire.id: questionnaire}).roadmap
    return {
        "priority": {item.id: item.priority for item in plan.initiatives},
        "inherited": {item.id: item.inherited for item in plan.initiatives},
        "waves": [list(wave.initiatives) for wave in plan.waves],
        "days": [wave.days for wave in plan.waves],
        "quick_wins": [item.id for item in plan.initiatives if item.quick_win],
        "nearest_to_quick": list(plan.nearest_to_quick),
    }


RUNS = {run.__name__: run for run in (items, rollup, levels, people, targets, roadmap)}
CASES = [
    pytest.param(run, case, id=f"{file}: {case['name']}")
    for file, run in RUNS.items()
    for case in load(FOLDER / f"{file}.yaml")
]


@pytest.mark.parametrize(("run", "case"), CASES)
def test_worked_case(run: Any, case: Case) -> None:
    agree(run(**inputs(case)), case["expect"])


def test_every_file_of_cases_is_run() -> None:
    elsewhere = {"continuum", "modules", "organisations", *statistics.RUNS}
    assert {path.stem for path in FOLDER.iterdir()} == {*elsewhere, *RUNS}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "file is empty"),
        ("{}", "no list"),
        ("[]", "no case"),
        ("- expect: {target: 40}\n", "no name"),
        ('- name: "one"\n  continuum: 0\n', "expects nothing"),
        ('- {name: "one", expect: {a: 1}}\n' * 2, "given twice"),
        ('- {name: "one", expect: {a: 1, a: 2}}\n', "duplicate"),
    ],
)
def test_a_file_that_tests_nothing_is_refused(
    tmp_path: Path, text: str, fault: str
) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AssertionError, match=fault):
        load(path)


@pytest.mark.parametrize("run", RUNS.values())
def test_a_key_that_nobody_reads_is_refused(run: Any) -> None:
    with pytest.raises((TypeError, ValueError), match="misspelt"):
        run(misspelt=1)


def test_a_result_that_nobody_gives_is_refused() -> None:
    with pytest.raises(AssertionError, match="no such result"):
        agree({"target": 40}, {"misspelt": 40})


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({"a": {"b": 1.00001}}, {"a": {"b": 1}}),
        ([1, 2], [1]),
        ([1, 2], [1, 3]),
        (None, 0),
        (0, None),
        ("scored", "provisional"),
    ],
)
def test_what_differs_fails(found: Any, expected: Any) -> None:
    with pytest.raises(AssertionError):
        agree(found, expected)
