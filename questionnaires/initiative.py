"""What closes gaps, who answers for it, and what usually goes wrong on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from questionnaires.conditions import Text

ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class Initiative:
    """What closes gaps.

    ``raises`` maps a question id to where it will be when the initiative is done: a
    level 0-5 for a rubric, a percentage for the other scored types. ``effort`` is
    1-5, ``days`` calendar days, ``owner`` the id of a role in the questionnaire's
    ``owners``; ``requires`` names initiatives of the same questionnaire. ``decision``
    is what must be decided before it starts, ``stop`` when to give it up. ``sizes``
    and ``industries`` say whom it suits; both are empty where it suits everybody.
    """

    id: str
    title: Text
    kind: str
    raises: Mapping[str, float]
    effort: int
    days: int
    owner: str
    kpi: Text
    requires: tuple[str, ...] = ()
    summary: Text = field(default_factory=dict)
    first_step: Text = field(default_factory=dict)
    decision: Text = field(default_factory=dict)
    stop: Text = field(default_factory=dict)
    sizes: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()

    def suits(self, size: str | None, industry: str | None) -> bool:
        """Whether it is meant for such an organisation; unknown is no hindrance.

        Args:
            size: One of ``conditions.SIZES``, or ``None``.
            industry: An ISIC section or division such as ``K64``, or ``None``. Of a
                section alone the division is unknown.
        """
        fits_size = not self.sizes or size is None or size in self.sizes
        known = self.industries and industry is not None
        fits_industry = not known or any(
            str(industry).startswith(code) or code.startswith(str(industry))
            for code in self.industries
        )
        return fits_size and fits_industry


@dataclass(frozen=True, slots=True)
class Duty:
    """What a role answers for and is measured by.

    ``owner`` is the id of a role in ``owners``; ``source`` the method's code.
    """

    owner: str
    source: str
    duties: Text
    measures: Text


@dataclass(frozen=True, slots=True)
class Pitfall:
    """What others ran into on the way; the report warns of it before its ``steps``.

    ``steps`` are the stages, 1-5, whose building it endangers.
    """

    id: str
    source: str
    title: Text
    text: Text
    steps: tuple[int, ...]
