"""S-12, S-23: every route, from the application's own map, by every kind of visitor."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from assessment import create_app, db
from assessment.db import Base
from assessment.security import Access, level_of
from tests.conftest import make_app
from tests.security.access import UNSAFE, Entry, address, entries, routes

ENTRIES = entries()
_QUIET = {"sessions", "failed_sign_ins"}


ROUTES = routes()
PAIRS = [(name, method) for name, methods in ROUTES.items() for method in methods]
UNSAFE_PAIRS = [(name, method) for name, method in PAIRS if method in UNSAFE]
ROWS = [pair for pair in PAIRS if pair[0] in ENTRIES and ENTRIES[pair[0]].values]


def test_s12_every_route_has_an_entry_and_every_entry_a_route():
    assert set(ROUTES) == set(ENTRIES)


def test_s12_every_entry_says_what_the_view_says():
    app = create_app({"DATABASE_URL": "sqlite://", "TESTING": True})
    said = {name: level_of(app, name) for name in ROUTES}
    assert said == {name: ENTRIES[name].level for name in ROUTES}


def test_a_view_that_does_not_say_who_may_open_it_is_not_found(tmp_path):
    app = make_app(f"sqlite:///{tmp_path / 'test.db'}")
    app.add_url_rule("/open-door", "open_door", lambda: "come in")
    assert app.test_client().get("/open-door").status_code == 404


def token(client) -> str:
    """Return a CSRF token of the client's own session."""
    return client.page("/i").form("resume").fields["csrf_token"][0]


def knock(client, method: str, url: str, **headers: str):
    """Send a request with a valid CSRF token, so that only access can refuse it."""
    data = {"csrf_token": token(client)} if method in UNSAFE else None
    return client.open(url, method=method, data=data, headers=headers)


def rows(app):
    """Return every stored row but sessions."""
    with app.app_context():
        return {
            name: sorted(map(repr, db.session().execute(select(table)).all()))
            for name, table in Base.metadata.tables.items()
            if name not in _QUIET
        }


def body(response) -> str:
    """Return a body without what differs from request to request."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", response.text)


def _ids(pair) -> str:
    return " ".join(pair)


def guarded(pairs):
    """What is not open to everyone; a row behind a secret link is its own test."""
    return [
        (name, method)
        for name, method in pairs
        if name not in ENTRIES or ENTRIES[name].level is not Access.PUBLIC
    ]


@pytest.mark.parametrize("pair", guarded(PAIRS), ids=_ids)
def test_s12_a_visitor_without_a_session_is_turned_away(app, world, client, pair):
    name, method = pair
    entry: Entry = ENTRIES[name]
    before = rows(app)
    answer = knock(client, method, address(app, name, entry.arguments(world)))
    assert answer.status_code == 401
    assert rows(app) == before


@pytest.mark.parametrize("pair", guarded(ROWS), ids=_ids)
def test_s12_another_organisations_row_looks_like_none(
    app, world, other_consultant, as_respondent, pair
):
    name, method = pair
    entry: Entry = ENTRIES[name]
    stranger = other_consultant
    if entry.level is Access.RESPONDENT:
        stranger = as_respondent(world.theirs.respondents["executive"])
    before = rows(app)
    foreign = knock(stranger, method, address(app, name, entry.arguments(world)))
    absent = knock(stranger, method, address(app, name, entry.absent or {}))
    assert foreign.status_code == absent.status_code == 404
    assert body(foreign) == body(absent)
    for swap in entry.swapped:
        mixed = knock(stranger, method, address(app, name, swap(world)))
        assert mixed.status_code == 404
    assert rows(app) == before


@pytest.mark.parametrize(
    "name", [name for name, entry in ENTRIES.items() if entry.swapped]
)
def test_s12_ids_of_two_organisations_do_not_mix(app, world, consultant, name):
    before = rows(app)
    for swap in ENTRIES[name].swapped:
        for method in ROUTES[name]:
            answer = knock(consultant, method, address(app, name, swap(world)))
            assert answer.status_code == 404
    assert rows(app) == before


@pytest.mark.parametrize("pair", guarded(PAIRS), ids=_ids)
def test_s13_one_kind_of_visitor_does_not_open_the_others_pages(
    app, world, consultant, as_respondent, pair
):
    name, method = pair
    entry: Entry = ENTRIES[name]
    visitor, expected = as_respondent(world.mine.respondents["manager"]), 401
    if entry.level is Access.RESPONDENT:
        visitor, expected = consultant, 401
    before = rows(app)
    url = address(app, name, entry.arguments(world))
    assert knock(visitor, method, url).status_code == expected
    if entry.level is Access.ADMIN:
        assert knock(consultant, method, url).status_code == 404
    assert rows(app) == before


@pytest.mark.parametrize("pair", UNSAFE_PAIRS, ids=_ids)
def test_s23_nothing_changes_without_a_token_of_this_session(
    app, world, visitor_of, pair
):
    name, method = pair
    entry: Entry = ENTRIES[name]
    visitor = visitor_of(entry.level)
    url = address(app, name, entry.arguments(world))
    stolen = token(app.test_client())
    before = rows(app)
    assert visitor.open(url, method=method).status_code == 400
    forged = {"csrf_token": stolen}
    assert visitor.open(url, method=method, data=forged).status_code == 400
    evil = {"Origin": "https://evil.example"}
    assert knock(visitor, method, url, **evil).status_code == 403
    if "GET" not in ROUTES[name]:
        query = {"csrf_token": token(visitor)}
        assert visitor.get(url, query_string=query).status_code == 405
    assert rows(app) == before
