"""Two ways to use a page: pointing at things, and the keyboard alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.support.browsing import width_of

LONG = 90_000
"""Milliseconds for a report: it is computed while the browser waits."""
STOPS = 400
"""More Tab stops than this on the way to something are too many for anyone."""

FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) { return null; }
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const within = (at, size, end) =>
    Math.min(Math.max(at + Math.min(size / 2, 12), 0), end - 1);
  const top = document.elementFromPoint(
    within(box.left, box.width, innerWidth), within(box.top, box.height, innerHeight));
  const labels = Array.from(element.labels || []);
  const previous = window.sextantFocus;
  window.sextantFocus = element;
  return {
    what: element.outerHTML.slice(0, 160),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 &&
      box.top < innerHeight && box.left < innerWidth,
    covered: !(top && (element.contains(top) || top.contains(element) ||
      labels.some(label => label.contains(top)))),
    back: Boolean(previous && previous.isConnected && previous !== element &&
      previous.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING),
  };
}"""
HAS_FOCUS = "e => e === document.activeElement"
SAME_GROUP = """e => document.activeElement !== null &&
  document.activeElement.type === e.type && document.activeElement.name === e.name"""


@dataclass
class Hands:
    """Point, click and type; ``look`` is called on every page that comes up."""

    page: Page
    look: Callable[[Page], None] = lambda page: None

    def goto(self, url: str) -> None:
        self.page.goto(url)
        self._looked()

    def press(self, target: Locator) -> None:
        """Press a button or follow a link."""
        target.click()
        self._looked()

    def choose(self, target: Locator) -> None:
        """Choose a radio button or tick a checkbox."""
        target.check()

    def fill(self, target: Locator, text: str) -> None:
        target.fill(text)

    def pick(self, target: Locator, value: str) -> None:
        """Pick an option of a list by its value."""
        target.select_option(value)

    def unfold(self, summary: Locator) -> None:
        """Open what is folded away."""
        if not _is_open(summary):
            summary.click()

    def date(self, target: Locator, day: dt.date) -> None:
        """Enter a day into a date field."""
        target.fill(day.isoformat())

    def download(self, target: Locator, path: Path) -> Path:
        """Follow a link that leads to a file."""
        with self.page.expect_download(timeout=LONG) as waiting:
            self._hit(target)
        waiting.value.save_as(path)
        return path

    def _hit(self, target: Locator) -> None:
        target.click(timeout=LONG)

    def _looked(self) -> None:
        self.page.wait_for_load_state("load")
        width = self.page.viewport_size
        assert width is not None
        laid_out = width_of(self.page)
        assert laid_out <= width["width"], (
            f"{self.page.url} is {laid_out} px wide at {width['width']}"
        )
        self.look(self.page)


@dataclass
class Keys(Hands):
    """Tab, arrows, Space and Enter; each stop must be seen, in a sensible order."""

    faults: list[str] = field(default_factory=list)

    def press(self, target: Locator) -> None:
        # A keyboard does not say what it set off, so wait for the page it leads to.
        with self.page.expect_navigation():
            self._hit(target)
        self._looked()

    def choose(self, target: Locator) -> None:
        if target.get_attribute("type") == "checkbox":
            self._reach(target, HAS_FOCUS)
            if not target.is_checked():
                self.page.keyboard.press("Space")
        else:
            self._reach(target, SAME_GROUP)
            self._arrow_to(target)
        assert target.is_checked()

    def fill(self, target: Locator, text: str) -> None:
        self._reach(target, HAS_FOCUS)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def pick(self, target: Locator, value: str) -> None:
        self._reach(target, HAS_FOCUS)
        values = target.evaluate("e => Array.from(e.options, o => o.value)")
        now = values.index(target.input_value())
        steps = values.index(value) - now
        for _ in range(abs(steps)):
            self.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
        assert target.input_value() == value

    def unfold(self, summary: Locator) -> None:
        if not _is_open(summary):
            self._reach(summary, HAS_FOCUS)
            self.page.keyboard.press("Space")
            assert _is_open(summary)

    def date(self, target: Locator, day: dt.date) -> None:
        self._reach(target, HAS_FOCUS)
        # In the order of the browser's own language, which is American English.
        self.page.keyboard.type(day.strftime("%m%d%Y"))
        assert target.input_value() == day.isoformat()

    def _hit(self, target: Locator) -> None:
        self._reach(target, HAS_FOCUS)
        self.page.keyboard.press("Enter")

    def _arrow_to(self, target: Locator) -> None:
        for _ in range(20):
            if target.evaluate(HAS_FOCUS):
                break
            self.page.keyboard.press("ArrowDown")
        assert target.evaluate(HAS_FOCUS), f"arrows do not lead to {target}"
        if not target.is_checked():
            self.page.keyboard.press("Space")

    def _reach(self, target: Locator, is_there: str) -> None:
        for _ in self._stops():
            if target.evaluate(is_there):
                return
        raise AssertionError(f"Tab does not lead to {target} on {self.page.url}")

    def _stops(self) -> Iterator[None]:
        yield
        for _ in range(STOPS):
            self.page.keyboard.press("Tab")
            self._judge(self.page.evaluate(FOCUS))
            yield

    def _judge(self, stop: dict[str, object] | None) -> None:
        if stop is None:
            # The page's end: the next Tab begins at its top.
            self.page.evaluate("window.sextantFocus = null")
            return
        where = f"{stop['what']} on {self.page.url}"
        if not stop["ring"]:
            self.faults.append(f"focus is not visible: {where}")
        if not stop["seen"] or stop["covered"]:
            self.faults.append(f"focus is out of sight: {where}")
        if stop["back"]:
            self.faults.append(f"focus jumps back: {where}")


def _is_open(summary: Locator) -> bool:
    opened: bool = summary.evaluate("e => e.parentElement.open")
    return opened
