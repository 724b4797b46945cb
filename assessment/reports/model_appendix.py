"""The appendix as values: every question with what came of it.

Texts are in the reader's language, scores 0-100 and unrounded; ``None`` means that
there is none.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupMean:
    """The mean of one role, or of several together; ``n`` people gave a value."""

    roles: tuple[str, ...]
    score: float
    n: int


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question with what came of it; ``lost`` is claimed - evidenced.

    ``state`` is in words. ``groups`` are the means of roles, those with few people
    taken together; they are empty where even all together are few. ``trace`` says in
    short phrases what the score rests on: groups, evidence, consensus and its reason,
    and how many gave no value and why.
    """

    id: str
    text: str
    score: float | None
    claimed: float | None
    evidenced: float | None
    state: str
    n: int
    lost: float | None
    groups: tuple[GroupMean, ...]
    trace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AppendixTable:
    """The questions of one dimension of a ``questionnaire``, which is its title."""

    questionnaire: str
    title: str
    rows: tuple[QuestionRow, ...]
