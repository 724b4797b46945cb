"""S-15, S-16: what was taken away is gone at the next request, whatever the cookie."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, func, select, update

from assessment import db
from assessment.accounts.models import Membership, StoredSession, User
from assessment.cli import main
from tests.support import seed


def cookie(client) -> str:
    return client.get_cookie("sextant").value


def replayed(app, value: str):
    thief = app.test_client()
    thief.set_cookie("sextant", value)
    return thief


def change(app, statement) -> None:
    with app.app_context():
        db.session().execute(statement)
        db.session().commit()


@pytest.fixture
def demoted(app, admin):
    """The administrator as a consultant: the account stays, the role is gone."""

    def apply() -> None:
        change(
            app, update(User).where(User.id == admin.user.id).values(role="consultant")
        )

    return apply


def test_s16_a_role_removed_is_gone_at_the_next_request(
    app, admin, consultant, demoted
):
    copied = cookie(admin)
    token = admin.page("/account").form("profile").fields["csrf_token"]
    assert admin.get("/accounts").status_code == 200

    demoted()

    for client in (admin, replayed(app, copied)):
        assert client.get("/accounts").status_code == 404
        url = f"/accounts/{consultant.user.public_id}/disable"
        assert client.post(url, data={"csrf_token": token}).status_code == 404
        assert client.get("/account").status_code == 200
    assert "/accounts" not in [href for href, _css in admin.page("/account").links]
    assert consultant.get("/account").status_code == 200


def test_s16_a_demoted_admin_sees_no_organisation_of_others(admin, seeded, demoted):
    work = f"/assessments/{seeded.assessment.public_id}"
    assert admin.get(work).status_code == 200
    assert "Harbour Bank" in admin.get("/organisations").text
    demoted()
    assert admin.get(work).status_code == 404
    assert "Harbour Bank" not in admin.get("/organisations").text


def test_s16_a_membership_removed_is_gone_at_the_next_request(app, consultant, seeded):
    copied = cookie(consultant)
    organisation = f"/organisations/{seeded.organisation.public_id}"
    work = f"/assessments/{seeded.assessment.public_id}"
    pages = [organisation, work, f"{work}/result", f"{work}/export.json"]
    token = consultant.page(f"{work}/target").form("target").fields["csrf_token"]
    assert {consultant.get(page).status_code for page in pages} == {200}

    mine = Membership.user_id == consultant.user.id
    change(app, delete(Membership).where(mine))

    for client in (consultant, replayed(app, copied)):
        assert {client.get(page).status_code for page in pages} == {404}
        saved = client.post(f"{work}/target", data={"csrf_token": token})
        assert saved.status_code == 404
        assert "Harbour Bank" not in client.get("/organisations").text


def test_s16_an_account_removed_takes_its_sessions_along(app, consultant):
    copied = cookie(consultant)
    change(app, delete(User).where(User.id == consultant.user.id))
    assert replayed(app, copied).get("/account").status_code == 401
    with app.app_context():
        left = select(func.count()).where(StoredSession.user_id.is_not(None))
        assert db.session().scalar(left) == 0


def test_s16_a_disabled_account_is_out_even_where_its_session_is_still_there(
    app, consultant
):
    copied = cookie(consultant)
    gone = update(User).values(disabled_at=db.utcnow())
    change(app, gone.where(User.id == consultant.user.id))
    assert replayed(app, copied).get("/account").status_code == 401


def test_s16_a_password_reset_by_the_command_ends_every_session(
    app, consultant, monkeypatch
):
    copied = cookie(consultant)
    monkeypatch.setattr("assessment.cli.users.create_app", lambda: app)
    done = CliRunner().invoke(
        main,
        ["users", "password", "consultant@example.org"],
        input="another good password\n",
    )
    assert done.exit_code == 0, done.output
    assert replayed(app, copied).get("/account").status_code == 401
    assert consultant.get("/account").status_code == 401


def test_s16_after_signing_out_the_cookie_is_dead_for_pages_and_forms(app, consultant):
    """The cookie is dead for pages, forms and files alike."""
    copied = cookie(consultant)
    token = consultant.page("/account").form("profile").fields["csrf_token"]
    consultant.post("/sign-out", data={"csrf_token": token})
    thief = replayed(app, copied)
    assert thief.get("/organisations").status_code == 401
    stolen = {"csrf_token": token, "name": "Mallory", "language": "en"}
    assert thief.post("/account", data=stolen).status_code in (400, 401)
    with app.app_context():
        name = select(User.name).where(User.id == consultant.user.id)
        assert db.session().scalar(name) != "Mallory"


def test_s15_a_changed_password_gives_this_browser_a_new_id(app, consultant):
    before = cookie(consultant)
    consultant.submit(
        "/account/password",
        "password",
        old=seed.PASSWORD,
        new="another good password",
        again="another good password",
    )
    assert cookie(consultant) != before
    assert replayed(app, before).get("/account").status_code == 401
    assert consultant.get("/account").status_code == 200


@pytest.mark.parametrize("who", ["client", "consultant"])
def test_s15_opening_a_link_gives_a_new_id(request, app, seeded, who):
    visitor = request.getfixturevalue(who)
    link = f"/i/{seeded.tokens['executive']}"
    visitor.get(link)
    before = cookie(visitor)
    answer = visitor.submit(link, "open")
    assert cookie(visitor) != before
    thief = replayed(app, before)
    assert thief.get(answer.location).status_code == 401
    assert thief.get("/account").status_code == 401
    assert visitor.get(answer.location).status_code == 200


def test_s15_an_id_that_the_server_did_not_make_is_never_taken(app, client):
    with app.app_context():
        seed.user(db.session(), "known@example.org")
    chosen = "A" * 43
    client.set_cookie("sextant", chosen)
    client.submit(
        "/sign-in", "sign-in", mail="known@example.org", password=seed.PASSWORD
    )
    assert cookie(client) != chosen
    assert replayed(app, chosen).get("/account").status_code == 401
