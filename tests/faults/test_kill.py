"""The server is killed like in a power cut while people answer."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from assessment.answering.models import Answer
from assessment.audit.models import AuditEntry
from assessment.engagements.models import Respondent
from tests.browser.stage import Stage, own_database, stage
from tests.faults.visitor import GONE, Visitor

SAVES = 200
KILLS = 10
PATIENCE = 20.0
SECTION = ("capability-model", "operations")

pytestmark = pytest.mark.xdist_group("faults")


@dataclass
class Typist(threading.Thread):
    """A person who answers on and on, and sends again what was not confirmed."""

    visitor: Visitor
    key: str
    alive: threading.Event
    stop: threading.Event
    questions: list[str] = field(default_factory=list)
    confirmed: dict[str, tuple[int, str]] = field(default_factory=dict)
    pending: tuple[str, int, str] | None = None
    done: int = 0
    unconfirmed: int = 0
    waiting: bool = False
    fault: BaseException | None = None

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.questions = self.visitor.open(*SECTION)

    # A thread is found by its identity, not by what the dataclass holds.
    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        try:
            number = 0
            while not self.stop.is_set():
                question = self.questions[number % len(self.questions)]
                self.pending = (question, number % 6, f"try {number} of {self.key}")
                self._until_confirmed(*self.pending)
                number += 1
        except BaseException as fault:
            self.fault = fault

    def _until_confirmed(self, question: str, value: int, comment: str) -> None:
        while not self.stop.is_set():
            try:
                assert self.visitor.save(question, str(value), comment)
            except GONE:
                self.unconfirmed += 1
                self.waiting = True
                assert self.alive.wait(PATIENCE)
                self.waiting = False
                continue
            self.confirmed[question] = (value, comment)
            self.done += 1
            return


@pytest.fixture(params=["sqlite", "postgresql"])
def scene(request, tmp_path):
    url = f"sqlite:///{tmp_path / 'faults.db'}"
    if request.param == "postgresql":
        url = own_database(request.getfixturevalue("postgresql_url"))
    with stage(url, tmp_path) as made:
        yield made


def test_f01_kill_9_during_200_saves_loses_no_confirmed_answer(scene: Stage):
    seeded = scene.seed("Lantern Bank")
    alive, stop = threading.Event(), threading.Event()
    typists = [
        Typist(Visitor(scene.server.port, token), role, alive, stop)
        for role, token in seeded.tokens.items()
    ]
    chance = random.Random(20261121)  # when to pull the plug
    alive.set()
    for typist in typists:
        typist.start()
    for kill in range(1, KILLS + 1):
        _wait(lambda goal=kill * SAVES // KILLS: _done(typists) >= goal, typists)
        time.sleep(chance.uniform(0, 0.05))
        alive.clear()
        scene.server.kill()
        _wait(lambda: all(typist.waiting for typist in typists), typists)
        _check(scene, typists)
        if kill < KILLS:
            scene.server.start()
            alive.set()
            _wait(lambda: not any(typist.waiting for typist in typists), typists)
    stop.set()
    alive.set()
    for typist in typists:
        typist.join(PATIENCE)

    assert _done(typists) >= SAVES
    # S-21: a real server's log knows no link, S-33: and no answer.
    said = scene.server.log.read_text()
    assert not [token for token in seeded.tokens.values() if token in said]
    assert "try 1 of" not in said
    assert sum(typist.unconfirmed for typist in typists) >= KILLS
    scene.server.start()


def _done(typists: list[Typist]) -> int:
    return sum(typist.done for typist in typists)


def _wait(condition, typists: list[Typist]) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        for typist in typists:
            assert typist.fault is None, repr(typist.fault)
        assert time.monotonic() < until, "the typists did not get on"
        time.sleep(0.002)


def _check(scene: Stage, typists: list[Typist]) -> None:
    """Compare what is stored with what was confirmed, while no server runs."""
    engine = create_engine(scene.app.config["DATABASE_URL"])
    with Session(engine) as session:
        for typist in typists:
            person = session.scalars(
                select(Respondent).where(
                    Respondent.token_hash.is_not(None), Respondent.role == typist.key
                )
            ).one()
            _check_answers(session, typist, person)
    engine.dispose()


def _check_answers(session: Session, typist: Typist, person: Respondent) -> None:
    stored = {
        answer.question: answer
        for answer in session.scalars(
            select(Answer).where(Answer.respondent_id == person.id)
        )
    }
    assert typist.pending is not None
    last, value, comment = typist.pending
    for question, confirmed in typist.confirmed.items():
        allowed = [confirmed, (value, comment)] if question == last else [confirmed]
        assert question in stored, f"{question} was confirmed and is lost"
        answer = stored[question]
        assert (answer.value, answer.comment) in allowed, "an answer is half there"
    # Each change of an answer stands in the record, and nothing else does.
    changes = sum(answer.version for answer in stored.values())
    recorded = session.scalar(
        select(func.count())
        .select_from(AuditEntry)
        .where(AuditEntry.chain == f"respondent:{person.id}")
        .where(AuditEntry.action == "answers.saved")
    )
    assert recorded == changes
