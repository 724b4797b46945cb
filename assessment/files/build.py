"""From plain data to an assessment: all faults at once, or a sound value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from assessment.files import answers, decisions, figures, profile
from assessment.files.items import Item
from assessment.files.places import Path, Report
from assessment.files.reading import Reading
from assessment.files.tables import Table
from questionnaires import loader
from questionnaires.faults import shown
from questionnaires.model import Questionnaire
from scoring.answers import FORMS, MODES, AssessmentData

SCHEMA: Final = "sextant/assessment@1"
_KEYS: Final = (
    "schema", "organisation", "date", "mode", "questionnaires", "invited", "units",
    "targets", "accepted", "answers", "consensus", "capacity", "form",
    "figures",
)  # fmt: skip


def from_plain(
    data: Any, report: Report, extra: Sequence[str] = (), table: bool = False
) -> AssessmentData:
    """Return the assessment that ``data``, a JSON document's content, describes.

    ``extra`` are questionnaires beside those listed; in a ``table`` values are cells.

    Raises:
        FileRefusedError: With every fault.
    """
    top = _top_level(data, report)
    chosen, units = _questionnaires(top, extra), profile.units(top)
    reading = Reading(chosen, {u.id for u in units}, top.report, table)
    found = AssessmentData(
        questionnaires=tuple(q.key for q in chosen.values()),
        answers=answers.answers(top, reading),
        organisation=profile.organisation(top),
        date=top.date("date"),
        mode=top.one_of("mode", MODES) or "self",
        consensus=decisions.consensus(top, reading),
        units=units,
        targets=profile.targets(top, chosen),
        accepted=decisions.accepted(top, reading),
        invited=profile.invited(top),
        capacity=profile.capacity(top),
        form=top.one_of("form", FORMS) or "full",
        figures=figures.figures(top),
    )
    top.report.refuse()
    return found


def _top_level(data: Any, report: Report) -> Item:
    top = Item(data, (), report)
    top.only(*_KEYS)
    if top.mapping and top.data.get("answers") is None:
        top.add("answers are missing", None, "add a list of answers")
    top.one_of("schema", (SCHEMA,))
    return top


def from_table(table: Table, extra: Sequence[str]) -> AssessmentData:
    """Return the assessment of a table's answers.

    Its questionnaires are those named by ``extra`` and in the column
    ``questionnaire``; where there are none, those that hold the questions. Where these
    are none either, every row is refused against all that are published.
    """
    named = [str(row["questionnaire"]) for row in table.answers if _names(row)]
    wanted = list(dict.fromkeys(named))
    if len(named) < len(table.answers) and not extra:
        wanted += [key for key in _asked(table) if key not in wanted]
    pinned = _pinned(wanted)
    if table.answers and not pinned and not extra:
        pinned = [q.key for q in _latest()]
    data: dict[str, Any] = {"questionnaires": pinned, "answers": table.answers}
    if table.form is not None:
        data["form"] = table.form
    return from_plain(data, table.report, extra, table=True)


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
    """Return the published questionnaires that hold a question of a row without one.

    An overlay shares its base's questions: of one family the base is meant, unless an
    overlay holds more of them.
    """
    asked = {row.get("question") for row in table.answers if not _names(row)}
    meant: dict[str, tuple[int, bool, str]] = {}
    for each in _latest():
        held = (len(asked & set(each.by_id)), each.base is None, each.key)
        if held[0]:
            meant[each.family] = max(held, meant.get(each.family, held))
    return [key for _held, _is_base, key in meant.values()]


def _latest() -> list[Questionnaire]:
    """Return the latest version of every published questionnaire."""
    ids = dict.fromkeys(key.partition("@")[0] for key in loader.published())
    return [loader.load(questionnaire_id) for questionnaire_id in ids]


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
    if listed is not None and not isinstance(listed, list):
        todo = "write a list of texts"
        top.add("questionnaires must be a list", listed, todo, "questionnaires")
    elif top.mapping and not listed and not extra:
        todo = f"name some of {', '.join(loader.published())}"
        top.add("questionnaires are missing", None, todo, "questionnaires")
    found: dict[str, Questionnaire] = {}
    for number, key in enumerate(listed if isinstance(listed, list) else ()):
        path = ("questionnaires", number)
        one = _listed(top.report, path, key)
        if one is not None and one.id in found:
            text = f"questionnaire is listed twice; {one.key} given; keep one version"
            top.report.add(path, text)
        elif one is not None:
            found[one.id] = one
    for key in dict.fromkeys(extra):
        one = _listed(top.report, (), key)
        if one is not None and found.setdefault(one.id, one).version != one.version:
            text = f"questionnaire is listed twice; {one.key} given beside "
            top.report.add((), f"{text}{found[one.id].key}; keep one version")
    return found


def _listed(report: Report, path: Path, key: Any) -> Questionnaire | None:
    if not isinstance(key, str):
        text = f"questionnaire must be a text; {shown(key)} given; write ID@VERSION"
        report.add(path, text)
        return None
    try:
        return find(key)
    except loader.UnknownQuestionnaireError as error:
        report.add(path, str(error))
        return None
