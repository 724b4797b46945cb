"""Which tests one process gets together, and which it gets first.

A module's tests go to one process, so that what they share, such as a report or a
fixture of the module, is made once and not in every process. Long groups come first:
what begins late must end soon, or the other process waits for it.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
MARK = "xdist_group"
TOGETHER = {"handoffs": "office"}
"""Folders whose modules share too much to be parted, with the name of their group."""
SECONDS = {
    "browser-walk": 100, "browser-more": 100, "browser-answering": 80, "office": 70,
    "cli/test_demo": 60, "security/test_statements": 50, "faults": 40,
    "reports/test_board_report": 40, "house/test_wheel": 20, "batches-worker": 20,
}  # fmt: skip
"""About how long the groups take that do not get their time from many tests."""
_ONE = 0.03
"""The seconds of any other test."""


def share_out(items: list[pytest.Item]) -> None:
    """Mark tests with their group, and put them in the order of handing them out."""
    for item in items:
        if item.get_closest_marker(MARK) is None:
            item.add_marker(pytest.mark.xdist_group(_group(item.path)))
    groups = {item: _name(item) for item in items}
    counts = Counter(groups.values())
    seconds = {name: SECONDS.get(name, _ONE * count) for name, count in counts.items()}
    items.sort(key=lambda item: (-seconds[groups[item]], groups[item]))


def _group(path: Path) -> str:
    place = path.relative_to(TESTS).with_suffix("")
    return TOGETHER.get(place.parts[0], place.as_posix())


def _name(item: pytest.Item) -> str:
    # As xdist itself calls a group of several marks.
    return "_".join(sorted({str(mark.args[0]) for mark in item.iter_markers(MARK)}))
