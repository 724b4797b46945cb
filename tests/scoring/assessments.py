"""Random assessments for properties: published definitions and a consultant's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from questionnaires import loader
from questionnaires.model import FACET_PARTS, LETCI_PARTS, QuestionType
from scoring.answers import EVIDENCE, ROLES, Answer, AssessmentData, Unit

OWN = Path(__file__).parents[1] / "questionnaires/valid/service-desk@1.0.yaml"
DEFINITIONS = {
    "capability-model": loader.load("capability-model", "1.0"),
    "continuum": loader.load("continuum", "1.0"),
    "service-desk": loader.load_path(OWN),
}


@st.composite
def assessments(draw, *, names=None, people=4, blanks=True, units=True):
    """Return an assessment of some of the definitions, by one to ``people`` people."""
    every = ("capability-model", "continuum", "service-desk")
    chosen = names or draw(st.sampled_from([every[:2], every[2:], every[:1], every]))
    where = draw(st.sampled_from([(), ("a", "b")])) if units else ()
    crowd = draw(
        st.lists(st.sampled_from(ROLES), min_size=1, max_size=people).map(tuple)
    )
    # One seed for all values: drawing each of them makes examples slow.
    seed = draw(st.integers(0, 2**32 - 1))
    random = Random(seed)
    crowd = [
        Answer("", "", None, f"r{number}", role, random.choice(where or (None,)))
        for number, role in enumerate(crowd)
    ]
    answers = tuple(
        answer
        for name in chosen
        for person in crowd
        for answer in _answers(random, name, person, blanks)
    )
    return AssessmentData(
        questionnaires=tuple(DEFINITIONS[name].key for name in chosen),
        answers=answers,
        organisation={"market": draw(st.sampled_from(["b2b", "b2c"]))},
        mode=draw(st.sampled_from(["self", "assessed"])),
        units=tuple(Unit(name, 1 + n, n == 0) for n, name in enumerate(where)),
    )


def _answers(random, name, person, blanks):
    """Yield one person's answers to a questionnaire; they keep near a level."""
    level = random.randint(0, 5)
    for question in DEFINITIONS[name].questions():
        value = _value(random, question, level, blanks)
        yield replace(
            person,
            questionnaire=name,
            question=question.id,
            value=value,
            evidence=random.choice(EVIDENCE),
            importance=random.choice([None, 1, 3, 5]),
            reason="other" if value == "na" else None,
        )


def _value(random, question, level, blanks):
    if blanks and random.random() < 0.15:
        na = question.allow_na and not question.id.startswith("stage-")
        return random.choice([None, "dk", "na"] if na else [None, "dk"])
    near = min(5, max(0, level + random.randint(-1, 1)))
    if question.type is QuestionType.RUBRIC:
        return near
    if question.type is QuestionType.CRITERION:
        return random.choice(["n", "p", "l", "f", random.randint(0, 100)])
    if question.type in (QuestionType.FACETS, QuestionType.LETCI):
        facets = question.type is QuestionType.FACETS
        parts = FACET_PARTS if facets else LETCI_PARTS
        return {part: random.randint(0, 100) for part in parts}
    if question.type is QuestionType.TEXT:
        return "text"
    if question.type is QuestionType.NUMBER:
        return random.randint(0, 1000)
    return random.choice(question.options).key


def with_answer(data, index, value):
    """Return the assessment with another value for one of its answers."""
    changed = replace(data.answers[index], value=value)
    answers = (*data.answers[:index], changed, *data.answers[index + 1 :])
    return replace(data, answers=answers)


def nodes_of(result):
    """Yield the name and the result of everything that has a score."""
    for part in (result, *result.units):
        where = getattr(part, "id", "")
        for found in part.questionnaires:
            yield f"{where}/{found.id}", found.overall
            for dimension in found.dimensions:
                yield f"{where}/{dimension.id}", dimension
                for capability in dimension.capabilities:
                    yield f"{where}/{capability.id}", capability
            for question in found.questions:
                yield f"{where}/{question.id}", question
