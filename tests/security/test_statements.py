"""Every page takes at most 6 SQL statements and every save at most 8.

The routes come from the application's own map, for each kind of visitor who may open
them. Session and CSRF token count, and so does noting, once a minute, that a session
is in use.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from assessment import db
from assessment.accounts import services as accounts
from assessment.accounts.models import StoredSession, User
from assessment.answering.sections import Section
from assessment.engagements import consensus, decisions, services
from assessment.engagements.consensus import Decision
from assessment.engagements.decisions import Place, Target
from assessment.engagements.models import AcceptedGap, Assessment
from assessment.security import Access
from questionnaires.model import QuestionType
from scoring.answers import DK, NA, ROLES
from tests.browser.replies import Reply, asked, replies
from tests.security.access import UNSAFE, World, address, entries, routes
from tests.security.access.engagements import QUESTION
from tests.security.deeds import DEEDS, Deed
from tests.support import pooling, seed, standing
from tests.support.pages import CheckedClient, Form, Page
from tests.support.quick_files import quick_files

A_PAGE, A_SAVE = 6, 8
# What is locked is weighed by its peers once more: their release, and its cells.
MORE = {"engagements.lock": 2}
# Building a release goes through the whole pool, in some dozens of statements however
# many records there are.
BATCHES = {"benchmarks.build"}
# Without a queue reports are made at once, a few of them, each by its own statements.
AT_ONCE = {"batches.index", "batches.retry"}
DAY = dt.date(2026, 11, 21)
ENTRIES, ROUTES = entries(), routes()
SAVING = sorted(name for name, methods in ROUTES.items() if set(methods) & set(UNSAFE))
ANONYMOUS, STALE = "anonymous", "ended session"
STAFF = ("consultant", "admin")
KINDS = {
    Access.PUBLIC: (ANONYMOUS, STALE, "consultant", "executive"),
    Access.RESPONDENT: ROLES,
    Access.CONSULTANT: STAFF,
    Access.ADMIN: ("admin",),
}
OPENED = {200, 302}
# Locking and reopening ask for a state, everything else is open in one of the two.
STATES = ("open", "locked")


@standing.makes("house", "world")
def _house(_app: Flask, made: Mapping[str, Any]) -> None:
    session = db.session()
    pooling.answer(session, made["world"].mine)
    decide(session, made["world"])


stands_house = standing.fixture("house")


@pytest.fixture
def house(world, stands_house) -> World:
    """The world with an answer, and a decision of every kind, to look at."""
    return world


def decide(session, world: World) -> None:
    """Accept a gap, agree on a value, set a target, as the consultant."""
    found = session.get_one(Assessment, world.mine.assessment.id)
    owner = session.scalars(
        select(User).where(User.mail == "consultant@example.org")
    ).one()
    place = Place(**QUESTION)
    gap = AcceptedGap(**QUESTION, by="The board", date=DAY, reason="Known.")
    decisions.accept_gap(session, owner, found, gap)
    agreed = Decision(value=2, evidence="described", reason="Seen.", version=0)
    consensus.set_consensus(session, owner, found, place, agreed)
    target = Target(3.0, "The board", DAY, "Ambition.", found.version)
    decisions.decide_target(session, owner, found, target)


@pytest.fixture
def visitor(app, house, consultant, admin, as_respondent):
    """Make a visitor of a kind."""

    def make(kind: str) -> CheckedClient:
        if kind in ROLES:
            return as_respondent(house.mine.respondents[kind])
        if kind in STAFF:
            return {"consultant": consultant, "admin": admin}[kind]
        stranger = app.test_client()
        if kind == STALE:
            stranger.set_cookie("sextant", "A" * 43)
        return stranger

    return make


@pytest.fixture
def counted(app, count_statements):
    """Send a request and count, a while after the last one of this session."""

    def send(client: CheckedClient, method: str, url: str, **options: Any):
        with app.app_context():
            # Saving writes anyway; a page that does not notes the time now and then.
            minutes = 2 if method == "GET" else 0
            ago = db.utcnow() - dt.timedelta(minutes=minutes)
            db.session().execute(update(StoredSession).values(seen_at=ago))
            db.session().commit()
        with count_statements() as sent:
            answer = client.open(url, method=method, **options)
        return answer, sent

    return send


def set_state(app, world: World, state: str) -> None:
    with app.app_context():
        session = db.session()
        found = session.get_one(Assessment, world.mine.assessment.id)
        owner = session.scalars(select(User).where(User.role == "admin")).one()
        if state == "locked" and found.is_open:
            services.lock(session, owner, found, "Done.")
        elif state == "open" and not found.is_open:
            services.reopen(session, owner, found, "Again.")


def gist(sent: list[str]) -> str:
    """Return what each statement does, without its columns."""
    tables = (re.findall(r"(?:FROM|INTO|UPDATE) (\w+)", one) for one in sent)
    verbs = (one.split(None, 1)[0] for one in sent)
    return "; ".join(
        f"{verb} {' '.join(names)}" for verb, names in zip(verbs, tables, strict=True)
    )


def disable(app, world: World) -> None:
    with app.app_context():
        session = db.session()
        owner = session.scalars(select(User).where(User.role == "admin")).one()
        accounts.set_disabled(session, owner, world.account, True)


def pages_of(kind: str) -> list[str]:
    return [
        name
        for name, methods in ROUTES.items()
        if "GET" in methods and kind in KINDS[ENTRIES[name].level]
    ]


def urls_of(app, world: World, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the address of every page that a visitor may open, and its route."""
    for name in pages_of(kind):
        for given in arguments(name, kind, world):
            yield address(app, name, given), name


