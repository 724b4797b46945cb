"""Who may open which route: one file a feature, each with its ``ENTRIES``.

A route without an entry fails the tests. ``values`` makes the route's arguments from
a world with two organisations; ``swapped`` makes arguments that mix the two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from flask import Flask

from assessment import create_app
from assessment.security import Access
from tests.support.seed import Seeded

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
Values = Callable[["World"], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class World:
    """Two organisations with an assessment each, an account, a pool and a release.

    ``record`` is the id of one of the pool's records, ``release`` a release's name,
    ``batch`` the id of reports that *mine* asked for, which wait to be made.
    """

    mine: Seeded
    theirs: Seeded
    account: str
    record: str = ""
    release: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Who may open a route; ``level`` is of its view.

    ``values`` are the arguments of a row of *mine*, ``None`` where the route has no
    row. ``absent`` are those of a row that does not exist.
    """

    level: Access
    values: Values | None = None
    absent: Mapping[str, str] | None = None
    swapped: tuple[Values, ...] = ()
    fixed: Mapping[str, str] | None = None

    def arguments(self, world: World) -> dict[str, Any]:
        if self.values is not None:
            return dict(self.values(world))
        return dict(self.fixed or {})


def entries() -> dict[str, Entry]:
    """Return the entries of all features."""
    found: dict[str, Entry] = {}
    for module in iter_modules(__path__):
        found |= import_module(f"{__name__}.{module.name}").ENTRIES
    return found


def routes() -> dict[str, list[str]]:
    """Return every endpoint with its methods, without static files."""
    app = create_app({"DATABASE_URL": "sqlite://", "TESTING": True})
    found: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            found.setdefault(rule.endpoint, set()).update(rule.methods or ())
    return {
        name: sorted(methods - {"HEAD", "OPTIONS"}) for name, methods in found.items()
    }


def address(app: Flask, name: str, arguments: Mapping[str, Any]) -> str:
    """Return the path of a route."""
    with app.test_request_context("/"):
        return app.url_for(name, **arguments)
