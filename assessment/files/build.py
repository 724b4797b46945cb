"""From plain data to an assessment: all faults at once, or a sound value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from assessment.files import answers, profile
from assessment.files.items import Item
from assessment.files.places import Places, Report
from assessment.files.tables import Table
from questionnaires import loader
from questionnaires.model import Questionnaire
from scoring.answers import MODES, AssessmentData

SCHEMA: Final = "sextant/assessment@1"
_KEYS: Final = (
    "schema", "organisation", "date", "mode", "questionnaires", "invited", "units",
    "targets", "accepted", "answers", "consensus",
)  # fmt: skip


def from_plain(
    data: Any, places: Places, extra: Sequence[str] = (), table: bool = False
) -> AssessmentData:
    """Return the assessment that ``data``, a JSON document's content, describes.

    ``places`` names the places of faults, ``extra`` questionnaires beside those that
    ``data`` lists, and ``table`` says that values are cells.

    Raises:
        FileRefusedError: With every fault.
    """
    top = Item(data, (), Report(places))
    _top_level(top)
    chosen = _questionnaires(top, extra)
    units = profile.units(top)
    reading = answers.Reading(chosen, {unit.id for unit in units}, top.report, table)
    found = AssessmentData(
        questionnaires=tuple(q.key for q in chosen.values()),
        answers=answers.answers(top, reading),
        organisation=profile.organisation(top),
        date=top.date("date"),
        mode=top.one_of("mode", MODES) or "self",
        consensus=answers.consensus(top, reading),
        units=units,
        targets=profile.targets(top, chosen),
        accepted=answers.accepted(top, reading),
        invited=profile.invited(top),
    )
    top.report.refuse()
    return found


def _top_level(top: Item) -> None:
    top.only(*_KEYS)
    if top.sound and top.data.get("answers") is None:
        top.add("answers are missing", None, "add a list of answers")
    top.one_of("schema", (SCHEMA,))


def from_table(table: Table, extra: Sequence[str]) -> AssessmentData:
    """Return the assessment of a table's answers.

    Its questionnaires are those named by ``extra`` and in the column
    ``questionnaire``; where there are none, those that hold the questions.
    """
    named = [str(row["questionnaire"]) for row in table.answers if _names(row)]
    wanted = list(dict.fromkeys(named))
    if len(named) < len(table.answers) and not extra:
        wanted += [key for key in _asked(table) if key not in wanted]
    data = {"questionnaires": _pinned(wanted), "answers": table.answers}
    return from_plain(data, table.places, extra, table=True)


def _names(row: dict[str, Any]) -> bool:
    return bool(row.get("questionnaire"))


def _pinned(keys: Sequence[str]) -> list[str]:
    """Return the keys that load, each id once; what does not is refused by its row."""
    found: dict[str, str] = {}
    for key in keys:
        try:
            questionnaire = find(key)
        except loader.UnknownQuestionnaireError:
            continue
        found.setdefault(questionnaire.id, questionnaire.key)
    return list(found.values())


def _asked(table: Table) -> list[str]:
    """Return the published questionnaires that hold a question of a row without one."""
    asked = {row.get("question") for row in table.answers if not _names(row)}
    ids = dict.fromkeys(key.partition("@")[0] for key in loader.published())
    latest = [loader.load(questionnaire_id) for questionnaire_id in ids]
    return [q.key for q in latest if asked & set(q.by_id)]


def find(key: str) -> Questionnaire:
    """Return the questionnaire ``ID`` or ``ID@VERSION``.

    Raises:
        UnknownQuestionnaireError: If it is not published.
    """
    questionnaire_id, _, version = key.partition("@")
    return loader.load(questionnaire_id, version or None)


def _questionnaires(top: Item, extra: Sequence[str]) -> dict[str, Questionnaire]:
    """Return the pinned questionnaires by id."""
    listed = top.data.get("questionnaires")
    if not isinstance(listed, list) or not all(isinstance(k, str) for k in listed):
        if listed is not None:
            todo = "write a list of texts"
            top.add("questionnaires must be a list", listed, todo, "questionnaires")
        listed = []
    if not listed and not extra and top.sound:
        todo = f"list some of {', '.join(loader.published())}"
        top.add("questionnaires are missing", None, todo, "questionnaires")
    found: dict[str, Questionnaire] = {}
    for key in dict.fromkeys([*listed, *extra]):
        try:
            questionnaire = find(key)
        except loader.UnknownQuestionnaireError as error:
            top.sound = False
            top.report.add(("questionnaires",), str(error))
            continue
        before = found.setdefault(questionnaire.id, questionnaire)
        if before.version != questionnaire.version or listed.count(key) > 1:
            todo = "keep one version"
            top.add("questionnaire is listed twice", key, todo, "questionnaires")
    return found