def arguments(name: str, kind: str, world: World) -> Iterator[dict[str, str]]:
    """Yield the arguments of a route: of each section where it is a section's."""
    own = ENTRIES[name].arguments(world)
    if name not in ("answering.section", "answering.question"):
        yield own
        return
    for section in asked(kind):
        found = {"public_id": own["public_id"], **section.place}
        if name == "answering.question":
            found["question"] = section.questions[0].id
        yield found


def files_of(kind: str, state: str) -> AbstractContextManager[None]:
    """Write files in full once for each database: writing them asks nothing of it."""
    is_full = (kind, state) == ("consultant", "locked")
    return nullcontext() if is_full else quick_files()


@pytest.mark.parametrize(
    "kind", sorted({kind for kinds in KINDS.values() for kind in kinds})
)
def test_every_page_takes_at_most_six_statements(app, house, visitor, counted, kind):
    seen: dict[str, set[int]] = {}
    over: list[str] = []
    for state in STATES:
        set_state(app, house, state)
        client = visitor(kind)
        for url, name in urls_of(app, house, kind):
            if kind in (ANONYMOUS, STALE):
                client = visitor(kind)
            with files_of(kind, state):
                answer, sent = counted(client, "GET", url)
            seen.setdefault(name, set()).add(answer.status_code)
            if len(sent) > A_PAGE:
                over.append(f"{len(sent)} for {state} {url}: {gist(sent)}")
    assert not over, "\n".join(over)
    unseen = {name for name, statuses in seen.items() if not statuses & OPENED}
    assert not unseen, f"never opened: {unseen}"
    assert seen


def test_a_visitor_who_must_sign_in_costs_at_most_six_statements(
    app, house, visitor, counted
):
    for name in ROUTES:
        if ENTRIES[name].level is Access.PUBLIC or "GET" not in ROUTES[name]:
            continue
        url = address(app, name, ENTRIES[name].arguments(house))
        answer, sent = counted(visitor(STALE), "GET", url)
        assert answer.status_code == 401
        assert len(sent) <= A_PAGE, f"{name}: {gist(sent)}"


def test_every_route_that_saves_has_a_deed_and_every_deed_a_route():
    assert sorted(DEEDS) == SAVING


def kind_of(app) -> str:
    with app.app_context():
        return str(db.engine().dialect.name)


