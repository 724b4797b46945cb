"""Answers, consensus values and accepted gaps: each one held against its question."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Final

from assessment.files import tables
from assessment.files.items import COMMENT, Item, unstorable
from assessment.files.places import Path, Report
from questionnaires.model import Kind, Question, Questionnaire
from scoring import values
from scoring.answers import (
    DK,
    EVIDENCE,
    NA,
    NA_REASONS,
    AcceptedGap,
    Answer,
    Consensus,
)
from scoring.errors import ValueRefusedError

STAGE_5: Final = "stage-5"


@dataclass(slots=True)
class Reading:
    """What answers are read against.

    ``chosen`` maps ids to the pinned questionnaires; ``units`` are the known parts;
    ``table`` says that values come from cells. ``seen`` maps who answered what to the
    place of the first answer, ``not_applicable`` gathers N/A for stage 5.
    """

    chosen: Mapping[str, Questionnaire]
    units: Set[str]
    report: Report
    table: bool = False
    seen: dict[tuple[str | None, ...], Path] = field(default_factory=dict)
    not_applicable: dict[tuple[str | None, ...], dict[str, Path]] = field(
        default_factory=dict
    )


def answers(top: Item, reading: Reading) -> tuple[Answer, ...]:
    """Return the answers that are sound; the report holds the faults of the rest."""
    found = [_answer(item, reading) for item in top.items("answers")]
    _stage_5(reading)
    return tuple(answer for answer in found if answer is not None)


def _answer(item: Item, reading: Reading) -> Answer | None:
    item.only(*tables.COLUMNS)
    resolved = _question(item, reading)
    who = item.text("respondent") or "r1"
    unit = _unit(item, reading, needed=True)
    details = _details(item)
    if resolved is None:
        return None
    questionnaire, question = resolved
    key = ("answer", questionnaire.id, question.id, who, unit)
    _once(item, reading, key, f"{who} answered {question.id} before")
    value = _value(item, question, reading)
    reason = _reason(item, value)
    _note_na(item, reading, resolved, (value, who, unit))
    if not item.sound:
        return None
    ids = (questionnaire.id, question.id)
    return Answer(*ids, value, who, unit=unit, reason=reason, **details)


def _details(item: Item) -> dict[str, Any]:
    """Return what stands beside the value, with the contract's defaults."""
    return {
        "role": item.text("role") or "manager",
        "evidence": item.one_of("evidence", EVIDENCE) or "none",
        "importance": item.number("importance", 1, 5),
        "comment": item.text("comment", COMMENT),
        "seconds": item.number("seconds", 0, 1e9),
    }


def _question(item: Item, reading: Reading) -> tuple[Questionnaire, Question] | None:
    """Return the question with its questionnaire, found by its id where not named."""
    question_id = item.needed("question")
    named = item.text("questionnaire")
    if question_id is None or (named is None and item.data.get("questionnaire")):
        return None
    choices = reading.chosen
    if named is not None:
        wanted = [q for q in choices.values() if named in (q.id, q.key)]
        if not wanted:
            todo = f"use one of {', '.join(choices) or 'questionnaires'}"
            item.add("questionnaire is not listed", named, todo, "questionnaire")
            return None
        choices = {wanted[0].id: wanted[0]}
    found = [q for q in choices.values() if question_id in q.by_id]
    if len(found) == 1:
        return found[0], found[0].by_id[question_id]
    if found:
        todo = f"name one of {', '.join(q.id for q in found)} as questionnaire"
        item.add("question is in several questionnaires", question_id, todo, "question")
    elif choices:
        todo = f"use a question of {', '.join(q.key for q in choices.values())}"
        item.add("question is not known", question_id, todo, "question")
    return None


def _unit(item: Item, reading: Reading, needed: bool) -> str | None:
    unit = item.text("unit")
    if not reading.units:
        return unit
    known = ", ".join(sorted(reading.units))
    if unit is None and needed and not item.data.get("unit"):
        item.add("unit is missing", None, f"use one of {known}", "unit")
    elif unit is not None and unit not in reading.units:
        item.add("unit is not known", unit, f"use one of {known}", "unit")
    return unit


def _once(item: Item, reading: Reading, who: tuple[str | None, ...], what: str) -> None:
    if who in reading.seen:
        first = reading.report.places.at(reading.seen[who])
        item.add("answered twice", what, f"see {first}; keep one", "question")
    else:
        reading.seen[who] = item.path


