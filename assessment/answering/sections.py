"""Who is asked what: the sections of an assessment for one role.

A section is a dimension; the perceived stage comes before everything else, because
it asks for an impression that the criteria would change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

from questionnaires import loader, minutes
from questionnaires.model import Capability, Dimension, Question, Questionnaire
from scoring.answers import is_asked

PERCEIVED: Final = "perceived"


class Status(StrEnum):
    """How far a section is."""

    COMPLETED = "completed"
    IN_PROGRESS = "in-progress"
    NOT_STARTED = "not-started"


@dataclass(frozen=True, slots=True)
class Section:
    """The questions of one dimension that a role is asked, at least one.

    ``whole`` says that N/A is for all of the section's questions or for none.
    ``minutes`` is the expected time, at least 1.
    """

    questionnaire: Questionnaire
    dimension: Dimension
    questions: tuple[Question, ...]
    whole: bool
    minutes: int

    @property
    def place(self) -> dict[str, str]:
        """The section's part of an address."""
        return {"questionnaire": self.questionnaire.id, "dimension": self.dimension.id}

    def groups(
        self, shown: Collection[Question]
    ) -> Iterator[tuple[Capability, int, tuple[Question, ...]]]:
        """Yield each capability that is to be named for the shown questions.

        With it come how deep it lies, 0 right below the dimension, and its own
        questions among them; a capability comes before those that lie in it.
        """
        depths: dict[str | None, int] = {None: -1}
        waiting: list[tuple[Capability, int]] = []
        for capability in self.dimension.capabilities:
            depth = depths[capability.id] = depths[capability.parent] + 1
            waiting = [(node, level) for node, level in waiting if level < depth]
            asked = tuple(q for q in capability.questions if q in shown)
            if not asked:
                waiting.append((capability, depth))
                continue
            for node, level in waiting:
                yield node, level, ()
            waiting = []
            yield capability, depth, asked

    def status(self, answered: Collection[tuple[str, str]], begun: bool) -> Status:
        """Return how far it is.

        ``answered`` are (questionnaire, question) pairs; ``begun`` says that
        something else was noted here, such as a comment.
        """
        done = self.answered(answered)
        if done == len(self.questions):
            return Status.COMPLETED
        return Status.IN_PROGRESS if done or begun else Status.NOT_STARTED

    def answered(self, answered: Collection[tuple[str, str]]) -> int:
        """Return how many of its questions are among the answered ones."""
        name = self.questionnaire.id
        return sum((name, question.id) in answered for question in self.questions)


@lru_cache(maxsize=256)
def sections(keys: tuple[str, ...], role: str) -> tuple[Section, ...]:
    """Return the sections of pinned questionnaires for a role, in order of asking."""
    questionnaires = [loader.load(*key.split("@")) for key in keys]
    questionnaires.sort(key=lambda q: PERCEIVED not in q.dimension_by_id)
    return tuple(
        section
        for questionnaire in questionnaires
        for section in _of(questionnaire, role)
    )


def find(
    among: tuple[Section, ...], questionnaire: str, dimension: str
) -> Section | None:
    """Return the section at a place, or ``None``."""
    for section in among:
        if section.place == {"questionnaire": questionnaire, "dimension": dimension}:
            return section
    return None


def applying(
    among: tuple[Section, ...], hidden: Collection[tuple[str, str]]
) -> tuple[Section, ...]:
    """Return the sections without what is hidden; those without a question are gone.

    ``hidden`` are (questionnaire, question) pairs.
    """
    if not hidden:
        return among
    return tuple(left for each in among if (left := _left(each, hidden)).questions)


def _left(section: Section, hidden: Collection[tuple[str, str]]) -> Section:
    name = section.questionnaire.id
    left = tuple(q for q in section.questions if (name, q.id) not in hidden)
    if len(left) == len(section.questions):
        return section
    return replace(
        section, questions=left, minutes=_minutes(section.questionnaire, left)
    )


def after(
    among: tuple[Section, ...], section: Section, every: tuple[Section, ...]
) -> Section | None:
    """Return the section that follows among some, or ``None`` after the last.

    ``every`` are all sections in order: ``section`` itself may not be among those
    that apply any more.
    """
    if among is every:
        return next(iter(every[every.index(section) + 1 :]), None)
    places = [each.place for each in every]
    later = places[places.index(section.place) + 1 :]
    return next((each for each in among if each.place in later), None)


def _of(questionnaire: Questionnaire, role: str) -> Iterator[Section]:
    dimensions = sorted(questionnaire.dimensions, key=lambda d: d.id != PERCEIVED)
    for dimension in dimensions:
        asked = tuple(q for q in dimension.questions() if is_asked(q, role))
        if asked:
            yield Section(
                questionnaire=questionnaire,
                dimension=dimension,
                questions=asked,
                whole=questionnaire.stands_whole(dimension),
                minutes=_minutes(questionnaire, asked),
            )


def _minutes(questionnaire: Questionnaire, asked: Collection[Question]) -> int:
    return minutes.of(questionnaire, [question.id for question in asked])