def do_before(client: CheckedClient, name: str, world: World, app) -> None:
    """Do what a deed needs to have been done."""
    first = DEEDS[name].after
    if first is not None:
        url = address(app, first, ENTRIES[first].arguments(world))
        form = form_of(client, DEEDS[first], url, world)
        answer = client.post(url, data={**form.fields, **DEEDS[first].typed})
        assert answer.status_code == 302, answer.text


def form_of(client: CheckedClient, deed: Deed, url: str, world: World) -> Form:
    page = client.page(deed.page(world) if deed.page else url)
    if deed.form:
        return page.form(deed.form)
    return next(form for form in page.forms if form.action == url)


def deeds() -> list[tuple[str, str]]:
    return [(name, kind) for name in SAVING for kind in KINDS[ENTRIES[name].level]]


def _id(pair: tuple[str, str]) -> str:
    return " ".join(pair)


def can_do(name: str, kind: str) -> bool:
    """Leave out who has no such form: nobody signs in twice, or out before that."""
    only = {"accounts.sign_out": True, "accounts.sign_in": False}
    return name not in only or only[name] == (kind in STAFF)


@pytest.mark.parametrize("pair", [pair for pair in deeds() if can_do(*pair)], ids=_id)
def test_every_save_takes_at_most_eight_statements(app, house, visitor, counted, pair):
    name, kind = pair
    deed = DEEDS[name]
    set_state(app, house, "locked" if deed.locked else "open")
    if name == "accounts.enable":
        disable(app, house)
    client = visitor(kind)
    do_before(client, name, house, app)
    for given in arguments(name, kind, house):
        url = address(app, name, given)
        form = form_of(client, deed, url, house)
        data = {**form.fields, **deed.typed, **extra(name, kind, given, house)}
        answer, sent = counted(client, "POST", url, data=deed.body(data))
        assert answer.status_code in (200, 302, 303), answer.text
        assert "error-summary" not in answer.text, Page(answer.text).text
        most = A_SAVE + MORE.get(name, 0)
        free = BATCHES | (AT_ONCE if kind_of(app) == "sqlite" else set())
        assert len(sent) <= most or name in free, f"{len(sent)}: {gist(sent)}"
        assert any(not statement.startswith("SELECT") for statement in sent)


def extra(name: str, kind: str, given: dict[str, str], world: World) -> dict[str, Any]:
    """Return what depends on who does it: other answers, one's own link."""
    if name == "batches.index":
        return {"assessments": world.mine.assessment.public_id}
    if name == "answering.resume":
        return {"link": world.mine.tokens["manager"]}
    if name not in ("answering.section", "answering.question"):
        return {}
    (section,) = (one for one in asked(kind) if one.place.items() <= given.items())
    only = given.get("question")
    return changed(section, replies(kind, ROLES.index(kind) + 1), only)


def changed(section: Section, new: dict, only: str | None) -> dict[str, Any]:
    """Return the fields of other answers than those that are stored."""
    fields: dict[str, Any] = {}
    for question in section.questions:
        if only not in (None, question.id):
            continue
        reply = new[section.questionnaire.id, question.id]
        if question.type is QuestionType.RUBRIC and reply.value in (NA, DK):
            reply = Reply("5")
        fields[f"{question.id}:comment"] = "Seen again."
        if isinstance(reply.value, str):
            fields[question.id] = reply.value
        else:
            fields |= {f"{question.id}:{key}": f"{n}" for key, n in reply.value.items()}
    return fields


def test_the_first_assessment_of_an_organisation_keeps_the_limit(
    app, consultant, count_statements
):
    with app.app_context():
        made = seed.organisation(db.session(), consultant.user, "New Bank")
        url = f"/organisations/{made.public_id}/assessments/new"
    form = consultant.page(url).form("assessment").fields | {"title": "First"}

    with count_statements() as sent:
        answer = consultant.post(url, data=form)

    assert answer.status_code == 302, Page(answer.text).text
    assert len(sent) <= A_SAVE, f"{len(sent)}: {gist(sent)}"
