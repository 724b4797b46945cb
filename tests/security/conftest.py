"""Two organisations, and a visitor of every kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask

from assessment import db
from assessment.accounts import sessions
from assessment.security import Access
from tests.benchmarks import pools
from tests.security.access import World
from tests.support import batches, pooling, seed, standing


@standing.makes("world", "consultant", "other_consultant")
def _world(_app: Flask, made: Mapping[str, Any]) -> World:
    session = db.session()
    owner = made["consultant"].user
    mine = seed.assessment(session, owner, "Harbour Bank")
    theirs = seed.assessment(session, made["other_consultant"].user, "Valley Bank")
    account = seed.user(session, "third@example.org")
    pooling.archive(session, pools.rows(1, 12, 0, day="2026-06-30"))
    record = pooling.records(session)[0].public_id
    release = pooling.release(session, dt.date(2026, 6, 30))
    batch = batches.waiting(session, owner, mine).public_id
    return World(mine, theirs, account.public_id, record, release.name, batch)


stands_world = standing.fixture("world")


@pytest.fixture
def world(consultant, other_consultant, stands_world) -> World:
    return stands_world


@pytest.fixture
def as_respondent(app):
    def make(person):
        visitor = app.test_client()
        with app.test_request_context("/"):
            sessions.become_respondent(person.id, person.language)
            answer = app.response_class()
            app.session_interface.save_session(app, sessions.current(), answer)
        name, _, value = answer.headers["Set-Cookie"].split(";")[0].partition("=")
        visitor.set_cookie(name, value)
        return visitor

    return make


@pytest.fixture
def visitor_of(consultant, admin, client, as_respondent, world):
    """The visitor who may open a route of a level."""

    def find(level: Access):
        if level is Access.RESPONDENT:
            return as_respondent(world.mine.respondents["executive"])
        return {Access.ADMIN: admin, Access.PUBLIC: client}.get(level, consultant)

    return find
