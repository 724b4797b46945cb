"""What answers and decisions share: their question, unit and value, told apart once."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from assessment.files import tables
from assessment.files.items import COMMENT, Item, unstorable
from assessment.files.places import Path, Report
from questionnaires.model import Question, Questionnaire
from scoring import values
from scoring.answers import NA, Value
from scoring.errors import ValueRefusedError

Resolved = tuple[Questionnaire, Question]
Who = tuple[str | None, str | None]
"""The respondent, ``None`` for the consensus, and the unit."""


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
    not_applicable: dict[tuple[str, Who], dict[str, Path]] = field(default_factory=dict)

    def question(self, item: Item) -> Resolved | None:
        """Return the question with its questionnaire, found by its id where not named.

        ``None`` where it is at fault.
        """
        question_id = item.needed("question")
        named = item.text("questionnaire")
        if question_id is None or (named is None and item.has("questionnaire")):
            return None
        choices = self.chosen
        if named is not None:
            wanted = [q for q in choices.values() if named in (q.id, q.key)]
            if not wanted:
                todo = f"use one of {', '.join(choices) or 'questionnaires'}"
                item.add("questionnaire is not listed", named, todo, "questionnaire")
                return None
            choices = {wanted[0].id: wanted[0]}
        return _one(item, question_id, choices)

    def unit(self, item: Item, needed: bool) -> str | None:
        """Return the unit, which must be known where there are units."""
        unit = item.text("unit")
        if not self.units:
            return unit
        known = ", ".join(sorted(self.units))
        if needed and not item.has("unit"):
            item.add("unit is missing", None, f"use one of {known}", "unit")
        elif unit is not None and unit not in self.units:
            item.add("unit is not known", unit, f"use one of {known}", "unit")
        return unit

    def once(self, item: Item, who: tuple[str | None, ...], wrong: str) -> None:
        """Refuse what was said before; ``who`` ends with question and unit."""
        if who not in self.seen:
            self.seen[who] = item.path
            return
        first = self.report.places.at(self.seen[who])
        question, unit = who[-2:]
        given = f"{question} in unit {unit}" if unit else question
        item.sound = False
        text = f"{wrong}; {given} given, as before at {first}; keep one"
        self.report.add((*item.path, "question"), text)

    def value(self, item: Item, question: Question) -> tuple[bool, Value]:
        """Return whether the value is sound, and the value."""
        if "value" not in item.data:
            item.add("value is missing", None, "add value, empty for unanswered")
            return False, None
        raw = item.data["value"]
        try:
            raw = tables.value_of(question, raw) if self.table else raw
            value = values.parse(question, raw)
        except ValueRefusedError as error:
            item.sound = False
            self.report.add((*item.path, "value"), str(error))
            return False, None
        wrong = unstorable(value, COMMENT) if isinstance(value, str) else ""
        if wrong:
            item.add(f"value {wrong}", value, f"keep to {COMMENT} characters", "value")
        return not wrong, value

    def note_na(self, item: Item, resolved: Resolved, value: Value, who: Who) -> None:
        """Keep where stage 5 is called not applicable, and by whom."""
        questionnaire, question = resolved
        if value == NA and question.id in questionnaire.left_out_together:
            key = (questionnaire.id, who)
            self.not_applicable.setdefault(key, {})[question.id] = item.path

    def stage_5(self) -> None:
        """Refuse N/A for a part of stage 5: it is for all its questions or for none."""
        for (questionnaire_id, (who, unit)), paths in self.not_applicable.items():
            together = self.chosen[questionnaire_id].left_out_together
            stage = {other for question_id in paths for other in together[question_id]}
            missing = ", ".join(sorted(stage - set(paths)))
            by = f"{who or 'the consensus'}{f' in unit {unit}' if unit else ''}"
            for question_id, path in paths.items() if missing else ():
                text = f"na for a part of stage 5; na for {question_id} given by {by}; "
                todo = f"answer it, or give na for {missing} too"
                self.report.add((*path, "value"), text + todo)
        self.not_applicable.clear()


def _one(
    item: Item, question_id: str, choices: Mapping[str, Questionnaire]
) -> Resolved | None:
    """Return the only question of that id; note where there is none, or several."""
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
