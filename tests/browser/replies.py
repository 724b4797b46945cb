"""What each person answers in the walk: decided from the definitions, no chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.answering.sections import Section, applying, sections
from questionnaires import loader
from questionnaires.model import Question, QuestionType
from scoring.answers import CORE, DK, NA
from scoring.applicability import left_out_of

KEYS = ("capability-model@1.0", "continuum@1.0")
COMMENT = "Minutes of 3 March 2026, item 4; “客户之声” <b>&"


@dataclass(frozen=True)
class Reply:
    """An answer as it is typed into a page; ``value`` of parts is a mapping."""

    value: str | Mapping[str, int]
    reason: str = ""
    evidence: str = ""
    comment: str = ""
    importance: str = ""


def replies(role: str, shift: int) -> dict[tuple[str, str], Reply]:
    """Return an answer to every question the core form asks the role.

    Levels run up and down, begun at ``shift``. The first question that may be N/A is
    N/A with a reason, the one after it "don't know", the one after that has a comment,
    evidence and importance.
    """
    found: dict[tuple[str, str], Reply] = {}
    odd = iter(
        (
            Reply(NA, reason="not-our-business"),
            Reply(DK),
            Reply("4", evidence="documented", comment=COMMENT, importance="5"),
        )
    )
    for section in asked(role):
        for number, question in enumerate(section.questions):
            special = _may_be_odd(section, question)
            reply = next(odd, None) if special else None
            found[section.questionnaire.id, question.id] = reply or _plain(
                question, number + shift
            )
    return found


def asked(role: str) -> tuple[Section, ...]:
    """Return the sections of the core form for a role."""
    definitions = [loader.load(*key.split("@")) for key in KEYS]
    left_out = {
        (each.id, name) for each in definitions for name in left_out_of(each, CORE)
    }
    return applying(sections(KEYS, role), left_out)


def _may_be_odd(section: Section, question: Question) -> bool:
    return (
        question.type is QuestionType.RUBRIC
        and question.allow_na
        and not section.whole
        and section.dimension.id != "leadership"
    )


def _plain(question: Question, number: int) -> Reply:
    if question.type is QuestionType.CRITERION:
        # The first gates are passed, the later ones less and less.
        order = {"stage-1": "fl", "stage-2": "lp", "stage-3": "pl"}
        keys = order.get(question.id.partition(".")[0], "np")
        return Reply(keys[number % len(keys)])
    if question.type is QuestionType.RUBRIC:
        return Reply(str((2, 3, 1, 4, 2, 3)[number % 6]))
    if question.parts:
        return Reply(
            {
                part.key: int(part.anchors[number % len(part.anchors)].value)
                for part in question.parts
            }
        )
    keys = [option.key for option in question.options]
    return Reply(keys[(number + 2) % len(keys)])
