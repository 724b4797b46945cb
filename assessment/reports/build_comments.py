"""What people wrote about a dimension: by theme, by nobody's name, from five on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final

from assessment.reports import words
from assessment.reports.build_context import Context
from assessment.reports.fitting import lines, shortened
from assessment.reports.masking import masked, people_pattern
from assessment.reports.model_dimension import Comments, Theme
from assessment.reports.narrative import first
from questionnaires.model import Dimension
from scoring.benchmark import FEWEST
from scoring.result import QuestionnaireResult, Result

MOST: Final = 6
"""As many comments stand on a page."""
LINES: Final = 3
"""No comment takes more."""
WIDE: Final = 126.0
"""The column of comments, in millimetres."""
POINTS: Final = 8.5
LEADING: Final = 4.2
"""From line to line, in millimetres."""
BETWEEN: Final = 1.8
"""Between two comments, in millimetres."""

Said = dict[str, list[str]]
"""What was written, by the id of the capability that it is about."""


def comments(
    context: Context, part: QuestionnaireResult, dimension: Dimension, room: float
) -> Comments:
    """Return what was written about a dimension, as far as it fits.

    Nothing is shown where fewer than five people wrote: a comment of one of few is
    soon ascribed to somebody. No order says who wrote before whom.

    Args:
        context: The result and the reader's language.
        part: The questionnaire's result.
        dimension: Whose questions are looked at.
        room: How high the comments may become, in millimetres.
    """
    rows = list(_rows(context, part, dimension))
    people = len({row["respondent"] for row in rows})
    said = _by_theme(context, part, rows) if people >= FEWEST else {}
    count = sum(len(texts) for texts in said.values())
    shown = _fitting(context, said, room)
    texts = [text for own in shown.values() for text in own]
    facts = {
        "people": people,
        "shown": len(texts),
        "left": count - len(texts),
        "cut": any(
            text not in own
            for key in shown
            for own in [said[key]]
            for text in shown[key]
        ),
    }
    titles = {each.id: context.text(each.title) for each in dimension.capabilities}
    return Comments(
        themes=tuple(
            Theme(titles[key], tuple(shown[key])) for key in titles if key in shown
        ),
        note=first("comments_note", facts, context.language),
    )


def without_names(result: Result, names: Collection[str]) -> Result:
    """Return a result in whose comments people's names are masked.

    Args:
        result: The result; nothing else of it is changed.
        names: Whom the assessment knows by name.
    """
    known = people_pattern(names)
    if known is None:
        return result
    mask = "[\N{HORIZONTAL ELLIPSIS}]"
    return replace(
        result,
        answers=tuple(
            {**row, "comment": known.sub(mask, row["comment"])}
            if row["comment"]
            else row
            for row in result.answers
        ),
    )


def _rows(
    context: Context, part: QuestionnaireResult, dimension: Dimension
) -> Iterator[Mapping[str, Any]]:
    own = {question.id for question in dimension.questions()}
    for row in context.result.answers:
        mine = row["questionnaire"] == part.id and row["question"] in own
        if mine and (row["comment"] or "").strip() and context.counts(row):
            yield row


def _by_theme(
    context: Context, part: QuestionnaireResult, rows: Sequence[Mapping[str, Any]]
) -> Said:
    themes = context.definition(part).capability_of
    mask = words.label("masked", context.language, "dimension_words")
    found: dict[str, set[str]] = {}
    for row in rows:
        text = masked(row["comment"], context.known_people, mask)
        found.setdefault(themes[row["question"]].id, set()).add(" ".join(text.split()))
    # The hash of a text is an order that nothing but the text decides.
    return {
        theme: sorted(
            texts,
            key=lambda text: sha256(text.encode("utf-8", "surrogatepass")).digest(),
        )
        for theme, texts in found.items()
    }


def _fitting(context: Context, said: Said, room: float) -> Said:
    """Return as many comments as fit, of each theme one before any has a second."""
    shown: Said = {}
    left = room
    for theme, text in _in_turn(said):
        short = shortened(text, LINES * WIDE, POINTS, context.language)
        needed = lines(short, WIDE, POINTS, context.language) * LEADING + BETWEEN
        if sum(map(len, shown.values())) == MOST or needed > left:
            break
        shown.setdefault(theme, []).append(short)
        left -= needed
    return shown


def _in_turn(said: Said) -> Iterator[tuple[str, str]]:
    for turn in range(max(map(len, said.values()), default=0)):
        for theme, texts in said.items():
            if turn < len(texts):
                yield theme, texts[turn]
