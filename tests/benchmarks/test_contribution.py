"""What an assessment gives to the pool: shown first, given with consent, withdrawn."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy import delete, select

from assessment import db
from assessment.accounts.models import Organisation
from assessment.audit.models import AuditEntry
from assessment.benchmarks import contribution, identity, offers
from assessment.benchmarks.models import (
    BenchmarkRelease,
    PoolConsent,
    PoolRecord,
    PoolScore,
)
from assessment.engagements import services as engagements
from assessment.engagements.models import Assessment, Unit
from assessment.errors import StaleError
from tests.benchmarks import pools
from tests.support import pooling
from tests.support.pages import Page

DAY = dt.date(2026, 12, 31)
CONSENT = {"agreed": "y", "by": "Ann Lee, managing director"}


@pytest.fixture
def final(app, consultant, seeded):
    """A locked assessment that everybody answered in full."""
    with app.app_context():
        pooling.answer(db.session(), seeded)
        pooling.lock(db.session(), seeded, consultant.user)
    return seeded


def url(seeded, end=""):
    return f"/assessments/{seeded.assessment.public_id}/benchmark{end}"


def give(client, seeded, **changes):
    return client.submit(url(seeded), "consent", **{**CONSENT, **changes})


def withdraw(client, seeded):
    page = client.page(url(seeded))
    form = next(each for each in page.forms if each.action.endswith("/withdraw"))
    return client.post(form.action, data=form.fields)


def stored(session):
    """Return what every record holds, without when and where it lies."""
    scores = {}
    for row in session.scalars(select(PoolScore)):
        scores.setdefault(row.record_id, {})[row.dimension] = (row.score, row.coverage)
    kept = (
        "assessment_id", "organisation", "parent", "industry", "region", "size",
        "date", "questionnaire", "version", "provenance",
    )  # fmt: skip
    return [
        {name: getattr(each, name) for name in kept} | {"scores": scores[each.id]}
        for each in pooling.records(session)
    ]


def cells(page: Page, html: str) -> list[list[str]]:
    rows = re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</tr>", html, flags=re.DOTALL)
    return [re.sub(r"<[^>]+>", " ", row).split() for row in rows]


def test_the_link_is_there_once_it_is_locked(app, consultant, seeded):
    page = f"/assessments/{seeded.assessment.public_id}"
    assert f'href="{url(seeded)}"' not in consultant.get(page).text
    assert "Only a locked assessment" in consultant.get(url(seeded)).text
    with app.app_context():
        pooling.lock(db.session(), seeded, consultant.user)
    assert f'href="{url(seeded)}"' in consultant.get(page).text


def test_the_page_shows_the_very_record_that_is_stored(app, consultant, final):
    before = consultant.get(url(final)).text
    with app.app_context():
        assessment = db.session().get_one(Assessment, final.assessment.id)
        offered = [
            {
                "assessment_id": each.record.assessment_id,
                "organisation": each.record.organisation,
                "parent": each.record.parent,
                "industry": each.record.industry,
                "region": each.record.region,
                "size": each.record.size,
                "date": each.record.date,
                "questionnaire": each.record.questionnaire,
                "version": each.record.version,
                "provenance": None,
                "scores": {s.dimension: (s.score, s.coverage) for s in each.scores},
            }
            for each in offers.offers(assessment)
        ]
    assert give(consultant, final).status_code == 302
    after = consultant.get(url(final)).text
    with app.app_context():
        assert stored(db.session()) == offered
        assert [each["questionnaire"] for each in offered] == [
            "capability-model",
            "continuum",
        ]
    # The page says the same before and after, and what it says is what is stored.
    assert cells(Page(before), before) == cells(Page(after), after)
    for each in offered:
        assert each["organisation"] in before
        assert each["parent"] in before
        for score, _coverage in each["scores"].values():
            assert f">{score / 1_000_000:.6f}".rstrip("0").rstrip(".") in before


def test_scores_are_the_results_in_millionths_half_up(app, consultant, final):
    give(consultant, final)
    with app.app_context():
        session = db.session()
        frozen = session.get_one(Assessment, final.assessment.id).locked_result
        model, continuum = frozen["questionnaires"]
        found = {each["questionnaire"]: each["scores"] for each in stored(session)}
    assert model["overall"]["status"] == "scored"
    wanted = {"overall": model["overall"]} | {d["id"]: d for d in model["dimensions"]}
    assert found["capability-model"].keys() == wanted.keys()
    for name, (score, coverage) in found["capability-model"].items():
        assert abs(score / 1e6 - wanted[name]["score"]) <= 0.5e-6 + 1e-12
        assert coverage == wanted[name]["coverage"]
    position, _ = found["continuum"]["position"]
    assert abs(position / 1e6 - continuum["position"]["value"]) <= 0.5e-6 + 1e-12
    assert ("target" in found["continuum"]) == (continuum["target"] is not None)


def test_half_a_millionth_is_rounded_up():
    made = offers._score("overall", 50.0000005, 1.0)
    assert made.score == 50_000_001


def test_the_record_holds_no_name_and_no_answer(app, consultant, final):
    give(consultant, final)
    with app.app_context():
        session = db.session()
        rows = [
            *session.execute(select(PoolRecord.__table__)),
            *session.execute(select(PoolScore.__table__)),
            *session.execute(select(AuditEntry.__table__)),
        ]
        text = repr(rows)
    assert "Harbour" not in text
    assert "Ann Lee" not in text
    with app.app_context():
        assert {each.by for each in db.session().scalars(select(PoolConsent))} == {
            CONSENT["by"]
        }


def test_companies_of_one_parent_fall_together(app, consultant, final):
    give(consultant, final)
    with app.app_context():
        (record, *_) = pooling.records(db.session())
    # Without a parent the organisation's own name stands for the group.
    assert record.parent == identity.named("ＨＡＲＢＯＵＲ  bank")
    assert record.parent != identity.named("Harbour")
    assert record.organisation == f"org:{final.organisation.public_id}"


@pytest.mark.parametrize("missing", ["agreed", "by"])
def test_nothing_is_given_without_consent_and_by_whom(app, consultant, final, missing):
    form = consultant.page(url(final)).form("consent")
    data = {**form.fields, **CONSENT}
    del data[missing]
    answer = consultant.post(url(final), data=data)
    assert "There is a problem" in answer.text
    with app.app_context():
        assert pooling.records(db.session()) == []


def test_what_was_not_shown_is_not_given(app, consultant, final):
    answer = give(consultant, final, seen="sha256:another")
    assert answer.status_code == 409
    with app.app_context():
        assert pooling.records(db.session()) == []
        found = db.session().get_one(Assessment, final.assessment.id)
        with pytest.raises(StaleError):
            contribution.consent(db.session(), consultant.user, found, "Ann", "")


def test_an_assessment_without_an_overall_score_says_why(app, consultant, seeded):
    with app.app_context():
        pooling.lock(db.session(), seeded, consultant.user)
    page = consultant.page(url(seeded))
    assert "too few questions are answered" in page.text
    assert [form.id for form in page.forms if form.id == "consent"] == []
    token = page.forms[0].fields["csrf_token"]
    answer = consultant.post(url(seeded), data={**CONSENT, "csrf_token": token})
    assert answer.status_code == 409
    with app.app_context():
        assert pooling.records(db.session()) == []


def test_of_units_the_continuum_has_no_record(app, consultant, seeded):
    with app.app_context():
        session = db.session()
        session.add(Unit(assessment_id=seeded.assessment.id, key="retail"))
        pooling.answer(session, seeded)
        for row in session.scalars(select(pooling.Answer)):
            row.unit_key = "retail"
        session.commit()
        pooling.lock(session, seeded, consultant.user)
        found = session.get_one(Assessment, seeded.assessment.id)
        model, continuum = offers.offers(found)
    assert model.record is not None
    assert (continuum.record, continuum.refusal) == (None, offers.BY_UNIT)
    assert "was assessed by unit" in consultant.get(url(seeded)).text


def test_an_invented_organisation_gives_nothing(app, consultant, final):
    with app.app_context():
        session = db.session()
        session.get_one(Organisation, final.organisation.id).fictional = True
        session.commit()
    page = consultant.page(url(final))
    assert "This organisation is invented" in page.text
    data = {**CONSENT, "csrf_token": page.forms[0].fields["csrf_token"]}
    with app.app_context():
        found = db.session().get_one(Assessment, final.assessment.id)
        data["seen"] = found.result_hash
    assert consultant.post(url(final), data=data).status_code == 409


def test_withdrawn_it_stays_in_the_release_and_in_no_later_one(app, consultant, final):
    give(consultant, final)
    with app.app_context():
        rows = pools.rows(3, 30, day="2026-06-30")
        pooling.archive(db.session(), rows)
        first = pooling.release(db.session(), dt.date(2026, 11, 30))
        text = first.document
    assert withdraw(consultant, final).status_code == 302
    page = consultant.page(url(final))
    assert "The last record was withdrawn on" in page.text
    assert "r1" in page.text
    assert "30 November 2026" in page.text
    with app.app_context():
        session = db.session()
        second = pooling.release(session, DAY, "r2")
        own = [each.id for each in pooling.records(session) if not each.provenance]
        assert members(session, first) & set(own)
        assert not members(session, second) & set(own)
        assert session.get_one(BenchmarkRelease, first.id).document == text
    page = consultant.page(url(final))
    assert "r2" not in page.text


def members(session, release):
    from assessment.benchmarks.models import ReleaseMember

    query = select(ReleaseMember.record_id)
    return set(session.scalars(query.where(ReleaseMember.release_id == release.id)))


def test_reopening_withdraws_and_locking_asks_anew(app, consultant, final):
    give(consultant, final)
    with app.app_context():
        session = db.session()
        found = session.get_one(Assessment, final.assessment.id)
        engagements.reopen(session, consultant.user, found, "More to say.")
        assert all(each.withdrawn_at for each in pooling.records(session))
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()))
        assert len(last.first().detail["withdrawn"]) == 2
        engagements.lock(session, consultant.user, found, "Done.")
    assert give(consultant, final).status_code == 302
    with app.app_context():
        found = pooling.records(db.session())
        assert [each.withdrawn_at is None for each in found] == [False] * 2 + [True] * 2


def test_two_clicks_give_one_record(app, consultant, final):
    form = consultant.page(url(final)).form("consent")
    data = {**form.fields, **CONSENT}
    assert consultant.post(url(final), data=data).status_code == 302
    assert consultant.post(url(final), data=data).status_code == 302
    with app.app_context():
        assert len(pooling.records(db.session())) == 2


def test_every_deed_is_in_the_record(app, consultant, final):
    give(consultant, final)
    withdraw(consultant, final)
    withdraw_again = consultant.post(
        url(final, "/withdraw"),
        data={"csrf_token": consultant.page(url(final)).forms[0].fields["csrf_token"]},
    )
    assert withdraw_again.status_code == 302
    with app.app_context():
        entries = db.session().scalars(select(AuditEntry).order_by(AuditEntry.id))
        found = [(each.action, len(each.detail.get("records", []))) for each in entries]
    assert found[-2:] == [("benchmark.consented", 2), ("benchmark.withdrawn", 0)]


@pytest.mark.parametrize("end", ["", "/withdraw"])
def test_nobody_else_sees_or_withdraws_it(
    app, consultant, other_consultant, final, end
):
    give(consultant, final)
    token = other_consultant.page("/account").forms[0].fields["csrf_token"]
    answer = other_consultant.post(url(final, end), data={"csrf_token": token})
    assert answer.status_code == 404
    assert other_consultant.get(url(final)).status_code == 404


@pytest.mark.parametrize("of", ["assessment", "organisation"])
def test_f61_f62_what_is_deleted_leaves_the_next_release(app, consultant, final, of):
    give(consultant, final)
    with app.app_context():
        session = db.session()
        pooling.archive(session, pools.rows(3, 30, day="2026-06-30"))
        first = pooling.release(session, dt.date(2026, 11, 30))
        text = first.document
        own = {each.id for each in pooling.records(session) if not each.provenance}
        model = {"assessment": Assessment, "organisation": Organisation}[of]
        row = {"assessment": final.assessment, "organisation": final.organisation}[of]
        session.execute(delete(model).where(model.id == row.id))
        session.commit()
        assert session.scalars(select(PoolConsent)).all() == []
        session.expire_all()
        second = pooling.release(session, DAY, "r2")
        assert members(session, first) & own
        assert not members(session, second) & own
        assert session.get_one(BenchmarkRelease, first.id).document == text


def flagged(kind, about):
    return {"kind": kind, "about": about, "detail": {}}


@pytest.mark.parametrize(
    ("flags", "respondents", "doubt"),
    [
        pytest.param([], 3, None, id="none"),
        pytest.param([("too-fast", "r1")], 2, None, id="exactly half"),
        pytest.param(
            [("too-fast", "r1"), ("longstring", "r2")], 3, "2/3", id="more than half"
        ),
        pytest.param(
            [("too-fast", "r1"), ("longstring", "r1")], 2, None, id="one person twice"
        ),
        pytest.param([("low-variance", "r1")], 1, "1/1", id="the only one"),
        pytest.param([("contradiction", "r1")], 1, None, id="no matter of speed"),
        pytest.param([("na-heavy", "leadership")], 1, None, id="about a dimension"),
    ],
)
def test_f63_fast_or_equal_answers_of_most_people(flags, respondents, doubt):
    part = {"flags": [flagged(*each) for each in flags], "respondents": respondents}
    wanted = f"{offers.DOUBTED}:{doubt}" if doubt else None
    assert offers._doubt(part) == wanted


def test_f63_a_doubtful_record_is_kept_out_and_the_page_says_so(
    app, consultant, seeded
):
    with app.app_context():
        session = db.session()
        pooling.answer(session, seeded)
        for row in session.scalars(select(pooling.Answer)):
            row.seconds = 0.5
        session.commit()
        pooling.lock(session, seeded, consultant.user)
    assert "It would be kept out of releases" in consultant.get(url(seeded)).text
    give(consultant, seeded)
    page = consultant.page(url(seeded)).text
    assert "Kept out of releases until an administrator has looked" in page
    assert "3 of 3 people answered very fast" in page
    with app.app_context():
        model, continuum = pooling.records(db.session())
        assert model.quarantined_at is not None
        # The continuum has no rubric questions in which to go astray.
        assert continuum.quarantined_at is None
