"""The roadmap: waves of initiatives, quick wins first, with what waits for what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assessment.reports.charts_roadmap import (
    Gantt,
    GanttBar,
    GanttWave,
    predicted_text,
)
from assessment.reports.drawing.canvas import Canvas, Point
from assessment.reports.drawing.style import (
    ACCENT,
    INK_SOFT,
    LEVELS,
    LINE,
    MIST,
    PAPER,
    Form,
    TextStyle,
)

GUTTER = 12.0
"""Before each wave, where the prerequisite lines run down."""
LABELS = 0.52
"""The labels' share of the width; on a narrow page they stand above their bars."""
BAR = 12.0
PADDING = 5.0


@dataclass(frozen=True, slots=True)
class _Time:
    """Days to pixels: every wave has its gutter, every day the same length."""

    left: float
    per_day: float

    def x(self, wave: int, day: int) -> float:
        return self.left + (wave + 1) * GUTTER + day * self.per_day


class _Placed(NamedTuple):
    """A drawn bar: the middle of its left side, its wave's index, its right end."""

    bar: GanttBar
    start: Point
    wave: int
    right: float


def draw(chart: Gantt, form: Form) -> str:
    """Return the roadmap as SVG."""
    sheet = _Sheet(chart, form)
    sheet.axis()
    for number, (wave, start) in enumerate(
        zip(chart.waves, chart.starts(), strict=True)
    ):
        sheet.wave(number, wave, start)
    if not form.is_narrow:
        sheet.prerequisites()
    return sheet.canvas.svg(chart.alt, sheet.y + 4)


