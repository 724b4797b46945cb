"""Which stored release an assessment is compared with, and what it then weighs."""

from __future__ import annotations

import datetime as dt

import pytest

from assessment import db
from assessment.benchmarks import identity
from assessment.benchmarks.among import Issuer, weighed
from assessment.benchmarks.models import PoolRecord, ReleaseMember
from assessment.benchmarks.peers import peers_of
from assessment.engagements import services
from assessment.engagements.data import assessment_data
from assessment.engagements.models import Assessment
from assessment.reports.services import get_report
from scoring.grid import Cell
from tests.benchmarks.releases import cell, release, store
from tests.reports import stories

TODAY = dt.date(2026, 11, 26)
BANKS = Cell("K64", "ZA", None)


@pytest.fixture
def stored(app, seeded):
    """The session and the seeded assessment with the South African bank's answers."""
    with app.app_context():
        session = db.session()
        stories.store(session, seeded, stories.assessment(mode="assessed"))
        yield session, session.get_one(Assessment, seeded.assessment.id)


def one(session, assessment, questionnaire="capability-model"):
    return peers_of(session, assessment, TODAY)[questionnaire]


def test_without_a_release_there_is_nobody_and_one_statement(stored, count_statements):
    session, assessment = stored
    assert assessment.organisation.name
    with count_statements() as sent:
        assert peers_of(session, assessment, TODAY) == {}
    assert len(sent) == 1


def test_the_newest_release_counts_that_is_not_of_the_future(stored, count_statements):
    session, assessment = stored
    for day in ("2026-06-30", "2026-09-30", "2026-11-26", "2026-11-27"):
        store(session, release([cell("leadership", 12)], day=day))
    store(session, release([cell("position", 9)], questionnaire="continuum"))
    assert assessment.organisation.name
    with count_statements() as sent:
        found = peers_of(session, assessment, TODAY)
    assert len(sent) == 1
    assert {name: each.source.date.isoformat() for name, each in found.items()} == {
        "capability-model": "2026-11-26",
        "continuum": "2026-09-30",
    }
    assert list(found["continuum"].published) == [(BANKS, "position")]


def test_another_version_or_questionnaire_is_never_taken(stored):
    session, assessment = stored
    other = release([cell("leadership", 12)], name="other", day="2026-10-31")
    object.__setattr__(other, "version", "0.9")
    store(session, other)
    store(session, release([cell("overall", 12)], questionnaire="it-support"))
    assert peers_of(session, assessment, TODAY) == {}


def test_only_cells_on_the_own_ladder_are_read(stored):
    session, assessment = stored
    places = [
        ("K64", "ZA", None), ("K64", "M49:018", None), ("K", None, None),
        (None, None, None), ("J61", "ZA", None), ("K64", "GB", None),
        ("K", None, "1000-4999"),
    ]  # fmt: skip
    store(session, release([cell("leadership", 12, place=each) for each in places]))
    found = one(session, assessment)
    assert {each for each, _ in found.published} == {Cell(*p) for p in places[:4]}


@pytest.mark.parametrize(
    ("imported", "issuer", "kind"),
    [
        pytest.param(False, None, Issuer.OWN, id="own"),
        pytest.param(True, "ab:cd", Issuer.SIGNED, id="imported and signed"),
        pytest.param(True, None, Issuer.UNSIGNED, id="imported and unsigned"),
    ],
)
def test_who_issued_it_is_known(stored, imported, issuer, kind):
    session, assessment = stored
    made = release([cell("leadership", 12)])
    store(session, made, imported=imported, issuer=issuer)
    source = one(session, assessment).source
    assert (source.issuer, source.fingerprint) == (kind, issuer)


def test_who_is_inside_is_left_out_of_its_own_peers(stored):
    session, assessment = stored
    row = store(session, release([cell("leadership", 5), cell("strategy", 6)]))
    record = PoolRecord(
        assessment_id=assessment.id, date=TODAY,
        organisation=identity.own(assessment.organisation.public_id),
        questionnaire="capability-model", version="1.0",
    )  # fmt: skip
    session.add(record)
    session.flush()
    assert one(session, assessment).is_member is False
    session.add(ReleaseMember(release_id=row.id, record_id=record.id))
    session.commit()
    found = one(session, assessment)
    assert found.is_member is True
    result = stories.scored()
    told = {each.dimension: each.n for each in found.standings(result)}
    # Of five only four are others, which is too few; of six, five are.
    assert (told["leadership"], told["strategy"]) == (None, 5)


