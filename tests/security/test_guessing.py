"""S-20: guessing a personal link gets nowhere, and soon not even an answer."""

from __future__ import annotations

import contextlib
import hashlib
import inspect
import secrets
import time

import pytest
from flask import request
from sqlalchemy import func, select

from assessment import create_app, db
from assessment.audit.models import AuditEntry
from assessment.engagements import links
from assessment.engagements.guessing import PLACES, SECONDS, Misses
from assessment.engagements.models import Respondent
from assessment.errors import NotFoundError, TooManyTriesError
from tests.support.pages import CheckedClient

GUESSES = 10_000
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}


def guess(client: CheckedClient, token: str, **options):
    return client.get(f"/i/{token}", **options)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_s20_none_of_10000_random_tokens_opens_anything(app, seeded):
    found: list[str] = []
    with app.app_context():
        session = db.session()
        for _ in range(GUESSES):
            token = secrets.token_urlsafe(32)
            with contextlib.suppress(NotFoundError):
                found.append(links.get_by_token(session, token).name)
        token = seeded.tokens["executive"]
        assert links.get_by_token(session, token).role == "executive"
    assert found == []


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_s20_none_of_10000_random_tokens_is_anybodys(app, seeded):
    """What is stored is asked for all of them at once; one true token is found."""
    tokens = [secrets.token_urlsafe(32) for _ in range(GUESSES)]
    with app.app_context():
        for given, known in ((tokens, 0), ([*tokens, seeded.tokens["executive"]], 1)):
            hashes = [links.token_hash(token) for token in given]
            query = select(func.count()).where(Respondent.token_hash.in_(hashes))
            assert db.session().scalar(query) == known


