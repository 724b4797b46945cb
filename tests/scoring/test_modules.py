"""Method 1.7, 1.9 and 1.10: what a module adds to its scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from assessment.reports.stored import result_from_json
from questionnaires.model import Dimension, Kind, Questionnaire, QuestionType
from scoring.answers import ROLES, Answer, AssessmentData, Consensus, Unit
from scoring.engine import score
from scoring.inputs import inputs_of
from scoring.modules import with_module
from scoring.result import Result, to_json
from tests.scoring.definitions import capability, choice, model, question, text
from tests.scoring.worked import FOLDER, Case, agree, inputs, known, load

CODES = ("TC1", "TC2", "TC3")
TYPES = {
    "number": QuestionType.NUMBER,
    "choice": QuestionType.CHOICE,
    "scored": QuestionType.CRITERION,
}


def module(name: str, dimensions: Iterable[Dimension]) -> Questionnaire:
    return replace(model({}), id=name, kind=Kind.MODULE, dimensions=tuple(dimensions))


def dimension(name: str, rows: Iterable[tuple[str, str, float, int]]) -> Dimension:
    """Capabilities of source and weight with that many questions each."""
    capabilities = tuple(
        replace(
            capability(
                f"{name}.{own}",
                [question(f"{name}.{own}.q", source=source)],
                weight,
            ),
            source=source,
        )
        for own, source, weight, _ in rows
    )
    return Dimension(name, text(name), 1, capabilities)


def asked(code: str, number: int, kind: str) -> Any:
    question_id = f"conditions.fit.{code.lower()}-{number}"
    if kind == "choice":
        return choice(question_id, code, (0, 0.5, 1))
    weight = 1 if kind == "scored" else None
    return question(question_id, TYPES[kind], source=code, weight=weight)


def by_role(value: Any) -> list[tuple[str, Any]]:
    if not isinstance(value, Mapping):
        return [("manager", value)]
    known(value, ROLES)
    return [(role, given) for role, rows in value.items() for given in rows]


def tiered(conditions: Case) -> tuple[Questionnaire, list[Answer]]:
    known(conditions, CODES)
    questions, answers = [], []
    for code, given in conditions.items():
        rows = given if isinstance(given, list) else [given]
        for number, row in enumerate(rows, start=1):
            [(kind, value)] = row.items()
            one = asked(code, number, kind)
            questions.append(one)
            for who, (role, one_value) in enumerate(by_role(value)):
                answers.append(_answer(one, one_value, who, role, kind))
    fit = capability("conditions.fit", questions)
    conditions_only = Dimension("conditions", text("conditions"), 1, (fit,))
    return module("customer-tiering", [conditions_only]), answers


def _answer(one: Any, value: Any, who: int, role: str, kind: str) -> Answer:
    if kind == "choice" and value is not None:
        value = f"{value:g}"
    reason = "other" if value == "na" else None
    return Answer("customer-tiering", one.id, value, f"r{who}", role, reason=reason)


def score_one(
    questionnaire: Questionnaire, answers: Iterable[Answer], **more: Any
) -> Result:
    data = AssessmentData((questionnaire.key,), tuple(answers), **more)
    return score(data, {questionnaire.id: questionnaire})


def first(result: Result) -> Case:
    [found] = to_json(result)["questionnaires"]
    return found


def _tiering(conditions: Case, market: str | None, agreed: Case | None) -> Case:
    questionnaire, answers = tiered(conditions)
    entries = []
    for code, value in (agreed or {}).items():
        one = questionnaire.by_source[code]
        given = f"{value:g}" if one.options else value
        entries.append(Consensus("customer-tiering", one.id, given, by="assessor"))
    organisation = {} if market is None else {"market": market}
    return first(
        score_one(
            questionnaire,
            answers,
            consensus=tuple(entries),
            organisation=organisation,
        )
    )


def _scored(name: str, rows: Case) -> tuple[Questionnaire, list[Answer]]:
    dimensions, answers = [], []
    for title, capabilities in rows.items():
        listed = [
            (f"{title}-{number}", source, weight, 1)
            for number, (source, weight, _) in enumerate(capabilities, start=1)
        ]
        dimensions.append(dimension(title, listed))
        for (own, _, _, _), (_, _, value) in zip(listed, capabilities, strict=True):
            answers.append(Answer(name, f"{title}.{own}.q", value))
    return module(name, dimensions), answers


def modules(
    *,
    tiering: Case | None = None,
    market: str | None = None,
    agreed: Case | None = None,
    processes: Case | None = None,
    factors: Case | None = None,
) -> Case:
    given = [part for part in (tiering, processes, factors) if part is not None]
    assert len(given) == 1, "give tiering, processes or factors"
    if tiering is not None:
        return _tiering(tiering, market, agreed)
    assert market is None, "the market is for tiering"
    assert agreed is None, "what is agreed is for tiering"
    if processes is not None:
        return first(score_one(*_scored("crm-processes", processes)))
    assert factors is not None
    known(factors, [f"F{number}" for number in range(1, 9)])
    rows = {
        code.lower(): [(f"{code}.{n}", 1, value) for n, value in enumerate(values, 1)]
        for code, values in factors.items()
    }
    return first(score_one(*_scored("success-factors", rows)))


@pytest.mark.parametrize(
    "case", load(FOLDER / "modules.yaml"), ids=lambda case: case["name"]
)
def test_worked_case(case: Case) -> None:
    agree(modules(**inputs(case)), case["expect"])


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"misspelt": 1}, id="a key that nobody reads"),
        pytest.param({}, id="nothing to score"),
        pytest.param({"tiering": {"TC4": {"choice": 1}}}, id="a fourth condition"),
        pytest.param({"factors": {"F9": [1]}}, id="a ninth factor"),
        pytest.param({"tiering": {"TC1": {"sum": 1}}}, id="a kind of its own"),
        pytest.param({"factors": {"F1": [1]}, "market": "b2b"}, id="an idle market"),
    ],
)
def test_a_case_that_is_not_read_whole_is_refused(given: Case) -> None:
    with pytest.raises((TypeError, AssertionError, KeyError)):
        modules(**given)


KEYS = {"decision", "loop", "readiness"}


@pytest.mark.parametrize(
    ("found", "key"),
    [
        ("customer-tiering", "decision"),
        ("crm-processes", "loop"),
        ("success-factors", "readiness"),
        ("it-support", None),
    ],
)
def test_5_each_module_has_its_own_key_and_no_other(found: str, key: str) -> None:
    questionnaire = module(found, [dimension("d", [("c", "K1", 1, 1)])])
    result = score_one(questionnaire, [])
    assert KEYS & first(result).keys() == ({key} if key else set())
    assert "module" not in first(result)
    assert result_from_json(to_json(result)) == result


def test_1_10_a_hidden_question_is_left_out() -> None:
    questionnaire, answers = tiered({
        "TC1": [{"number": 500}, {"choice": 0}],
        "TC2": {"choice": 1},
        "TC3": {"choice": 1},
    })  # fmt: skip
    data = AssessmentData((questionnaire.key,), tuple(answers))
    [scored] = score(data, {questionnaire.id: questionnaire}).questionnaires
    hidden = tuple(
        replace(q, state="hidden") if q.id.endswith("tc1-2") else q
        for q in scored.questions
    )
    given = inputs_of(data, questionnaire, None)

    def decided(questions: Any) -> Any:
        part = with_module(given, replace(scored, questions=questions), "b2b")
        return to_json(part)["decision"]["value"]

    assert decided(scored.questions) == "not-needed"
    assert decided(hidden) == "advised"


def test_5_units_have_their_own_decision_and_the_whole_is_of_all_answers() -> None:
    questionnaire, answers = tiered(
        {"TC1": {"number": 20}, "TC2": {"choice": 1}, "TC3": {"choice": 1}}
    )
    large = [replace(a, unit="large", value=a.value) for a in answers]
    small = [
        replace(a, unit="small", value=300 if a.value == 20 else a.value)
        for a in answers
    ]
    units = (Unit("large"), Unit("small"))
    organisation = {"market": "b2b"}
    result = to_json(
        score_one(questionnaire, large + small, units=units, organisation=organisation)
    )
    own = [unit["questionnaires"][0]["decision"]["value"] for unit in result["units"]]
    assert own == ["not-needed", "advised"]
    # (20 + 300)/2 = 160 customers, said by people of one role
    assert result["questionnaires"][0]["decision"]["value"] == "advised"
    agreed = Consensus("customer-tiering", questionnaire.by_source["TC1"].id, 40)
    whole = score_one(
        questionnaire,
        large + small,
        units=units,
        organisation=organisation,
        consensus=(agreed,),
    )
    assert first(whole)["decision"] == {"value": "consider", "because": ["TC1"]}


def test_5_loop_and_readiness_of_units_follow_from_the_merged_scores() -> None:
    for name, code, key in (
        ("crm-processes", "K1", "loop"),
        ("success-factors", "F1", "readiness"),
    ):
        questionnaire, _ = _scored(name, {"d": [(code, 1, None)]})
        [asked_one] = questionnaire.questions()
        answers = [
            Answer(name, asked_one.id, value, unit=unit)
            for unit, value in (("a", 90), ("b", 30))
        ]
        # Weights 3 and 1: (3·90 + 30)/4 = 75.
        units = (Unit("a", 3), Unit("b", 1))
        result = to_json(score_one(questionnaire, answers, units=units))
        parts = [unit["questionnaires"][0][key] for unit in result["units"]]
        parts.append(first(score_one(questionnaire, answers, units=units))[key])
        if key == "loop":
            assert [part["analyse"] for part in parts] == [90, 30, 75]
            assert [part["broken"] for part in parts] == [None, "analyse", None]
        else:
            assert [part["score"] for part in parts] == [90, 30, 75]
            states = [part["factors"][0]["state"] for part in parts]
            assert states == ["ready", "missing", "ready"]
