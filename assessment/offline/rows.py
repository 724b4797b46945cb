"""What the form says of each question, as plain texts: no workbook here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assessment.offline.words import word
from questionnaires.model import (
    Dimension,
    Part,
    Question,
    Questionnaire,
    QuestionType,
)
from scoring.answers import DK, NA, ROLES

_EXAMPLES: Final = {QuestionType.FACETS: "75/50/25", QuestionType.LETCI: "60/40/20/80"}

Tables = Sequence[tuple[Part, ...]]
"""The different scales of parts; the first is table 1 in the guide."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question as the form shows it.

    ``choices`` are the entries of the value's list, empty where there is no list.
    """

    question: Question
    dimension: str
    text: str
    scale: str
    help: str
    choices: tuple[str, ...]


def asked(
    questionnaire: Questionnaire, core: bool
) -> Iterator[tuple[Dimension, Question]]:
    """Yield the questions in the definition's order, with ``core`` those alone."""
    for dimension in questionnaire.dimensions:
        for question in dimension.questions():
            if question.core or not core:
                yield dimension, question


def tables(questionnaire: Questionnaire, core: bool) -> Tables:
    """Return the different scales of parts, in the order of asking."""
    found: list[tuple[Part, ...]] = []
    for _, question in asked(questionnaire, core):
        if question.parts and question.parts not in found:
            found.append(question.parts)
    return found


def rows(questionnaire: Questionnaire, language: str, core: bool) -> list[Row]:
    """Return a row for each question, in the definition's order."""
    known = tables(questionnaire, core)
    return [
        Row(
            question=question,
            dimension=_dimension(questionnaire, dimension, question, language),
            text=question.text[language],
            scale="\n".join(_scale(questionnaire, question, language, known)),
            help="\n".join(_help(questionnaire, question, language)),
            choices=_choices(question),
        )
        for dimension, question in asked(questionnaire, core)
    ]


def _dimension(
    questionnaire: Questionnaire, dimension: Dimension, question: Question, tag: str
) -> str:
    inner = questionnaire.capability_of[question.id].title[tag]
    outer = dimension.title[tag]
    return outer if inner == outer else f"{outer}\n{inner}"


def _choices(question: Question) -> tuple[str, ...]:
    """Return what the value's list offers; parts, numbers and texts have none."""
    if not question.options:
        return ()
    keys = [option.key for option in question.options]
    return (*keys, DK, NA) if question.allow_na else (*keys, DK)


def _scale(
    questionnaire: Questionnaire, question: Question, tag: str, known: Tables
) -> Iterator[str]:
    if question.parts:
        yield from _parts(question, tag, known.index(question.parts) + 1)
    elif question.options:
        yield from _options(question, tag)
    else:
        yield word(question.type.value, tag)
    yield f"{DK} = {word('dk', tag)}"
    if question.allow_na:
        together = question.id in questionnaire.left_out_together
        yield f"{NA} = {word('na_together' if together else 'na', tag)}"


def _options(question: Question, tag: str) -> Iterator[str]:
    criterion = question.type is QuestionType.CRITERION
    for option in question.options:
        label = option.label[tag]
        if criterion:
            label = f"{word(f'degree_{option.key}', tag)}{word('colon', tag)}{label}"
        yield f"{option.key} = {label}"
    if criterion:
        yield word("exact", tag)


def _parts(question: Question, tag: str, number: int) -> Iterator[str]:
    titles = " / ".join(part.title[tag] for part in question.parts)
    yield f"{word('parts', tag)}{word('colon', tag)}{titles}"
    yield word("example", tag, value=_EXAMPLES[question.type])
    yield word("anchors", tag, guide=word("guide", tag), number=str(number))


def _help(questionnaire: Questionnaire, question: Question, tag: str) -> Iterator[str]:
    if question.help:
        yield question.help[tag]
    if question.evidence:
        yield f"{word('evidence', tag)}{word('colon', tag)}{question.evidence[tag]}"
    if question.id in questionnaire.conditions_of:
        yield word("where_applies", tag)
    if question.roles and set(question.roles) != set(ROLES):
        names = word("comma", tag).join(word(f"role_{r}", tag) for r in question.roles)
        yield f"{word('meant_for', tag)}{word('colon', tag)}{names}"
