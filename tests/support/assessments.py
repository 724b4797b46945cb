"""Random assessments over given definitions, and random changes of a document."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from questionnaires.model import Question, Questionnaire, QuestionType
from scoring.answers import EVIDENCE, MARKETS, MODES, NA_REASONS, ROLES, SIZES

# The same examples everywhere, so that a red run can be looked at.
PROPERTIES = settings(max_examples=200, deadline=None, derandomize=True, database=None)
WORDS = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=8
)
POINTS = st.integers(0, 100)
DAYS = st.dates().map(lambda day: day.isoformat())
Path = tuple[str | int, ...]


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def values(question: Question) -> st.SearchStrategy[Any]:
    """A value of the question's scale, dk, or nothing."""
    names = {
        QuestionType.FACETS: ("intention", "reality", "effect"),
        QuestionType.LETCI: ("level", "trend", "comparison", "relevance"),
    }.get(question.type, ())
    scale = {
        QuestionType.RUBRIC: st.integers(0, 5),
        QuestionType.CRITERION: st.sampled_from("nplf") | POINTS,
        QuestionType.NUMBER: st.floats(-1e9, 1e9) | st.integers(-9, 9),
        QuestionType.TEXT: WORDS,
    }.get(question.type, st.fixed_dictionaries(dict.fromkeys(names, POINTS)))
    if question.type in (QuestionType.CHOICE, QuestionType.SCALE):
        scale = st.sampled_from([option.key for option in question.options])
    return scale


@st.composite
def assessments(
    draw: st.DrawFn, definitions: Sequence[Questionnaire], most_units: int = 2
) -> dict[str, Any]:
    """A document that is accepted: a few questions, people, and all there may be."""
    chosen = draw(st.lists(st.sampled_from(definitions), min_size=1, unique_by=id))
    asked = [(q, question) for q in chosen for question in q.questions()]
    some = draw(st.lists(st.sampled_from(asked), max_size=8, unique_by=_ids))
    units = [f"u{number}" for number in range(draw(st.integers(0, most_units)))]
    nodes = [d.id for q in chosen for d in q.dimensions]
    return {
        "schema": "sextant/assessment@1",
        "questionnaires": [questionnaire.key for questionnaire in chosen],
        "organisation": draw(
            st.fixed_dictionaries(
                {
                    "name": WORDS,
                    "parent": maybe(WORDS),
                    "size": maybe(st.sampled_from(SIZES)),
                    "market": maybe(st.sampled_from(MARKETS)),
                }
            )
        ),
        "date": draw(maybe(DAYS)),
        "mode": draw(st.sampled_from(MODES)),
        "invited": draw(st.dictionaries(st.sampled_from(ROLES), st.integers(0, 30))),
        "units": [draw(_unit(name)) for name in units],
        "targets": draw(_targets(nodes)),
        "accepted": [draw(_accepted(*pair)) for pair in some[:2]],
        "consensus": [draw(_consensus(*pair, units)) for pair in some[1:4]],
        "answers": draw(_answers(some, units)),
        "capacity": draw(maybe(st.integers(1, 400))),
    }


def _ids(pair: tuple[Questionnaire, Question]) -> tuple[str, str]:
    return pair[0].id, pair[1].id


def _unit(name: str) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {
            "id": st.just(name),
            "weight": st.sampled_from((1, 2.5, 0.1)),
            "shares_customers": st.booleans(),
        }
    )


def _targets(nodes: Sequence[str]) -> st.SearchStrategy[Any]:
    decided = st.fixed_dictionaries(
        {"value": st.floats(0, 5), "by": maybe(WORDS), "reason": maybe(WORDS)}
    )
    own = st.dictionaries(st.sampled_from(nodes), POINTS, max_size=2)
    return st.builds(
        lambda own, whole: {**own, **({"continuum": whole} if whole else {})},
        own,
        maybe(decided),
    )


def _about(questionnaire: Questionnaire, question: Question) -> dict[str, Any]:
    return {
        "questionnaire": st.just(questionnaire.id),
        "question": st.just(question.id),
        "reason": maybe(WORDS),
        "by": maybe(WORDS),
    }


