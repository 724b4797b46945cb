"""Every question with what came of it and why, without telling who said what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any, Final

from assessment.reports import words
from assessment.reports.build_context import Context
from assessment.reports.build_dimension import HIDDEN
from assessment.reports.drawing.numbers import whole
from assessment.reports.model_appendix import AppendixTable, GroupMean, QuestionRow
from assessment.typography import bracketed
from questionnaires.model import Dimension, Question, QuestionType
from scoring.answers import DK, EVIDENCE, NA
from scoring.result import QuestionnaireResult, QuestionResult

FEWEST: Final = 3
"""People of a role from whom on its mean is printed: of two, one knows the other's."""
LONGEST: Final = 240
"""Characters of a reason or answer in words; the files hold all of it."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Said:
    """What was said to one question: answers that count, and consensus entries."""

    answers: tuple[Row, ...]
    consensus: tuple[Row, ...]

    @property
    def valued(self) -> tuple[Row, ...]:
        return tuple(row for row in self.answers if row["value"] not in (None, NA, DK))


def appendix(context: Context) -> Iterator[AppendixTable]:
    """Yield one table for each dimension, in the definitions' order."""
    said = _said(context)
    for part in context.result.questionnaires:
        results = {question.id: question for question in part.questions}
        for dimension in context.definition(part).dimensions:
            rows = tuple(
                _row(context, question, result, said.get((part.id, question.id)))
                for question in dimension.questions()
                if (result := results[question.id]).state != HIDDEN
            )
            if rows:
                yield AppendixTable(
                    questionnaire=context.text(context.definition(part).title),
                    title=_title(context, part, dimension),
                    rows=rows,
                )


def _said(context: Context) -> Mapping[tuple[str, str], _Said]:
    answers = _by_question(context, context.result.answers)
    agreed = _by_question(context, context.result.consensus)
    return {
        key: _Said(tuple(answers.get(key, ())), tuple(agreed.get(key, ())))
        for key in answers.keys() | agreed.keys()
    }


def _by_question(
    context: Context, rows: Sequence[Row]
) -> Mapping[tuple[str, str], list[Row]]:
    found: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if context.counts(row):
            found[row["questionnaire"], row["question"]].append(row)
    return found


def _title(context: Context, part: QuestionnaireResult, dimension: Dimension) -> str:
    title = context.text(dimension.title)
    if part is context.continuum and dimension.scored:
        return f"{context.label('stage')} {dimension.id.split('-')[-1]} · {title}"
    return title


def _row(
    context: Context, question: Question, result: QuestionResult, said: _Said | None
) -> QuestionRow:
    said = said or _Said((), ())
    lost = None
    if result.claimed is not None and result.evidenced is not None:
        lost = result.claimed - result.evidenced
    people = {(row["role"], row["respondent"]) for row in said.valued}
    counts = Counter(role for role, _ in people)
    groups = tuple(_groups(context, result.roles, counts))
    return QuestionRow(
        id=question.id,
        text=context.text(question.text),
        score=result.score,
        claimed=result.claimed,
        evidenced=result.evidenced,
        state=context.named("states", result.state),
        n=result.n,
        lost=lost,
        groups=groups,
        trace=tuple(_trace(context, question, (result, said), groups)),
    )


def _groups(
    context: Context, means: Mapping[str, float], counts: Mapping[str, int]
) -> Iterator[GroupMean]:
    """Yield the means of roles; those of few people are taken together.

    The score is the mean of the roles' means, so one left out could be worked out from
    the others: where the few are not enough together, the smallest other role joins.
    """
    by_size = sorted(means, key=lambda role: (counts[role], role))
    few = [role for role in by_size if counts[role] < FEWEST]
    others = by_size[len(few) :]
    while few and others and _people(few, counts) < FEWEST:
        few.append(others.pop(0))
    together = [few] if few and _people(few, counts) >= FEWEST else []
    shown = [[role] for role in others] + together
    for roles in sorted(shown, key=lambda roles: [*means].index(roles[0])):
        yield GroupMean(
            roles=tuple(context.named("roles", role) for role in roles),
            score=fsum(means[role] for role in roles) / len(roles),
            n=_people(roles, counts),
        )


def _people(roles: Sequence[str], counts: Mapping[str, int]) -> int:
    return sum(counts[role] for role in roles)