class _Sheet:
    """The drawing in progress; ``y`` is how far down it has come."""

    def __init__(self, chart: Gantt, form: Form) -> None:
        self.chart, self.form = chart, form
        self.canvas = Canvas(form, chart.language)
        self.room = form.width if form.is_narrow else form.width * LABELS
        left = 0.0 if form.is_narrow else self.room
        days = sum(wave.days for wave in chart.waves) or 1
        space = form.width - left - GUTTER * len(chart.waves) - 14
        self.time = _Time(left, space / days)
        self.label = TextStyle(form.small)
        self.soft = TextStyle(form.small, colour=INK_SOFT)
        self.quick = TextStyle(form.small, True, ACCENT)
        self.y = 0.0
        self.bars: dict[str, _Placed] = {}

    def axis(self) -> None:
        """Write the day on which each wave begins, where there is room, and the end."""
        starts = self.chart.starts()
        end = starts[-1] + self.chart.waves[-1].days if starts else 0
        baseline, free = self.y + self.soft.size, 0.0
        if not self.form.is_narrow:
            self._write(0, baseline, self.chart.word("day"))
            free = self.room
        style = TextStyle(self.soft.size, colour=INK_SOFT, anchor="middle")
        half = self.canvas.width(str(end), style) / 2
        last = min(self.time.x(len(starts) - 1, end), self.form.width - half)
        until = last - half - 6
        for i, day in enumerate(starts):
            half = self.canvas.width(str(day), style) / 2
            x = max(self.time.x(i, day), half)
            if free <= x - half and x + half <= until:
                self.canvas.text(x, baseline, str(day), style)
                free = x + half + 6
        if starts:
            self.canvas.text(last, baseline, str(end), style)
        self.y += self.soft.leading + 4

    def wave(self, number: int, wave: GanttWave, start: int) -> None:
        """Draw a wave: its head, its initiatives, what is predicted at its end.

        The prediction stands in the head where that leaves room for it.
        """
        told = self._head(wave, start)
        top, end = self.y, self.time.x(number, start + wave.days)
        self.y += PADDING
        for bar in wave.rows():
            self._row(number, start, bar)
        middle = self.y - PADDING / 2 if told else self._predicted(wave)
        if not self.form.is_narrow:
            self.canvas.line((end, top), (end, middle), LINE)
            self.canvas.circle((end, middle), 4, PAPER, ACCENT)
        self.y += PADDING

    def prerequisites(self) -> None:
        """Draw a line from each initiative to those of later waves that need it."""
        order = list(self.bars)
        for bar, start, wave, _ in self.bars.values():
            for required in bar.requires:
                if required in self.bars and self.bars[required].wave < wave:
                    lane = 4 + 3 * (order.index(required) % 3)
                    self._arrow(self.bars[required], start, lane)

    def _head(self, wave: GanttWave, start: int) -> bool:
        """Draw the head of a wave and return whether it tells what is predicted."""
        bold = TextStyle(self.form.small, True)
        height = bold.leading + 6
        baseline = self.y + 3 + bold.size
        self.canvas.rect((0, self.y), (self.form.width, height), MIST)
        name, days = self.chart.words("wave_name", "wave_days")
        title = name.format(wave.number)
        self.canvas.text(6, baseline, title, bold)
        after = 6 + self.canvas.width(title, bold) + 12
        until = days.format(start, start + wave.days)
        led = f"{until}   →   {predicted_text(wave, self.chart.language)}"
        fits = after + self.canvas.width(led, self.soft) <= self.room - 6
        self._write(after, baseline, led if fits else until)
        self.y += height
        return fits

    def _row(self, number: int, start: int, bar: GanttBar) -> None:
        lines, beside, under = self._label(bar)
        text = (len(lines) + len(under)) * self.label.leading
        narrow = self.form.is_narrow
        middle = self.y + (text + BAR / 2 + 4 if narrow else text / 2)
        begins, ends = bar.start(start), bar.end(start)
        left, right = self.time.x(number, begins), self.time.x(number, ends)
        with self.canvas.group(label=bar.label, start=begins, end=ends):
            self.canvas.lines(6, self.y + self.label.size, lines, self.label)
            last = self.y + (len(lines) - 1) * self.label.leading + self.label.size
            for x, note in beside:
                self.canvas.text(x, last, note, self.quick)
            self.canvas.lines(6, last + self.label.leading, under, self.quick)
            colour = ACCENT if bar.quick_win else LEVELS[2]
            corner = (left, middle - BAR / 2)
            self.canvas.rect(corner, (max(right - left, 3), BAR), colour)
        self.bars[bar.id] = _Placed(bar, (left, middle), number, right)
        self.y += text + (BAR + 4 if narrow else 0) + PADDING

    def _label(
        self, bar: GanttBar
    ) -> tuple[Sequence[str], list[tuple[float, str]], tuple[str, ...]]:
        """Return a label's lines, and what stands beside the last or under it."""
        lines = self.canvas.wrap(bar.label, self.room - 18, self.label)
        if not bar.quick_win:
            return lines, [], ()
        note = self.chart.word("quick_win")
        x = 6 + self.canvas.width(lines[-1] if lines else "", self.label) + 8
        if x + self.canvas.width(note, self.quick) <= self.room - 6:
            return lines, [(x, note)], ()
        return lines, [], (note,)

    def _predicted(self, wave: GanttWave) -> float:
        """Write the prediction and return the middle of its first line."""
        name = "".join(self.chart.words("predicted", "colon"))
        numbers = predicted_text(wave, self.chart.language)
        lines = self.canvas.wrap(name + numbers, self.room - 18, self.soft)
        if len(lines) > 1:
            lines = (*self._broken(name), *self._broken(numbers))
        self.canvas.lines(6, self.y + self.soft.size, lines, self.soft)
        middle = self.y + self.soft.leading / 2
        self.y += len(lines) * self.soft.leading
        return middle

    def _broken(self, text: str) -> tuple[str, ...]:
        return self.canvas.wrap(text, self.room - 18, self.soft, 2)

    def _arrow(self, source: _Placed, end: Point, lane: float) -> None:
        x, y = end
        start = (source.right, source.start[1])
        path = [start, (x - lane, start[1]), (x - lane, y), (x - 1, y)]
        self.canvas.polyline(path, INK_SOFT, 1)
        head = [(x, y), (x - 4, y - 3), (x - 4, y + 3)]
        self.canvas.polygon(head, INK_SOFT)

    def _write(self, x: float, baseline: float, text: str) -> None:
        self.canvas.text(x, baseline, text, self.soft)
