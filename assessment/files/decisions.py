"""What was decided beside the answers: consensus values and accepted gaps."""

from __future__ import annotations

from assessment.files.items import COMMENT, Item
from assessment.files.reading import Reading
from scoring.answers import DK, EVIDENCE, NA, AcceptedGap, Consensus, Value


def consensus(top: Item, reading: Reading) -> tuple[Consensus, ...]:
    """Return the assessor's values."""
    found = [_consensus(item, reading) for item in top.items("consensus")]
    reading.stage_5()
    return tuple(entry for entry in found if entry is not None)


def _consensus(item: Item, reading: Reading) -> Consensus | None:
    item.only("questionnaire", "question", "unit", "value", "evidence", "by", "reason")
    resolved = reading.question(item)
    unit = reading.unit(item, needed=False)
    evidence = item.one_of("evidence", EVIDENCE) or "none"
    by, reason = item.text("by"), item.text("reason", COMMENT)
    if resolved is None:
        return None
    questionnaire, question = resolved
    key = ("consensus", questionnaire.id, question.id, unit)
    reading.once(item, key, "answered twice by the consensus")
    _, value = reading.value(item, question)
    _agreed(item, value)
    reading.note_na(item, resolved, value, (None, unit))
    if not item.sound:
        return None
    return Consensus(questionnaire.id, question.id, value, unit, evidence, by, reason)


def _agreed(item: Item, value: Value) -> None:
    """Refuse dk, and na that nobody explains.

    An answer's reason is a code, to be counted; the assessor's is in words, as on the
    page that asks for it, for it has to convince.
    """
    reason = item.data.get("reason")
    if value == NA and (not item.has("reason") or str(reason).isspace()):
        todo = "say in reason why it is not applicable"
        item.add("na without a reason", reason or None, todo, "reason")
    if value == DK:
        todo = "give a value, na with its reason, or leave it empty"
        item.add("a consensus cannot be dk", DK, todo, "value")


def accepted(top: Item, reading: Reading) -> tuple[AcceptedGap, ...]:
    """Return the gaps that the organisation accepts."""
    found: list[AcceptedGap] = []
    for item in top.items("accepted"):
        item.only("questionnaire", "question", "by", "date", "reason")
        resolved = reading.question(item)
        by, date = item.text("by"), item.date("date")
        reason = item.text("reason", COMMENT)
        if resolved is not None:
            ids = (resolved[0].id, resolved[1].id)
            reading.once(item, ("accepted", *ids, None), "gap accepted twice")
            found.append(AcceptedGap(*ids, by, date, reason))
    return tuple(found)
