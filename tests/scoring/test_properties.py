"""What holds for every assessment, whatever was answered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.model import Questionnaire, QuestionType
from scoring.answers import Consensus
from scoring.engine import score
from scoring.levels import ceiling
from scoring.raising import raised_points, stage_of
from scoring.result import to_json
from scoring.values import points
from tests.scoring.assessments import (
    DEFINITIONS,
    assessments,
    nodes_of,
    with_answer,
)
from tests.support.assessments import PROPERTIES

FIELDS = ("score", "claimed", "evidenced")
CLOSE = 1e-9


@PROPERTIES
@given(data=assessments(), random=st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(data, random):
    mixed = list(data.answers)
    random.shuffle(mixed)
    first, second = (
        to_json(score(each, DEFINITIONS))
        for each in (data, replace(data, answers=tuple(mixed)))
    )
    for result in (first, second):
        for key in ("answers", "digest"):
            result.pop(key, None)
    assert first == second


def weighted(questionnaire: Questionnaire, factor: float) -> Questionnaire:
    """Return the definition with every weight multiplied."""

    def times(node, **more):
        weight = None if node.weight is None else node.weight * factor
        return replace(node, weight=weight, **more)

    return replace(
        questionnaire,
        dimensions=tuple(
            times(
                dimension,
                capabilities=tuple(
                    times(node, questions=tuple(times(q) for q in node.questions))
                    for node in dimension.capabilities
                ),
            )
            for dimension in questionnaire.dimensions
        ),
    )


@PROPERTIES
@given(data=assessments(), factor=st.floats(0.001, 1000))
def test_multiplying_all_weights_changes_nothing(data, factor):
    heavier = {name: weighted(each, factor) for name, each in DEFINITIONS.items()}
    before, after = score(data, DEFINITIONS), score(data, heavier)
    for (name, one), (_, other) in zip(nodes_of(before), nodes_of(after), strict=True):
        for field in FIELDS:
            was, now = getattr(one, field), getattr(other, field)
            assert now == (was if was is None else pytest.approx(was, abs=CLOSE)), name
    assert [gap.id for gap in before.gaps] == [gap.id for gap in after.gaps]
    assert before.roadmap.waves == after.roadmap.waves or _close(before, after)


def _close(before, after):
    pairs = zip(before.roadmap.waves, after.roadmap.waves, strict=True)
    return all(
        one.initiatives == other.initiatives
        and (one.predicted.overall or 0) == pytest.approx(other.predicted.overall or 0)
        and one.predicted.position == other.predicted.position
        for one, other in pairs
    )


@st.composite
def raised(draw):
    """An assessment, and the same with one answer raised."""
    data = draw(assessments())
    scored = [
        (index, question)
        for index, answer in enumerate(data.answers)
        for question in [DEFINITIONS[answer.questionnaire].by_id[answer.question]]
        if points(question, answer.value) is not None
    ]
    if not scored:
        return data, data
    index, question = draw(st.sampled_from(scored))
    was = points(question, data.answers[index].value)
    better = [value for value in _all(question) if points(question, value) >= was]
    return data, with_answer(data, index, draw(st.sampled_from(better)))


def _all(question):
    if question.type is QuestionType.RUBRIC:
        return list(range(6))
    if question.type is QuestionType.CRITERION:
        return ["f", *range(0, 101, 5), 100]
    if question.type is QuestionType.SCALE:
        return [option.key for option in question.options]
    parts = [part.key for part in question.parts]
    return [dict.fromkeys(parts, value) for value in (0, 25, 50, 75, 100)]


@PROPERTIES
@given(pair=raised())
def test_a_better_answer_never_lowers_a_score_a_stage_or_a_position(pair):
    before, after = (score(data, DEFINITIONS) for data in pair)
    for (name, one), (_, other) in zip(nodes_of(before), nodes_of(after), strict=True):
        for field in FIELDS:
            was, now = getattr(one, field), getattr(other, field)
            assert (was is None) == (now is None), name
            assert was is None or now >= was - CLOSE, name
    for one, other in zip(_positions(before), _positions(after), strict=True):
        assert other.stage >= one.stage
        assert other.value >= one.value - CLOSE
        assert other.consolidated_stage >= one.consolidated_stage


def _positions(result):
    return [
        found.continuum.position
        for part in (result, *result.units)
        for found in part.questionnaires
        if found.continuum is not None and found.continuum.position is not None
    ]


@PROPERTIES
@given(
    data=assessments(names=("capability-model",), blanks=False),
    level=st.integers(0, 5),
)
def test_a_group_of_equal_answers_gives_that_value(data, level):
    model = DEFINITIONS["capability-model"]
    parts = ("level", "trend", "comparison", "relevance")
    same = {
        QuestionType.RUBRIC: level,
        QuestionType.LETCI: dict.fromkeys(parts, 20 * level),
    }
    answers = tuple(
        replace(answer, value=same[model.by_id[answer.question].type])
        for answer in data.answers
        if model.by_id[answer.question].scored
    )
    for name, node in nodes_of(score(replace(data, answers=answers), DEFINITIONS)):
        if node.claimed is not None:
            assert node.claimed == pytest.approx(20 * level), name
    assert answers


@PROPERTIES
@given(data=assessments())
def test_no_initiative_comes_before_its_prerequisite(data):
    for part in (result := score(data, DEFINITIONS), *result.units):
        wave = {
            (row.questionnaire, row.id): row.wave for row in part.roadmap.initiatives
        }
        for row in part.roadmap.initiatives:
            for needed in row.requires:
                # One that adds nothing is left out, and counts as met.
                assert wave.get((row.questionnaire, needed), 0) < row.wave
        for number in {row.wave for row in part.roadmap.initiatives}:
            assert len(_stages(part.roadmap, number)) <= 1


def _stages(roadmap, number):
    steps = DEFINITIONS["continuum"].initiative_by_id
    return {
        max(stage_of(question) for question in steps[row.id].raises)
        for row in roadmap.initiatives
        if row.wave == number and row.questionnaire == "continuum"
    }


@PROPERTIES
@given(
    data=assessments(names=("continuum",)),
    decided=st.none() | st.floats(0, 5),
)
def test_no_step_along_the_continuum_beyond_what_the_target_asks_for(data, decided):
    if decided is not None:
        data = replace(data, targets={"continuum": {"value": decided}})
    for part in (result := score(data, DEFINITIONS), *result.units):
        [found] = part.questionnaires
        if found.continuum is None or found.continuum.position is None:
            continue
        where, target = found.continuum.position, found.continuum.target
        highest = where.stage + 1
        if target is not None:
            below = target.state == "below"
            highest = ceiling(target.band[0]) if below else 0
        for row in part.roadmap.initiatives:
            raises = DEFINITIONS["continuum"].initiative_by_id[row.id].raises
            weak = set(raises) & set(found.continuum.weak)
            stages = list(map(stage_of, raises))
            assert weak or min(stages) <= highest
            # Beside a weak foundation it may raise what holds already, nothing higher.
            beyond = max(highest, where.stage if weak else 0)
            assert all(stage <= beyond for stage in stages)


@PROPERTIES
@given(data=assessments(people=1, units=False))
def test_what_is_predicted_is_what_comes_out(data):
    """Where every initiative up to a wave holds, scoring anew gives the prediction."""
    before = score(data, DEFINITIONS)
    reached: dict[tuple[str, str], float] = {}
    for wave in before.roadmap.waves:
        for row in before.roadmap.initiatives:
            if row.wave == wave.number:
                _raise(before, reached, row)
        after = score(replace(data, consensus=_agreed(reached)), DEFINITIONS)
        model = after.of("capability-model") or after.of("service-desk")
        steps = after.of("continuum")
        assert wave.predicted.overall == (
            None if model is None else pytest.approx(model.overall.score)
        )
        assert wave.predicted.position == (
            None if steps is None else pytest.approx(steps.continuum.position.value)
        )


def _raise(result, reached, row):
    definition = DEFINITIONS[row.questionnaire]
    found = result.of(row.questionnaire)
    for question, value in definition.initiative_by_id[row.id].raises.items():
        now = found.question(question)
        if now.state not in ("na", "hidden"):
            to = raised_points(definition, question, value)
            key = (row.questionnaire, question)
            reached[key] = max(to, now.score or 0.0, reached.get(key, 0.0))


def _agreed(reached):
    return tuple(
        Consensus(name, question, _value(name, question, value), evidence="verified")
        for (name, question), value in reached.items()
    )


def _value(name, question, value):
    type_ = DEFINITIONS[name].by_id[question].type
    if type_ is QuestionType.RUBRIC:
        assert value == 20 * round(value / 20)
        return round(value / 20)
    if type_ is QuestionType.LETCI:
        return dict.fromkeys(("level", "trend", "comparison", "relevance"), value)
    if type_ is QuestionType.SCALE:
        options = DEFINITIONS[name].by_id[question].options
        low, high = DEFINITIONS[name].by_id[question].ends
        return next(
            o.key for o in options if 100 * (o.value - low) / (high - low) == value
        )
    return value
