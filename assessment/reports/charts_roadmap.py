"""The specification of the roadmap's chart: waves of initiatives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from assessment.reports.charts_base import Chart, Row, Table
from assessment.reports.drawing.numbers import one_decimal, whole
from assessment.reports.drawing.words import word


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttBar:
    """One initiative: ``days`` it lasts, ``requires`` the ids it waits for.

    ``begins`` is the day of the plan on which it was decided to begin, ``None`` where
    it begins with its wave.
    """

    id: str
    label: str
    days: int
    quick_win: bool = False
    requires: tuple[str, ...] = ()
    begins: int | None = None

    def start(self, wave: int) -> int:
        """Return the day of the plan on which it begins, in a wave from ``wave`` on.

        What began before the plan is drawn from its first day.
        """
        return wave if self.begins is None else max(0, self.begins)

    def end(self, wave: int) -> int:
        """Return the day of the plan on which it ends, never before it begins."""
        first = wave if self.begins is None else self.begins
        return max(self.start(wave), first + self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class GanttWave:
    """What runs together, for ``days``; the predictions hold at its end.

    ``overall`` is 0-100 and ``position`` 0-5; ``None`` prints nothing.
    """

    number: int
    days: int
    bars: tuple[GanttBar, ...]
    overall: float | None = None
    position: float | None = None

    def rows(self) -> tuple[GanttBar, ...]:
        """Return the initiatives in their order, quick wins first."""
        return tuple(sorted(self.bars, key=lambda bar: not bar.quick_win))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gantt(Chart):
    """The roadmap: one wave after the other, day 0 is the start."""

    kind: ClassVar[str] = "gantt"

    waves: tuple[GanttWave, ...]

    def starts(self) -> tuple[int, ...]:
        """Return the first day of each wave, in the waves' order."""
        starts, day = [], 0
        for wave in self.waves:
            starts.append(day)
            day += wave.days
        return tuple(starts)

    def table(self) -> Table:
        """Return one row an initiative, and one for the prediction of each wave."""
        header = self.words("wave", "initiative", "from_day", "to_day", "note")
        rows: list[Row] = []
        for wave, start in zip(self.waves, self.starts(), strict=True):
            for bar in wave.rows():
                days = (str(bar.start(start)), str(bar.end(start)))
                note = self._note(bar) or "–"
                rows.append((str(wave.number), bar.label, *days, note))
            end = str(start + wave.days)
            predicted = word("predicted", self.language)
            text = predicted_text(wave, self.language)
            rows.append((str(wave.number), predicted, end, end, text))
        return Table(header, tuple(rows))

    def _note(self, bar: GanttBar) -> str:
        labels = {own.id: own.label for wave in self.waves for own in wave.bars}
        needs = [labels[key] for key in bar.requires if key in labels]
        notes = [self.word("quick_win")] if bar.quick_win else []
        if needs:
            between = ", " if self.language == "en" else "；"
            after = self.word("after") + self.word("colon")
            notes.append(after + between.join(needs))
        return " · ".join(notes)


def predicted_text(wave: GanttWave, language: str) -> str:
    """Return what is expected at the wave's end, such as "score 48 · position 2.1"."""
    parts = []
    if wave.overall is not None:
        parts.append(f"{word('score', language)} {whole(wave.overall)}")
    if wave.position is not None:
        parts.append(f"{word('position', language)} {one_decimal(wave.position)}")
    return " · ".join(parts) or "–"
