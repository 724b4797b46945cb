"""What people wrote about a dimension: by theme, by nobody's name, from five on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from typing import Any, Final

from assessment.reports import words
from assessment.reports.build_context import Context
from assessment.reports.dimension_room import LEADING, SMALL
from assessment.reports.fitting import lines, shortened
from assessment.reports.masking import masked, people_pattern
from assessment.reports.model_dimension import Comments, Theme
from assessment.reports.narrative import first
from questionnaires.model import Dimension
from scoring.benchmark import FEWEST
from scoring.result import QuestionnaireResult, Result

MOST: Final = 6
"""As many comments stand on a page."""
LINES: Final = 3
"""No comment takes more."""
WIDE: Final = 124.0
"""The column of comments, in millimetres."""
THEME: Final = 42.0
"""The column of themes, in millimetres."""
LONGEST: Final = 4_000
"""Many times what is shown; what follows need not be read, in characters."""
BETWEEN: Final = 1.8
"""Between two comments, in millimetres."""
HEAD: Final = 9.0
"""The heading of the comments, in millimetres."""
FEW_COMMENTS: Final = 29.0
NO_COMMENTS: Final = 12.2
"""The room that two comments need, and that the reason why there are none does."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was written about one dimension, not yet cut to a page.

    ``people`` is how many wrote; ``themes`` has titles with masked texts, and none
    where fewer than five wrote: a comment of one of few is soon ascribed to somebody.
    """

    language: str
    people: int
    themes: tuple[Theme, ...]

    @classmethod
    def of(
        cls, context: Context, part: QuestionnaireResult, dimension: Dimension
    ) -> Said:
        """Return what was written about a dimension's questions that apply."""
        rows = list(_rows(context, part, dimension))
        people = len({row["respondent"] for row in rows})
        themes = _by_theme(context, part, rows) if people >= FEWEST else {}
        return cls(
            language=context.language,
            people=people,
            themes=tuple(
                Theme(context.text(each.title), themes[each.id])
                for each in dimension.capabilities
                if each.id in themes
            ),
        )

    @property
    def shown_to_readers(self) -> bool:
        """Whether enough people wrote for their comments to be shown."""
        return bool(self.themes)

    def fitting(self, room: float) -> Comments:
        """Return as much of it as fits, with what is to be said of the rest.

        Args:
            room: How high the comments may become with their headings, in millimetres.
        """
        shown = self._fitting(room - HEAD)
        pairs = [(place, text) for place in shown for text in shown[place]]
        facts = {
            "people": self.people,
            "shown": len(pairs),
            "left": sum(len(theme.texts) for theme in self.themes) - len(pairs),
            "cut": any(text not in self.themes[place].texts for place, text in pairs),
        }
        return Comments(
            themes=tuple(
                Theme(theme.title, tuple(shown[place]))
                for place, theme in enumerate(self.themes)
                if place in shown
            ),
            note=first("comments_note", facts, self.language),
        )

    def needed(self) -> float:
        """Return how high all comments that may be shown become, in millimetres."""
        if not self.themes:
            return NO_COMMENTS
        rows = islice(self._in_turn(), MOST)
        seen: set[int] = set()
        return HEAD + sum(self._high(place, text, seen) for place, text in rows)

    def _high(self, place: int, text: str, seen: set[int]) -> float:
        """Return how high a comment becomes; ``seen`` gains the place of its theme."""
        short = shortened(text, WIDE, SMALL, self.language, LINES)
        high = lines(short, WIDE, SMALL, self.language)
        if place not in seen:
            # A theme of its own is a row of its own, at least as high as its name.
            title = self.themes[place].title
            high = max(high, lines(title, THEME, SMALL, self.language))
        seen.add(place)
        return high * LEADING + BETWEEN

    def _fitting(self, room: float) -> dict[int, list[str]]:
        """Return what fits by theme, one of each theme before any has a second."""
        shown: dict[int, list[str]] = {}
        seen: set[int] = set()
        for place, text in islice(self._in_turn(), MOST):
            room -= self._high(place, text, seen)
            if room < 0:
                break
            short = shortened(text, WIDE, SMALL, self.language, LINES)
            shown.setdefault(place, []).append(short)
        return shown

    def _in_turn(self) -> Iterator[tuple[int, str]]:
        longest = max((len(theme.texts) for theme in self.themes), default=0)
        for turn in range(longest):
            for place, theme in enumerate(self.themes):
                if turn < len(theme.texts):
                    yield place, theme.texts[turn]


def without_names(result: Result, names: Collection[str]) -> Result:
    """Return a result in whose comments people's names are masked.

    Args:
        result: The result; nothing else of it is changed.
        names: Whom the assessment knows by name.
    """
    known = people_pattern(names)
    if known is None:
        return result
    return replace(
        result,
        answers=tuple(
            {**row, "comment": known.sub(MASK, row["comment"])}
            if row["comment"]
            else row
            for row in result.answers
        ),
    )


MASK: Final = "[\N{HORIZONTAL ELLIPSIS}]"
"""What stands for a name in every language."""


def _rows(
    context: Context, part: QuestionnaireResult, dimension: Dimension
) -> Iterator[Mapping[str, Any]]:
    own = {question.id for question in dimension.questions()}
    for row in context.result.answers:
        mine = row["questionnaire"] == part.id and row["question"] in own
        if mine and (row["comment"] or "").strip() and context.counts(row):
            yield row


def _by_theme(
    context: Context, part: QuestionnaireResult, rows: Sequence[Mapping[str, Any]]
) -> dict[str, tuple[str, ...]]:
    """Return masked texts by capability, in an order that only the texts decide."""
    themes = context.definition(part).capability_of
    mask = words.label("masked", context.language, "dimension_words")
    found: dict[str, set[str]] = {}
    for row in rows:
        text = masked(row["comment"][:LONGEST], context.known_people, mask)
        found.setdefault(themes[row["question"]].id, set()).add(" ".join(text.split()))
    return {theme: tuple(sorted(texts, key=_hash)) for theme, texts in found.items()}


def _hash(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()
