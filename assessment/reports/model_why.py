"""How the numbers came about, as values ready to print in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that went in, as printed.

    ``value`` is a dash where it counts as nothing; ``adds`` is what it adds to the
    number; ``details`` say what it rests on in turn: roles and counts, never names.
    """

    title: str
    value: str
    weight: str
    adds: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """How one number came about.

    ``caption`` names its table, unlike every other on a page. ``shown`` is the number
    as pages and report print it, ``asks`` the question that the rest answers ("Why
    52?"). ``formula`` is the arithmetic in figures of at most two decimals, empty where
    nothing is computed. ``notes`` are sentences for the page, ``brief`` those that the
    report's appendix needs; ``left_out`` and ``gone`` say the same of what did not go
    in, by title and, in brief, by count. ``inner`` are the numbers that went in and
    have parts of their own.
    """

    id: str
    title: str
    caption: str
    shown: str
    asks: str
    formula: str
    notes: tuple[str, ...]
    brief: tuple[str, ...]
    parts: tuple[Part, ...]
    left_out: tuple[str, ...]
    gone: tuple[str, ...]
    inner: tuple[Why, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it is the number of its only part, and nothing else is to say."""
        return bool(self.formula) and len(self.parts) == 1 and not self.remarks

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the appendix says after the formula."""
        return (*self.brief, *self.gone)


@dataclass(frozen=True, slots=True)
class WhyPart:
    """The numbers of one questionnaire, of the organisation or of one ``unit``.

    ``numbers`` holds ``overall`` and the dimensions, or ``position`` and ``target``.
    """

    questionnaire: str
    unit: str
    title: str
    numbers: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class WhyPage:
    """All numbers that are explained."""

    lead: str
    parts: tuple[WhyPart, ...]

    def of(self, questionnaire: str, name: str, unit: str = "") -> Why | None:
        """Return one number's explanation, ``None`` where there is none."""
        for part in self.parts:
            if (part.questionnaire, part.unit) == (questionnaire, unit):
                return next((why for why in part.numbers if why.id == name), None)
        return None
