"""The engine: answers scored per second, beside a plain weighted mean of numpy.

Numpy does the least that could be called scoring, one weighted mean a row; the engine
adds roles, evidence, coverage, agreement, intervals, gaps and a record of the answers
(the ninety questions have no initiatives; the last line, by twenty people, has them).
Times are processor time, so that what else runs on the machine counts little.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from statistics import median

import numpy as np

from questionnaires import loader
from questionnaires.model import Questionnaire, QuestionType
from scoring.answers import Answer, AssessmentData
from scoring.engine import score

RUNS = 5
FEW, MANY = 1_000, 10_000
ROLES = ("executive", "manager", "frontline")
QUESTIONS = 90


def measure() -> tuple[float, float, list[str]]:
    """Return growth per assessment, milliseconds for twenty people, and all lines."""
    model = ninety()
    one = [_assessment(model, 100, 0)]
    lines = [_line("100 respondents", one, _seconds(lambda: _score_all(one, model)))]
    many = [_assessment(model, 1, seed) for seed in range(MANY)]
    gc.collect()
    # What was only made to be scored is no garbage to look through while scoring.
    gc.freeze()
    seconds, growth, line = _growth(many, model)
    lines += [_line(f"{MANY:,} assessments", many, seconds), line]
    gc.unfreeze()
    milliseconds = 1000 * _twenty()
    lines.append(f"  20 respondents, model and continuum: {milliseconds:.1f} ms")
    return growth, milliseconds, lines


def ninety() -> Questionnaire:
    """Return a model of ninety rubrics: the published ones, some of them twice."""
    published = loader.load("capability-model")
    left = QUESTIONS
    dimensions = []
    for number, dimension in enumerate(published.dimensions):
        share = left // (len(published.dimensions) - number)
        left -= share
        rubric = next(q for q in published.questions() if q.type is QuestionType.RUBRIC)
        nodes = list(dimension.capabilities)
        kept = []
        for place, node in enumerate(nodes):
            count = share // len(nodes) + (place < share % len(nodes))
            kept.append(
                replace(
                    node,
                    questions=tuple(
                        replace(rubric, id=f"{node.id}.q{n}") for n in range(count)
                    ),
                )
            )
        dimensions.append(replace(dimension, capabilities=tuple(kept)))
    return replace(published, id="ninety", dimensions=tuple(dimensions), initiatives=())


def _assessment(model: Questionnaire, people: int, seed: int) -> AssessmentData:
    random = Random(seed)  # noqa: S311 - figures to score, no secret
    answers = tuple(
        Answer(
            model.id,
            question.id,
            random.randint(0, 5),
            respondent=f"r{person}",
            role=ROLES[person % len(ROLES)],
        )
        for person in range(people)
        for question in model.questions()
    )
    return AssessmentData((model.key,), answers)


def _line(name: str, assessments: Sequence[AssessmentData], seconds: float) -> str:
    """Return how many answers a second the engine and numpy take, and the ratio."""
    count = sum(len(data.answers) for data in assessments)
    matrix = np.array(
        [[float(answer.value) for answer in data.answers] for data in assessments]
    ).reshape(-1, QUESTIONS)
    weights = np.ones(QUESTIONS)
    plain = _seconds(lambda: np.average(matrix * 20, axis=1, weights=weights), least=20)
    return (
        f"  {name:<18} × {QUESTIONS} questions  {count / seconds:>10,.0f} answers/s"
        f"  numpy {count / plain:>14,.0f}  ratio {seconds / plain:8,.0f}"
    )


def _score_all(assessments: Sequence[AssessmentData], model: Questionnaire) -> None:
    definitions = {model.id: model}
    for data in assessments:
        score(data, definitions)


def _growth(
    many: Sequence[AssessmentData], model: Questionnaire
) -> tuple[float, float, str]:
    """Return the seconds for 10,000, and these over ten times those for 1,000.

    Both are medians of five; few and many take turns, so that both see the same noise.
    """
    few, all_ = [], []
    _score_all(many[:FEW], model)
    for _ in range(RUNS):
        few.append(_once(lambda: _score_all(many[:FEW], model)))
        all_.append(_once(lambda: _score_all(many, model)))
    ratios = [b / a / (MANY / FEW) for a, b in zip(few, all_, strict=True)]
    spread = f"{min(ratios):.3f} to {max(ratios):.3f}"
    line = f"  {FEW:,} to {MANY:,} assessments: {median(ratios):.3f} each ({spread})"
    return median(all_), median(ratios), line


def _twenty() -> float:
    """Return the seconds for twenty people, as one assessment usually is."""
    definitions = {
        name: loader.load(name) for name in ("capability-model", "continuum")
    }
    random = Random(20)  # noqa: S311 - figures to score, no secret
    answers = tuple(
        Answer(
            definition.id,
            question.id,
            _value(random, question.type, [option.key for option in question.options]),
            respondent=f"r{person}",
            role=ROLES[person % len(ROLES)],
            evidence="documented",
            seconds=random.uniform(5, 30),
        )
        for person in range(20)
        for definition in definitions.values()
        for question in definition.questions()
    )
    keys = tuple(definition.key for definition in definitions.values())
    data = AssessmentData(keys, answers, mode="assessed")
    return _seconds(lambda: score(data, definitions), least=3)


def _value(random: Random, kind: QuestionType, keys: Sequence[str]) -> object:
    if kind is QuestionType.RUBRIC:
        return random.randint(0, 5)
    if kind is QuestionType.LETCI:
        parts = ("level", "trend", "comparison", "relevance")
        return {part: random.randint(0, 100) for part in parts}
    return random.choice(keys)


def _seconds(run: Callable[[], object], least: int = 1) -> float:
    """Return the median processor time of five rounds, each of ``least`` runs."""
    run()
    rounds = [_once(lambda: [run() for _ in range(least)]) for _ in range(RUNS)]
    return median(rounds) / least


def _once(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started