def _value(item: Item, question: Question, reading: Reading) -> Any:
    if "value" not in item.data:
        todo = "add value, null for unanswered"
        item.add("value is missing", None, todo)
        return None
    raw = item.data["value"]
    try:
        raw = tables.value_of(question, raw) if reading.table else raw
        value = values.parse(question, raw)
    except ValueRefusedError as error:
        item.sound = False
        item.report.add((*item.path, "value"), str(error))
        return None
    wrong = unstorable(value, COMMENT) if isinstance(value, str) else ""
    if wrong:
        item.add(f"value {wrong}", value, f"keep to {COMMENT} characters", "value")
    return value


def _reason(item: Item, value: Any) -> str | None:
    reason = item.one_of("reason", NA_REASONS)
    given = item.data.get("reason")
    known = ", ".join(NA_REASONS)
    if value == NA and given in (None, ""):
        item.add("na without a reason", None, f"give one of {known}", "reason")
    elif value != NA and reason is not None and item.sound:
        item.add(
            "reason beside a value", reason, "leave it out, or answer na", "reason"
        )
    return reason


def _note_na(
    item: Item,
    reading: Reading,
    resolved: tuple[Questionnaire, Question],
    given: tuple[Any, str | None, str | None],
) -> None:
    questionnaire, question = resolved
    value, who, unit = given
    if value == NA and question.id in _last_stage(questionnaire):
        key = (questionnaire.id, who, unit)
        reading.not_applicable.setdefault(key, {})[question.id] = item.path


def _last_stage(questionnaire: Questionnaire) -> frozenset[str]:
    """Return the questions of stage 5 of a continuum."""
    dimension = questionnaire.dimension_by_id.get(STAGE_5)
    if questionnaire.kind is not Kind.CONTINUUM or dimension is None:
        return frozenset()
    return frozenset(question.id for question in dimension.questions())


def _stage_5(reading: Reading) -> None:
    """Refuse N/A for a part of stage 5: it is for all of its questions or for none."""
    for (questionnaire_id, *_), paths in reading.not_applicable.items():
        stage = _last_stage(reading.chosen[str(questionnaire_id)])
        missing = ", ".join(sorted(stage - set(paths)))
        for question_id, path in paths.items() if missing else ():
            text = f"na for a part of stage 5; {question_id} given; "
            todo = f"answer it, or give na for {missing} too"
            reading.report.add((*path, "value"), text + todo)
    reading.not_applicable.clear()


def consensus(top: Item, reading: Reading) -> tuple[Consensus, ...]:
    """Return the assessor's values."""
    found = [_consensus(item, reading) for item in top.items("consensus")]
    _stage_5(reading)
    return tuple(entry for entry in found if entry is not None)


def _consensus(item: Item, reading: Reading) -> Consensus | None:
    item.only("questionnaire", "question", "unit", "value", "evidence", "by", "reason")
    resolved = _question(item, reading)
    unit = _unit(item, reading, needed=False)
    evidence = item.one_of("evidence", EVIDENCE) or "none"
    by, reason = item.text("by"), item.text("reason", COMMENT)
    if resolved is None:
        return None
    questionnaire, question = resolved
    who = ("consensus", questionnaire.id, question.id, unit)
    _once(item, reading, who, f"consensus on {question.id} stands before")
    value = _value(item, question, reading)
    if value == NA and item.data.get("reason") in (None, ""):
        known = ", ".join(NA_REASONS)
        item.add("na without a reason", None, f"give one of {known}", "reason")
    if value == DK:
        todo = "give a value, na with its reason, or leave it empty"
        item.add("a consensus cannot be dk", DK, todo, "value")
    _note_na(item, reading, resolved, (value, None, unit))
    if not item.sound:
        return None
    return Consensus(questionnaire.id, question.id, value, unit, evidence, by, reason)


def accepted(top: Item, reading: Reading) -> tuple[AcceptedGap, ...]:
    """Return the gaps that the organisation accepts."""
    found: list[AcceptedGap] = []
    for item in top.items("accepted"):
        item.only("questionnaire", "question", "by", "date", "reason")
        resolved = _question(item, reading)
        by, date = item.text("by"), item.date("date")
        reason = item.text("reason", COMMENT)
        if resolved is not None:
            ids = (resolved[0].id, resolved[1].id)
            found.append(AcceptedGap(*ids, by, date, reason))
    return tuple(found)