def _accepted(
    questionnaire: Questionnaire, question: Question
) -> st.SearchStrategy[Any]:
    about = _about(questionnaire, question)
    return st.fixed_dictionaries({**about, "date": maybe(DAYS)})


def _consensus(
    questionnaire: Questionnaire, question: Question, units: Sequence[str]
) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {
            **_about(questionnaire, question),
            "value": maybe(values(question).filter(lambda value: value != "")),
            "evidence": st.sampled_from(EVIDENCE),
            "unit": st.sampled_from((None, *units)),
        }
    )


@st.composite
def _answers(
    draw: st.DrawFn,
    asked: Sequence[tuple[Questionnaire, Question]],
    units: Sequence[str],
) -> list[dict[str, Any]]:
    roles = draw(st.lists(st.sampled_from((*ROLES, "teller")), min_size=1, max_size=4))
    people = [(f"r{n}", role, unit) for n, role in enumerate(roles) for unit in units]
    people = people or [(f"r{n}", role, None) for n, role in enumerate(roles)]
    return [
        draw(_answer(questionnaire, question, person))
        for questionnaire, question in asked
        for person in people
        if draw(st.booleans())
    ]


@st.composite
def _answer(
    draw: st.DrawFn,
    questionnaire: Questionnaire,
    question: Question,
    person: tuple[str, str, str | None],
) -> dict[str, Any]:
    open_to = question.allow_na and question.id not in questionnaire.left_out_together
    kinds = values(question) | st.sampled_from(("dk", None))
    value = draw(kinds | st.just("na") if open_to else kinds)
    return {
        **dict(zip(("respondent", "role", "unit"), person, strict=True)),
        "questionnaire": questionnaire.id,
        "question": question.id,
        "value": value,
        "reason": draw(st.sampled_from(NA_REASONS)) if value == "na" else None,
        "evidence": draw(st.sampled_from(EVIDENCE)),
        "importance": draw(maybe(st.integers(1, 5) | st.just(2.5))),
        "comment": draw(maybe(WORDS)),
        "seconds": draw(maybe(st.floats(0, 900))),
    }


def nodes(value: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of everything in a document, lists and objects too."""
    yield path
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, item in items:
        yield from nodes(item, (*path, key))


def at(document: Any, path: Path) -> Any:
    for key in path:
        document = document[key]
    return document


def changes(value: Any) -> list[Any]:
    """What a node may be changed to: other values, and other kinds of value."""
    if isinstance(value, dict):
        added = {**value, "added": None}
        return [
            added,
            *({k: v for k, v in value.items() if k != gone} for gone in value),
        ]
    if isinstance(value, list):
        fewer = [value[:n] + value[n + 1 :] for n in range(len(value))]
        twice = [value[: n + 1] + value[n:] for n in range(len(value))]
        return [[*value, None], *fewer, *twice]
    if isinstance(value, bool):
        return [not value, int(value), None, str(value)]
    if isinstance(value, (int, float)):
        near = math.nextafter(value, math.inf)
        return [value + 1, near, bool(value), None, str(value)]
    if isinstance(value, str):
        return [f"{value}x", value[:-1] or "x", value.swapcase() + " ", None, 1]
    return [0, False, "", "x", [], {}]


def changed(document: Any, path: Path, value: Any) -> Any:
    """The document with one node changed; the given one stays as it is."""
    if not path:
        return value
    key, *rest = path
    found = dict(document) if isinstance(document, dict) else list(document)
    # A key may be new at the end of the path, and only there.
    found[key] = changed(document[key], tuple(rest), value) if rest else value
    return found


@st.composite
def changed_once(draw: st.DrawFn, document: Any) -> tuple[Path, Any]:
    """One change anywhere: every level of the document is as likely as its deepest."""
    path: Path = ()
    while True:
        value = at(document, path)
        inner: list[Any] = list(value) if isinstance(value, dict) else []
        inner = list(range(len(value))) if isinstance(value, list) else inner
        if not inner or (path and draw(st.integers(0, 5)) == 0):
            break
        path = (*path, draw(st.sampled_from(inner)))
    return path, changed(document, path, draw(st.sampled_from(changes(value))))
