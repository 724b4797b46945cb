"""A predicted score stands among the peers as a measured one would."""

from __future__ import annotations

import datetime as dt

import pytest

from assessment import db
from assessment.benchmarks import sentences
from assessment.engagements.models import Assessment
from assessment.planner.page import shown
from assessment.planner.services import get_planned
from tests.benchmarks import pools
from tests.support import pooling

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
DAY = dt.date(2026, 6, 30)


@pytest.fixture
def released(app, seeded):
    with app.app_context():
        session = db.session()
        pooling.answer(session, seeded)
        pooling.archive(session, pools.rows(1, 24, 0, day=DAY.isoformat()))
        pooling.release(session, DAY)
    return seeded


def test_the_percentile_of_a_prediction_is_read_off_the_same_cell(
    app, consultant, released
):
    public_id = released.assessment.public_id
    with app.test_request_context("/"):
        found = get_planned(db.session(), consultant.user, public_id)
        plan = shown(found)
        rows = plan.scores()
        last = plan.plan.roadmap.waves[-1].predicted.overall
        among = found.among["capability-model"]
        (expected,) = among.compared(found.result.organisation, {"overall": last})
        assert plan.has_peers
        assert rows[-1].peers == sentences.short(expected, "en") != "–"
        assert plan.peers_told()[0] == sentences.peers(expected, "en")
    page = consultant.page(f"/assessments/{public_id}/plan")
    assert rows[-1].peers in page.text


def test_without_a_release_nobody_is_made_up(app, consultant, seeded):
    page = consultant.page(f"/assessments/{seeded.assessment.public_id}/plan").text
    assert "Among peers" not in page
    assert "none are made up" in page
    with app.app_context():
        assert db.session().get(Assessment, seeded.assessment.id).is_open