def test_s20_random_tokens_are_all_the_same_404_and_then_429(app, client, seeded):
    limit = app.config["LINK_TRIES"]
    answers = [guess(client, secrets.token_urlsafe(32)) for _ in range(limit)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1

    refused = [guess(client, secrets.token_urlsafe(32)) for _ in range(3 * limit)]

    assert {answer.status_code for answer in refused} == {429}
    assert len({answer.text for answer in refused}) == 1
    waits = {int(answer.headers["Retry-After"]) for answer in refused}
    assert 0 < min(waits) <= max(waits) <= SECONDS
    true = seeded.tokens["executive"]
    assert guess(client, true).status_code == 429, "the limit tells true from wrong"
    elsewhere = app.test_client()
    assert guess(elsewhere, true, environ_base=ELSEWHERE).status_code == 200


def test_s20_no_guess_writes_anything(app, client, seeded, count_statements):
    with count_statements() as sent:
        for _ in range(app.config["LINK_TRIES"] + 5):
            guess(client, secrets.token_urlsafe(32))
    assert len(sent) == app.config["LINK_TRIES"], "a refused guess costs a statement"
    assert all(statement.startswith("SELECT") for statement in sent)
    with app.app_context():
        opened = select(func.count()).where(AuditEntry.action == "link.opened")
        assert db.session().scalar(opened) == 0


def test_s20_pasting_guesses_counts_like_opening_them(app, client, seeded):
    limit = app.config["LINK_TRIES"]
    form = client.page("/i").form("resume")
    statuses = [
        client.post("/i", data={**form.fields, "link": secrets.token_urlsafe(32)})
        for _ in range(limit + 1)
    ]
    assert {answer.status_code for answer in statuses[:limit]} == {422}
    assert statuses[limit].status_code == 429
    assert guess(client, seeded.tokens["manager"]).status_code == 429


def near_misses(token: str) -> dict[str, str]:
    last = "A" if token[-1] != "A" else "B"
    return {
        "prefix": token[:-1],
        "short prefix": token[:8],
        "case flip": token.swapcase(),
        "one letter flipped": token[:-1] + last,
        "longer": f"{token}A",
        "its hash": hashlib.sha256(token.encode()).hexdigest(),
        "wildcard": "%",
        "wildcard behind a prefix": f"{token[:20]}%",
        "space before": f" {token}",
        "NUL behind": f"{token}\0",
    }


@pytest.mark.parametrize("kind", list(near_misses("AB")))
def test_s20_what_looks_like_a_link_is_the_same_404(client, seeded, kind):
    token = near_misses(seeded.tokens["executive"])[kind]
    answer = client.get("/i/" + token.replace("%", "%25").replace("\0", "%00"))
    assert answer.status_code == 404
    assert answer.text == guess(client, secrets.token_urlsafe(32)).text


def test_s20_the_old_link_after_a_new_one_is_the_same_404(
    app, client, consultant, seeded
):
    person = seeded.respondents["executive"]
    with app.app_context():
        held = db.session().get_one(Respondent, person.id)
        new = links.remake(db.session(), consultant.user, held)
    old = guess(client, seeded.tokens["executive"])
    assert old.status_code == 404
    assert old.text == guess(client, secrets.token_urlsafe(32)).text
    assert guess(client, new).status_code == 200


def test_s20_a_link_opens_its_own_organisation_only(app, world):
    visitor = app.test_client()
    token = world.theirs.tokens["executive"]
    opened = visitor.submit(f"/i/{token}", "open")
    assert opened.location == f"/a/{world.theirs.assessment.public_id}"
    foreign = visitor.get(f"/a/{world.mine.assessment.public_id}")
    absent = visitor.get("/a/" + "A" * 22)
    assert foreign.status_code == absent.status_code == 404
    assert foreign.text == absent.text


def test_s20_a_token_serves_a_single_purpose(app, seeded):
    token = seeded.tokens["executive"]
    thief = app.test_client()
    thief.set_cookie("sextant", token)
    assert thief.get(f"/a/{seeded.assessment.public_id}").status_code == 401
    assert thief.get("/account").status_code == 401
    with app.app_context():
        hashes = set(db.session().scalars(select(Respondent.token_hash)))
    assert hashlib.sha256(token.encode()).hexdigest() in hashes
    thief.set_cookie("sextant", hashlib.sha256(token.encode()).hexdigest())
    assert thief.get(f"/a/{seeded.assessment.public_id}").status_code == 401


def test_s20_commands_are_not_limited(app):
    with app.app_context():
        for _ in range(app.config["LINK_TRIES"] + 1):
            with pytest.raises(NotFoundError):
                links.get_by_token(db.session(), "x")


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def missing(misses: Misses, place: str, times: int) -> None:
    for _ in range(times):
        misses.note(place)


def test_s20_a_place_is_free_again_after_the_window():
    clock = Clock()
    misses = Misses(clock)
    missing(misses, "a", 3)
    misses.check("a", 4)
    misses.check("b", 3)
    with pytest.raises(TooManyTriesError) as refused:
        misses.check("a", 3)
    assert refused.value.seconds == SECONDS
    clock.now += SECONDS - 1
    with pytest.raises(TooManyTriesError) as refused:
        misses.check("a", 3)
    assert refused.value.seconds == 1
    clock.now += 1
    misses.check("a", 3)
    missing(misses, "a", 2)
    misses.check("a", 3)
    missing(misses, "a", 1)
    with pytest.raises(TooManyTriesError):
        misses.check("a", 3)


def test_s20_the_count_is_bounded_and_forgets_the_oldest():
    misses = Misses(Clock())
    for number in range(PLACES + 1000):
        misses.note(f"place {number}")
    assert len(misses) == PLACES
    misses.check("place 0", 1)
    with pytest.raises(TooManyTriesError):
        misses.check(f"place {PLACES}", 1)


def test_f24_a_jumping_clock_changes_no_limit():
    clock = inspect.signature(Misses).parameters["clock"].default
    assert clock is time.monotonic


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        pytest.param("198.51.100.1", "198.51.100.2", False, id="two addresses"),
        pytest.param("2001:db8::1", "2001:db8::ffff:1", True, id="one network"),
        pytest.param("2001:db8::1", "2001:db8:0:1::1", False, id="two networks"),
    ],
)
def test_s20_a_place_is_an_address_or_an_ipv6_network(app, first, second, same):
    visitor = app.test_client()
    for _ in range(app.config["LINK_TRIES"]):
        guess(visitor, "x", environ_base={"REMOTE_ADDR": first})
    answer = guess(visitor, "x", environ_base={"REMOTE_ADDR": second})
    assert answer.status_code == (429 if same else 404)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        pytest.param(0, "203.0.113.9", "127.0.0.1", id="nobody is believed"),
        pytest.param(1, "203.0.113.9", "203.0.113.9", id="our proxy is"),
        pytest.param(1, "10.9.9.9, 203.0.113.9", "203.0.113.9", id="only its part"),
    ],
)
def test_s20_s22_a_proxy_says_who_the_visitor_is_and_nothing_else(
    proxies, forwarded, seen
):
    app = create_app({"DATABASE_URL": "sqlite://", "PROXIES": proxies})
    found: list[tuple[str | None, str, str]] = []

    @app.before_request
    def note():
        found.append((request.remote_addr, request.host, request.scheme))

    headers = {
        "X-Forwarded-For": forwarded,
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
    }
    app.test_client().get("/static/app.css", headers=headers, buffered=True)
    assert found == [(seen, "localhost", "http")]
