"""The appendix as values: every question with what came of it.

Texts are in the reader's language, scores 0-100 and unrounded; ``None`` means that
there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

BAND: Final = 6
"""Questions that stand beside each other in two columns: enough to be of one height."""


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

    @property
    def length(self) -> int:
        """About how much room it takes, in characters."""
        return len(self.text) + sum(len(part) + 3 for part in self.trace)


@dataclass(frozen=True, slots=True)
class AppendixTable:
    """The questions of one dimension of a ``questionnaire``, which is its title."""

    questionnaire: str
    title: str
    rows: tuple[QuestionRow, ...]

    def bands(self) -> Iterator[tuple[tuple[QuestionRow, ...], ...]]:
        """Yield the questions in bands of two columns of about the same height.

        They are read down the first column of a band, then down its second.
        """
        for start in range(0, len(self.rows), BAND):
            band = self.rows[start : start + BAND]
            cut = min(range(1, len(band) + 1), key=lambda cut: _taller(band, cut))
            yield band[:cut], band[cut:]


def _taller(band: tuple[QuestionRow, ...], cut: int) -> int:
    """Return the height of the taller column, in characters."""
    columns = (band[:cut], band[cut:])
    return max(sum(row.length for row in column) for column in columns)
