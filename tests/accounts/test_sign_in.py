"""Signing in and out, and what ends a session."""

import pytest

from assessment import db
from assessment.accounts import passwords, services
from assessment.accounts.models import StoredSession
from tests.support import seed
from tests.support.pages import Page


def cookie(client):
    return client.get_cookie("sextant").value


def test_home_asks_a_visitor_to_sign_in(client):
    assert client.get("/").headers["Location"] == "/sign-in"


def test_who_is_signed_in_already_is_sent_on(consultant):
    sent = consultant.get("/sign-in?lang=zh-Hant")
    assert (sent.status_code, sent.headers["Location"]) == (302, "/")
    assert consultant.page("/organisations").language == "zh-Hant"


def test_wrong_password_and_unknown_address_read_the_same(app, client):
    with app.app_context():
        seed.user(db.session(), "known@example.org")
    known = client.submit(
        "/sign-in", "sign-in", mail="known@example.org", password="wrong"
    )
    unknown = client.submit(
        "/sign-in", "sign-in", mail="known@example.com", password="wrong"
    )
    assert known.status_code == unknown.status_code == 200
    assert "Error:" in known.text
    assert Page(known.text).text == Page(unknown.text).text


def test_s15_a_session_fixed_before_signing_in_is_dead_after(app, client):
    with app.app_context():
        seed.user(db.session(), "known@example.org")
    client.get("/sign-in")
    before = cookie(client)
    client.submit(
        "/sign-in", "sign-in", mail="known@example.org", password=seed.PASSWORD
    )
    assert cookie(client) != before
    thief = app.test_client()
    thief.set_cookie("sextant", before)
    assert thief.get("/account").status_code == 401
    assert client.get("/account").status_code == 200


def replayed(app, value):
    thief = app.test_client()
    thief.set_cookie("sextant", value)
    return thief.get("/account").status_code


def test_s16_a_copied_cookie_is_dead_after_signing_out(app, consultant):
    copied = cookie(consultant)
    assert replayed(app, copied) == 200
    page = consultant.page("/account")
    token = page.forms[0].fields["csrf_token"]
    consultant.post("/sign-out", data={"csrf_token": token})
    assert replayed(app, copied) == 401


def test_s16_other_sessions_are_dead_after_a_changed_password(app, consultant, sign_in):
    elsewhere = sign_in("consultant@example.org")
    copied = cookie(consultant)
    answer = consultant.submit(
        "/account/password",
        "password",
        old=seed.PASSWORD,
        new="another good password",
        again="another good password",
    )
    assert answer.status_code == 302
    assert replayed(app, copied) == 401
    assert elsewhere.get("/account").status_code == 401
    assert consultant.get("/account").status_code == 200


def test_s16_a_disabled_account_is_out_at_once(app, consultant, admin):
    public_id = consultant.user.public_id
    page = admin.page("/accounts")
    form = next(f for f in page.forms if f.action.endswith(f"{public_id}/disable"))
    admin.post(form.action, data=form.fields)
    assert consultant.get("/account").status_code == 401


def test_sessions_are_stored_as_hashes_only(session, consultant):
    stored = session.query(StoredSession).all()
    assert cookie(consultant) not in {row.key_hash for row in stored}
    assert all(len(row.key_hash) == len("0" * 64) for row in stored)


def test_s19_too_many_wrong_passwords_are_answered_with_429(app, client):
    with app.app_context():
        seed.user(db.session(), "known@example.org")
    for _ in range(app.config["SIGN_IN_TRIES_PAIR"]):
        client.submit("/sign-in", "sign-in", mail="known@example.org", password="wrong")
    answer = client.submit(
        "/sign-in", "sign-in", mail="known@example.org", password=seed.PASSWORD
    )
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 900


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("https://evil.example", id="other site"),
        pytest.param("//evil.example", id="other site without scheme"),
        pytest.param("/\\evil.example", id="backslash"),
        pytest.param("javascript:alert(1)", id="script"),
        pytest.param("/\t/evil.example", id="control character"),
    ],
)
def test_s25_signing_in_never_leads_to_another_site(app, client, address):
    with app.app_context():
        seed.user(db.session(), "known@example.org")
    answer = client.submit(
        "/sign-in",
        "sign-in",
        mail="known@example.org",
        password=seed.PASSWORD,
        next=address,
    )
    assert answer.headers["Location"] == "/"


def test_f23_what_was_typed_survives_a_session_that_ended(app, consultant, sign_in):
    page = consultant.page("/account")
    form = page.form("profile")
    consultant.delete_cookie("sextant")
    refused = consultant.post(
        "/account", data={**form.fields, "name": "Zhào & Söhne", "language": "en"}
    )
    assert refused.status_code == 401
    sign_in_form = Page(refused.text).form("sign-in")
    resumed = consultant.post(
        sign_in_form.action,
        data={
            **sign_in_form.fields,
            "mail": "consultant@example.org",
            "password": seed.PASSWORD,
        },
    )
    again = Page(resumed.text).form("resume")
    assert again.fields["name"] == ["Zhào & Söhne"]
    assert consultant.post(again.action, data=again.fields).status_code == 302
    assert "Zhào &amp; Söhne" in consultant.get("/account").text


def test_a_password_is_12_to_128_characters_long(session):
    for wrong in ("eleven char", "x" * 129):
        with pytest.raises(services.InvalidInputError, match="characters"):
            services.add_user(session, "a@example.org", "admin", wrong)


@pytest.fixture
def held(monkeypatch):
    """Whether a transaction was open each time a password was hashed."""
    found: list[bool] = []
    matches, hashed = passwords.matches, passwords.hashed

    def watch(work):
        def watched(*arguments):
            found.append(db.session().in_transaction())
            return work(*arguments)

        return watched

    monkeypatch.setattr(passwords, "matches", watch(matches))
    monkeypatch.setattr(passwords, "hashed", watch(hashed))
    return found


def test_no_transaction_is_open_while_a_password_is_hashed(consultant, held):
    consultant.submit(
        "/account/password",
        "password",
        old=seed.PASSWORD,
        new="another good password",
        again="another good password",
    )
    token = consultant.page("/account").form("profile").fields["csrf_token"]
    consultant.post("/sign-out", data={"csrf_token": token})
    answer = consultant.submit(
        "/sign-in",
        "sign-in",
        mail="consultant@example.org",
        password="another good password",
    )
    assert answer.status_code == 302
    assert held == [False, False, False]
