"""Worked cases that domain people write: what goes in, and what must come out.

A file in ``cases/`` is a list of cases. Each has a ``name`` of its own, what goes in,
and ``expect``: some of what comes out, or all of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import pytest

from questionnaires.faults import Faults
from questionnaires.yaml_source import read

FOLDER = Path(__file__).parent / "cases"
PRECISION = 1e-6

Case = dict[str, Any]


def load(path: Path) -> list[Case]:
    """The cases of a file; none at all is a mistake, and so is a name given twice."""
    faults = Faults()
    node = read(path, faults)
    assert not faults, faults.sorted()
    cases = node.plain() if node else None
    assert isinstance(cases, list), f"{path.name} is no list of cases"
    assert cases, f"{path.name} holds no case"
    for number, case in enumerate(cases, start=1):
        assert case.get("name"), f"{path.name}: case {number} has no name"
        assert case.get("expect"), f"{path.name}: {case['name']}: it expects nothing"
    names = [case["name"] for case in cases]
    assert len(set(names)) == len(names), f"{path.name}: a name is given twice"
    return cases


def inputs(case: Case) -> Case:
    """What goes in: handed over by name, so that no misspelt key is passed over."""
    return {key: case[key] for key in case if key not in ("name", "expect")}


def known(given: Iterable[str], names: Collection[str]) -> None:
    """Keys inside of what goes in, such as roles: a misspelt one would go unread."""
    unknown = set(given) - set(names)
    assert not unknown, f"unknown: {sorted(unknown)}; known: {sorted(names)}"


def agree(found: Any, expected: Any, where: str = "expect") -> None:
    """Of a mapping only the expected keys are compared, of a list every element."""
    if isinstance(expected, dict):
        unknown = expected.keys() - found.keys()
        assert not unknown, f"{where}: no such result: {sorted(unknown)}"
        for key, value in expected.items():
            agree(found[key], value, f"{where}.{key}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), f"{where}: {found} and not {expected}"
        for number, value in enumerate(expected):
            agree(found[number], value, f"{where}.{number}")
    elif isinstance(expected, (int, float)) and not isinstance(expected, bool):
        assert found == pytest.approx(expected, abs=PRECISION), where
    else:
        assert found == expected, where