def test_the_page_weighs_gaps_and_a_locked_result_stays_as_it_was_frozen(
    stored, consultant
):
    session, assessment = stored
    user = session.merge(consultant.user)
    store(session, release([cell("leadership", 12, top=95)]))
    shown = get_report(session, user, assessment.public_id, "en")
    assert shown.result.peers == {"capability-model": {"leadership": 95.0}}
    services.lock(session, user, assessment, "Done.")
    frozen = assessment.locked_result["gaps"]
    assert [gap["id"] for gap in frozen] == [gap.id for gap in shown.result.gaps]
    assert assessment.locked_result["peers"] == dict(shown.result.peers)
    # A release that comes later is compared with, and weighs nothing any more.
    later = release([cell("leadership", 12, top=50)], name="later", day="2026-10-31")
    store(session, later)
    locked = get_report(session, user, assessment.public_id, "en")
    assert [gap.id for gap in locked.result.gaps] == [gap["id"] for gap in frozen]
    page = locked.report.peers.pages[0]
    assert "release later of" in page.source
    # What the frozen result was not weighed by is not said to weigh.
    assert ("Gaps count more" in " ".join(page.notes)) == bool(locked.result.peers)


def test_the_result_page_shows_peers_within_its_statements(
    stored, consultant, count_statements
):
    session, assessment = stored
    store(session, release([cell("leadership", 12, top=95), cell("overall", 20)]))
    store(session, release([cell("position", 9)], questionnaire="continuum"))
    address = f"/assessments/{assessment.public_id}/result"
    session.commit()
    with count_statements() as sent:
        answer = consultant.get(address)
    assert answer.status_code == 200
    # Once a minute one more notes that the session is in use.
    assert len(sent) <= 5, sent
    text = answer.get_data(as_text=True)
    assert "Compared with 20 organisations of the same industry and region" in text
    assert "Half of the others stand between" in text
    assert "Published reference lines" in text


def test_peers_can_be_left_out_of_the_priorities(stored):
    session, assessment = stored
    store(session, release([cell("leadership", 12, top=95)]))
    data, asked = assessment_data(session, assessment), stories.definitions()
    among = peers_of(session, assessment, TODAY)
    assert weighed(data, among, asked).peers["capability-model"]
    assessment.use_peers = False
    among = peers_of(session, assessment, TODAY)
    # They are compared with all the same.
    assert among["capability-model"].published
    assert weighed(data, among, asked).peers == {}


def test_4_10_peers_left_out_by_decision_weigh_in_neither_page_nor_locked_result(
    stored, consultant
):
    session, assessment = stored
    user = session.merge(consultant.user)
    store(session, release([cell("leadership", 12, top=95)]))
    assert get_report(session, user, assessment.public_id, "en").report.gaps.weighed
    assessment.use_peers = False
    session.commit()
    open_ = get_report(session, user, assessment.public_id, "en")
    assert {gap.peer_factor for gap in open_.result.gaps} == {1.0}
    services.lock(session, user, assessment, "Done.")
    assert assessment.locked_result["peers"] == {}
    locked = get_report(session, user, assessment.public_id, "en")
    said = "Peers were left out of the priorities by decision"
    for shown in (open_.report, locked.report):
        assert not shown.gaps.weighed
        (note,) = shown.gaps.notes
        assert note.startswith(said)
        assert shown.peers.pages[0].rows


def test_a_result_locked_before_the_first_release_says_so(stored, consultant):
    session, assessment = stored
    user = session.merge(consultant.user)
    services.lock(session, user, assessment, "Done.")
    store(session, release([cell("leadership", 12, top=95)]))
    gaps = get_report(session, user, assessment.public_id, "en").report.gaps
    assert (gaps.weighed, len(gaps.notes)) == (False, 1)
    assert gaps.notes[0].startswith("The result was fixed without these peers")


@pytest.mark.parametrize(
    ("language", "head", "off"),
    [
        ("en", "Peers", "Peers were left out of the priorities by decision"),
        ("zh-Hans", "同业", "已决定优先级不考虑与同业的差距"),
        ("zh-Hant", "同業", "已決定優先順序不納入與同業的差距"),
    ],
)
def test_the_result_page_has_the_factors_or_says_why_there_are_none(
    stored, consultant, language, head, off
):
    session, assessment = stored
    store(session, release([cell("leadership", 12, top=95)]))
    address = f"/assessments/{assessment.public_id}/result?lang={language}"
    column = f'<th scope="col" class="number">{head}</th>'

    def gaps():
        page = consultant.get(address).get_data(as_text=True)
        return page.partition('<h2 id="gaps">')[2].partition("</section>")[0]

    page = gaps()
    assert column in page
    assert f'data-label="{head}">×1.0</td>' in page
    assert off not in page
    assessment.use_peers = False
    session.commit()
    page = gaps()
    assert column not in page
    assert "×" not in page
    assert off in page
