"""What every part of the report is built from, with the look-ups they share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from assessment.benchmarks.among import AmongAll
from assessment.reports import words
from assessment.reports.masking import people_pattern
from assessment.roadmaps.decided import Decided, Entry
from questionnaires.model import (
    SMALL,
    Capability,
    Dimension,
    Initiative,
    Kind,
    Questionnaire,
    Text,
)
from scoring.answers import CORE, AssessmentData
from scoring.basis import data_of
from scoring.inputs import Inputs, inputs_of
from scoring.result import QuestionnaireResult, Result


def is_answered(result: Result) -> bool:
    """Whether enough was answered for a score, or for a place on the continuum."""
    return any(part.overall.status != "not-scored" for part in result.questionnaires)


@dataclass(frozen=True)
class Context:
    """A result with its definitions, the reader's language, and the peers.

    ``plan`` is what was decided about its roadmap, which then is the decided one;
    ``None`` where it is as computed. ``before`` is the result of the assessment before
    this one, ``None`` where there is none.
    """

    result: Result
    questionnaires: Mapping[str, Questionnaire]
    language: str
    among: AmongAll = field(default_factory=dict)
    plan: Decided | None = None
    before: Result | None = None

    def decided(self, questionnaire: str, initiative: str) -> Entry:
        """Return what was decided of an initiative; nothing where there is no plan."""
        key = questionnaire, initiative
        return Entry() if self.plan is None else self.plan.of(key)

    def text(self, text: Text) -> str:
        """Return a definition's text in the reader's language; empty for none."""
        return text[self.language] if text else ""

    def initiative(
        self, questionnaire: Questionnaire, found: Initiative, part: str
    ) -> str:
        """Return an initiative's text by its name, such as ``title`` or ``stop``."""
        own, key = getattr(found, part), f"{found.id}.{part}"
        return self.suited(questionnaire, "initiatives", key, own)

    def owner(self, questionnaire: Questionnaire, owner: str) -> str:
        """Return who does an initiative; in a small organisation a named person."""
        own = questionnaire.owners[owner]
        return self.suited(questionnaire, "owners", owner, own)

    def suited(
        self, questionnaire: Questionnaire, group: str, key: str, own: Text
    ) -> str:
        """Return a definition's text as this kind of organisation reads it.

        A small organisation reads of a named person where others read of posts, a
        public body of neither prices nor revenue. An overlay speaks for itself: its
        words were chosen for those who use it.

        Args:
            questionnaire: Whose text it is.
            group: ``initiatives``, ``owners``, ``duties``, ``pitfalls`` or
                ``capabilities``.
            key: Which of its texts.
            own: The definition's own text; where it has none there is no other either.
        """
        for kind, applies in (("public", self.public), ("small", self.small)):
            if applies and questionnaire.base is None:
                own = own and words.document()[f"{kind}_{group}"].get(key, own)
        return self.text(own)

    def label(self, key: str, **values: Any) -> str:
        """Return one of the report's labels, filled in."""
        return words.label(key, self.language, **values)

    def named(self, group: str, key: str) -> str:
        """Return a name of a group of labels, or the key where nobody named it."""
        return words.label_or_key(key, self.language, self._suited(group))

    def served(self) -> dict[str, str]:
        """Return what the sentences call those whom the organisation serves."""
        names = {"served": "many", "one_served": "one", "continuum": "continuum"}
        return {name: self.named("served", key) for name, key in names.items()}

    def _suited(self, group: str) -> str:
        """Return the group of labels that speaks of neither profit nor products."""
        own = f"{group}_public"
        return own if self.public and own in words.document() else group

    @cached_property
    def day(self) -> date | None:
        """The assessment's date, or ``None`` where it has none."""
        return (
            None if self.result.date is None else date.fromisoformat(self.result.date)
        )

    @cached_property
    def name(self) -> str:
        """The organisation's name, or a plain word for it."""
        return str(self.result.organisation.get("name") or self.label("unnamed"))

    @cached_property
    def small(self) -> bool:
        """Whether it has fewer than 50 employees; unknown sizes are not small."""
        return self.result.organisation.get("size") in SMALL

    @cached_property
    def public(self) -> bool:
        """Whether it serves citizens on the public's behalf."""
        return self.result.organisation.get("market") == "g2c"

    @cached_property
    def core(self) -> bool:
        """Whether the core questions alone were asked."""
        return self.result.form == CORE

    @cached_property
    def several(self) -> bool:
        """Whether at least two people answered: one alone agrees with nobody.

        One person who answers for many units still counts as many answers there.
        """
        return len({row["respondent"] for row in self.result.answers}) > 1

    @cached_property
    def continuum(self) -> QuestionnaireResult | None:
        """The continuum's result, or ``None``."""
        return self._first(Kind.CONTINUUM)

    @cached_property
    def model(self) -> QuestionnaireResult | None:
        """The questionnaire whose overall score is the headline, or ``None``."""
        found = self._first(Kind.CAPABILITY_MODEL)
        return found or next(iter(self.scored), None)

    @cached_property
    def scored(self) -> tuple[QuestionnaireResult, ...]:
        """The questionnaires with dimension scores: all but the continuum."""
        return tuple(
            part
            for part in self.result.questionnaires
            if self.definition(part).kind is not Kind.CONTINUUM
        )

    def definition(self, part: QuestionnaireResult) -> Questionnaire:
        """Return the definition that a result belongs to."""
        return self.questionnaires[part.id]

    def _first(self, kind: Kind) -> QuestionnaireResult | None:
        parts = self.result.questionnaires
        return next((p for p in parts if self.definition(p).kind is kind), None)

    def aimed(self) -> float | None:
        """Return the target on the continuum, 0-5, or ``None``."""
        part = self.continuum
        if part is None or part.continuum is None or part.continuum.target is None:
            return None
        return part.continuum.target.value

    @cached_property
    def known_people(self) -> re.Pattern[str] | None:
        """What finds in a text whom the result knows by name or id."""
        result = self.result
        named = [row["respondent"] for row in result.answers]
        named += [row["by"] for row in (*result.consensus, *result.accepted)]
        decided = result.targets.get("continuum")
        named += [decided.get("by")] if isinstance(decided, Mapping) else []
        return people_pattern({str(name) for name in named if name})

    @cached_property
    def places(self) -> Mapping[tuple[str, str], tuple[Dimension, Capability]]:
        """Where each capability stands, by questionnaire and capability id."""
        return {
            (questionnaire.id, capability.id): (dimension, capability)
            for questionnaire in self.questionnaires.values()
            for dimension in questionnaire.dimensions
            for capability in dimension.capabilities
        }

    @cached_property
    def data(self) -> AssessmentData:
        """What the result was computed from, as values again."""
        return data_of(self.result)

    def inputs(self, part: QuestionnaireResult) -> Inputs:
        """Return what a questionnaire was scored from, all units together."""
        if part.id not in self._inputs:
            found = inputs_of(self.data, self.definition(part), None)
            self._inputs[part.id] = found
        return self._inputs[part.id]

    @cached_property
    def _inputs(self) -> dict[str, Inputs]:
        return {}

    @cached_property
    def hidden(self) -> frozenset[tuple[str, str, str | None]]:
        """What does not apply, as questionnaire, question and unit.

        Without units the unit is ``None``.
        """
        result = self.result
        parts: list[tuple[str | None, QuestionnaireResult]] = [
            (unit.id, part) for unit in result.units for part in unit.questionnaires
        ]
        return frozenset(
            (part.id, question.id, unit)
            for unit, part in parts or [(None, part) for part in result.questionnaires]
            for question in part.questions
            if question.state == "hidden"
        )

    def counts(self, row: Mapping[str, Any]) -> bool:
        """Whether an answer or consensus value, as a result has it, counts."""
        unit = row["unit"] if self.result.units else None
        return (row["questionnaire"], row["question"], unit) not in self.hidden

    def choices(self, questionnaire: Questionnaire, unit: str) -> Mapping[str, float]:
        """Return the number behind each choice, by source code.

        Args:
            questionnaire: Whose choices.
            unit: Only this unit's answers; empty takes all.
        """
        found = inputs_of(self.data, questionnaire, unit or None).choices()
        return {
            questionnaire.by_id[question].source: value
            for question, value in found.items()
        }

    def criterion(self, questionnaire: Questionnaire, question: str) -> str:
        """Return the short title of a gate criterion or target question.

        Where the report has no short title for it, the question's own text.
        """
        found = questionnaire.by_id[question]
        for group in ("criteria", "why"):
            titles = words.document()[self._suited(group)].get(found.source)
            if titles:
                return str(titles[self.language])
        return self.text(found.text)

    def criteria(
        self, questionnaire: Questionnaire, questions: Sequence[str]
    ) -> tuple[str, ...]:
        """Return the short titles of several criteria."""
        return tuple(self.criterion(questionnaire, question) for question in questions)
