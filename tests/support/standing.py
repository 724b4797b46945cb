"""What stands in the database when a test begins: made once, put back for each test.

A test names it with its fixtures. It is made by what the application does, in the order
in which it is registered here; the rows are kept, and so are the values that fixtures
give. Each test gets rows and values of its own, whatever the test before it did.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from assessment import db
from tests.support import tables

Maker = Callable[[Flask, Mapping[str, Any]], Any]
PREFIX = "stands_"
"""A fixture of this name and the thing's own asks for it."""
_EXTENSION = "standing"
_makers: dict[str, tuple[Maker, tuple[str, ...]]] = {}


def makes(name: str, *needs: str) -> Callable[[Maker], Maker]:
    """Register what makes something, and what it needs, which is registered before.

    It gets the application and what was made before; what it returns is pickled.
    """
    assert all(need in _makers for need in needs), f"{name} needs what is not there"

    def register(maker: Maker) -> Maker:
        assert name not in _makers, f"{name} is registered twice"
        _makers[name] = maker, needs
        return maker

    return register


@dataclass(frozen=True, slots=True)
class _Kept:
    rows: Any
    values: bytes


class Standing:
    """What has been made in one application's database."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._kept: dict[tuple[str, ...], _Kept] = {}
        self._values: dict[str, Any] = {}
        with app.app_context():
            self._tables = tables.of(db.engine())

    def begin(self, fixtures: Collection[str]) -> None:
        """Let nothing stand but what the fixtures of a test ask for."""
        wanted = tuple(name for name in _makers if name in _all_needed(fixtures))
        if wanted in self._kept:
            self._tables.put_back(self._kept[wanted].rows)
        else:
            self._kept[wanted] = self._make(wanted)
        self._values = pickle.loads(self._kept[wanted].values)  # noqa: S301 - our own

    def _make(self, wanted: tuple[str, ...]) -> _Kept:
        self._tables.clear()
        values: dict[str, Any] = {}
        for name in wanted:
            with self._app.app_context():
                values[name] = _makers[name][0](self._app, values)
        return _Kept(self._tables.take(), pickle.dumps(values))

    def __getitem__(self, name: str) -> Any:
        """Return the value that was made; fixtures known too late find none."""
        assert name in self._values, f"name {name} among the test's fixtures"
        return self._values[name]


def _all_needed(fixtures: Collection[str]) -> set[str]:
    found = {f.removeprefix(PREFIX) for f in fixtures if f.startswith(PREFIX)}
    for name in reversed(_makers):
        if name in found:
            found.update(_makers[name][1])
    return found


def of(app: Flask) -> Standing:
    """Return what stands in an application's database."""
    if _EXTENSION not in app.extensions:
        app.extensions[_EXTENSION] = Standing(app)
    found: Standing = app.extensions[_EXTENSION]
    return found


def fixture(name: str) -> Any:
    """Return the fixture that asks for something, and gives its value."""

    @pytest.fixture(name=f"{PREFIX}{name}")
    def stands(app: Flask) -> Any:
        return of(app)[name]

    return stands
