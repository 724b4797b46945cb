"""F-17: whatever form is sent twice, the second time changes nothing more."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from assessment import db
from assessment.db import Base
from assessment.security import Access
from tests.security.access import World, address
from tests.security.deeds import DEEDS
from tests.security.test_access import ENTRIES
from tests.support import pooling

# They are about sessions: there is nothing to be doubled.
SESSIONS = {"accounts.sign_in", "accounts.sign_out", "accounts.password"}
QUIET = {"sessions", "failed_sign_ins", "audit_entries"}
MAKING = {
    "batches.index",
    "batches.remove",
    "benchmarks.build",
    "benchmarks.contribute",
    "benchmarks.import_pool",
    "benchmarks.import_release",
    "answering.section",
    "answering.question",
    "branding.look",
    "branding.sections",
    "branding.words",
    "engagements.add_organisation",
    "engagements.add_assessment",
    "engagements.add_link",
    "engagements.review_one",
    "engagements.accept",
    "planner.initiative",
    "planner.progress",
    "planner.rescore",
    "planner.capacity",
}
# What is deleted is not there to be deleted once more.
DELETING = {"batches.remove"}
NAMES = sorted(set(DEEDS) - SESSIONS)


def sizes(app) -> dict[str, int]:
    with app.app_context():
        return {
            name: db.session().scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
            if name not in QUIET
        }


def prepare(app, visitor, name: str, world: World) -> None:
    """Bring about the state that a form needs."""
    if name in ("benchmarks.contribute", "benchmarks.withdraw"):
        with app.app_context():
            pooling.answer(db.session(), world.mine)
    work = f"/assessments/{world.mine.assessment.public_id}"
    if DEEDS[name].locked:
        visitor.submit(f"{work}/lock", "status", reason="Done.")
    first = DEEDS[name].after
    if first is not None:
        url = address(app, first, ENTRIES[first].arguments(world))
        visitor.post(url, data=filled(visitor, first, url, world))
    if name == "answering.check":
        hub = f"/a/{world.mine.assessment.public_id}"
        perceived = {"perceived.stage.now": "3"}
        visitor.submit(f"{hub}/continuum/perceived", "answers", **perceived)


def filled(visitor, name: str, url: str, world: World) -> dict[str, Any]:
    """Return what a visitor sends: the form as it stands and what is typed."""
    deed = DEEDS[name]
    page = visitor.page(deed.page(world) if deed.page else url)
    known = [form for form in page.forms if deed.form in (None, form.id)]
    form = next((form for form in known if deed.form or form.action == url), None)
    # Enabling has no form while the account is enabled: the token is the same.
    fields = form.fields if form else {"csrf_token": known[0].fields["csrf_token"]}
    more = {}
    if name == "batches.index":
        more = {"assessments": world.mine.assessment.public_id}
    if name == "answering.resume":
        more = {"link": world.mine.tokens["executive"]}
    if name in ("answering.section", "answering.question"):
        more = {"stage-2.gate.function-owns-strategy": "l"}
    return {**fields, **deed.typed, **more}


@pytest.mark.parametrize("name", NAMES)
def test_f17_a_form_sent_twice_makes_nothing_twice(app, world, visitor_of, name):
    level = ENTRIES[name].level
    visitor = visitor_of(level)
    prepare(app, visitor, name, world)
    url = address(app, name, ENTRIES[name].arguments(world))
    data = filled(visitor, name, url, world)

    before = sizes(app)
    first = visitor.post(url, data=DEEDS[name].body(data))
    after = sizes(app)
    if level is Access.PUBLIC:
        # Opening a link began a new session, which has a token of its own.
        data["csrf_token"] = visitor.page("/i").form("resume").fields["csrf_token"]
    second = visitor.post(url, data=DEEDS[name].body(data))

    assert first.status_code in (200, 302, 303)
    expected = (404,) if name in DELETING else (200, 302, 303, 409)
    assert second.status_code in expected
    assert (after != before) == (name in MAKING)
    assert sizes(app) == after
