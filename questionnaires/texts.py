"""Every text of a definition with its place: what checks of words go over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from questionnaires.conditions import Text
from questionnaires.initiative import Initiative
from questionnaires.model import Capability, Dimension, Questionnaire
from questionnaires.question import Question

Placed = tuple[str, Text]
"""Where a text stands (an id and a key, ``leadership.vision#next_step``), and it."""


def of(questionnaire: Questionnaire) -> Iterator[Placed]:
    """Yield every text that is written, in the definition's order."""
    found = (
        *_whole(questionnaire),
        *(placed for node in questionnaire.dimensions for placed in _dimension(node)),
        *(placed for each in questionnaire.initiatives for placed in initiative(each)),
    )
    yield from ((place, text) for place, text in found if text)


def asked(question: Question) -> Iterator[Placed]:
    """Yield what a person reads who answers a question."""
    yield f"{question.id}#text", question.text
    yield f"{question.id}#help", question.help
    yield f"{question.id}#evidence", question.evidence
    for option in question.options:
        yield f"{question.id}#{option.key}", option.label
    for part in question.parts:
        yield f"{question.id}#{part.key}", part.title
        for anchor in part.anchors:
            yield f"{question.id}#{part.key}.{anchor.key}", anchor.label


def capability(node: Capability) -> Iterator[Placed]:
    """Yield what is said of a capability, without its questions."""
    yield from _named(node)
    yield f"{node.id}#not_this", node.not_this
    yield f"{node.id}#next_step", node.next_step
    for sector, text in node.examples.items():
        yield f"{node.id}#{sector}", text
    for number, text in enumerate(node.levels):
        yield f"{node.id}#level-{number}", text


def initiative(found: Initiative) -> Iterator[Placed]:
    """Yield what is said of an initiative."""
    words: Mapping[str, Text] = {
        "title": found.title,
        "summary": found.summary,
        "first_step": found.first_step,
        "kpi": found.kpi,
        "decision": found.decision,
        "stop": found.stop,
    }
    for key, text in words.items():
        yield f"{found.id}#{key}", text


def _whole(questionnaire: Questionnaire) -> Iterator[Placed]:
    yield f"{questionnaire.id}#title", questionnaire.title
    yield f"{questionnaire.id}#summary", questionnaire.summary
    for key, text in questionnaire.owners.items():
        yield f"owners#{key}", text
    for rung in (*questionnaire.levels, *questionnaire.stages):
        yield f"{rung.floor:g}#title", rung.title
        yield f"{rung.floor:g}#summary", rung.summary
    for pair in questionnaire.contradictions:
        yield f"{pair.id}#text", pair.text
    for duty in questionnaire.duties:
        yield f"{duty.owner}#duties", duty.duties
        yield f"{duty.owner}#measures", duty.measures
    for pitfall in questionnaire.pitfalls:
        yield f"{pitfall.id}#title", pitfall.title
        yield f"{pitfall.id}#text", pitfall.text


def _dimension(dimension: Dimension) -> Iterator[Placed]:
    yield from _named(dimension)
    for node in dimension.capabilities:
        yield from capability(node)
        for question in node.questions:
            yield from asked(question)


def _named(node: Dimension | Capability) -> Iterator[Placed]:
    yield f"{node.id}#title", node.title
    yield f"{node.id}#summary", node.summary