def _trace(
    context: Context,
    question: Question,
    found: tuple[QuestionResult, _Said],
    groups: Sequence[GroupMean],
) -> Iterator[str]:
    result, said = found
    if result.state == "unanswered":
        yield context.named("states", result.state)
    yield from _agreed(context, said)
    if question.scored:
        yield from _given(context, result, said, groups)
    else:
        yield from _chosen(context, question, said)
    yield from _silent(context, said)


def _given(
    context: Context,
    result: QuestionResult,
    said: _Said,
    groups: Sequence[GroupMean],
) -> Iterator[str]:
    if groups:
        for group in groups:
            shown = {"roles": group.roles, "score": group.score, "n": group.n}
            yield _say(context, "group", **shown)
    else:
        yield from _number(context, result.n)
    if said.valued:
        yield _grades(context, said)
    claimed, evidenced = result.claimed, result.evidenced
    if whole(claimed) != whole(evidenced):
        key = "claimed" if context.result.mode == "assessed" else "evidenced"
        yield _say(context, key, claimed=claimed, evidenced=evidenced)


def _number(context: Context, n: int) -> Iterator[str]:
    if n:
        yield _say(context, "person" if n == 1 else "people", n=n)


def _grades(context: Context, said: _Said) -> str:
    """Return how many answers have which evidence, by the grade that counts.

    One grade of them all is named without their number.
    """
    agreed = {row["unit"]: row["evidence"] for row in said.consensus}
    counted = Counter(
        agreed.get(row["unit"], agreed.get(None, row["evidence"]))
        for row in said.valued
    )
    grades = [grade for grade in EVIDENCE if counted[grade]]
    if len(grades) == 1:
        return _grade(context, grades[0])
    return _listed(
        context, [_grade(context, grade, counted[grade]) for grade in grades]
    )


def _grade(context: Context, grade: str, count: int | str = "") -> str:
    if grade == EVIDENCE[0]:
        return _say(context, "none", count=count).rstrip()
    named = context.named("evidence", grade)
    return _say(context, "grade", grade=named, count=count).rstrip()


def _agreed(context: Context, said: _Said) -> Iterator[str]:
    """Yield each consensus value, with its reason where there is one."""
    for row in said.consensus:
        if row["value"] in (None, DK):
            continue
        key = "consensus_na" if row["value"] == NA else "consensus"
        what = _say(context, key)
        if row["unit"]:
            what = _say(context, "in_unit", what=what, unit=row["unit"])
        reason = str(row["reason"] or "").strip()
        if reason:
            what = _say(context, "because", what=what, reason=_cut(reason))
        yield what


def _chosen(context: Context, question: Question, said: _Said) -> Iterator[str]:
    """Yield what was chosen or given to a question without a score."""
    if question.type is QuestionType.TEXT:
        # Words of one's own would tell who wrote them.
        yield from _number(context, len(said.valued))
        return
    labels = {option.key: context.text(option.label) for option in question.options}
    counted = Counter(str(row["value"]) for row in said.valued)
    order = {key: place for place, key in enumerate(labels)}
    for value in sorted(counted, key=lambda value: (order.get(value, 0), value)):
        option = labels.get(value, value).rstrip(".。")
        count = counted[value]
        alone = len(said.valued) == 1
        yield option if alone else _say(context, "chosen", option=option, count=count)


def _silent(context: Context, said: _Said) -> Iterator[str]:
    """Yield how many gave no value, and why nothing applies."""
    out = [row for row in said.answers if row["value"] == NA]
    if out:
        reasons = Counter(row["reason"] for row in out if row["reason"])
        told = [
            f"{context.named('na_reasons', reason)} {count}"
            if len(reasons) > 1
            else context.named("na_reasons", reason)
            for reason, count in sorted(reasons.items())
        ]
        why = bracketed(_listed(context, told), context.language) if told else ""
        yield _say(context, "na", count=len(out)) + why
    unknown = sum(row["value"] == DK for row in said.answers)
    if unknown:
        yield _say(context, "dk", count=unknown)


def _say(context: Context, key: str, **values: Any) -> str:
    return words.label(key, context.language, "trace", **values)


def _listed(context: Context, items: Sequence[str]) -> str:
    return (", " if context.language == "en" else "、").join(items)


def _cut(text: str) -> str:
    """Return a text in one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
