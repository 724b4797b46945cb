"""The page of peers: on a phone, by key, without scripts, and with Plotly."""

from __future__ import annotations

import pytest

from assessment import db
from assessment.demo.story import QUESTIONNAIRES
from assessment.engagements.models import Assessment
from questionnaires.model import LANGUAGES
from tests.benchmarks import released
from tests.browser.axe import violations
from tests.browser.stage import stage
from tests.browser.test_why import opened
from tests.reports import stories
from tests.support.browsing import width_of

pytestmark = pytest.mark.xdist_group("browser-walk")

# Several megabytes of script, drawn in a browser that shares its processor.
A_MINUTE = 60_000
UNFOLD = "document.querySelectorAll('details').forEach(d => { d.open = true; })"
ASKED = (
    "cohort=K64@ZA&cohort=K64@M49:018&cohort=K@",
    "questionnaire=continuum",
)
CELLS = (("K64", "ZA", 26), ("K64", "M49:018", 12), ("K", None, 7))


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """An application of its own: the newest release is everybody's, wherever it is."""
    folder = tmp_path_factory.mktemp("browser-peers")
    with stage(f"sqlite:///{folder / 'peers.db'}", folder) as made:
        yield made


@pytest.fixture(scope="module")
def peers(alone):
    """The address of a page of peers with three releases."""
    scene = alone
    seeded = scene.seed("Peer Bank")
    with scene.app.app_context():
        session = db.session()
        stories.store(session, seeded, stories.assessment())
        # All questionnaires there are, so that the row of their names is a long one,
        # and the sentence that the organisation is an invented one.
        found = session.get_one(Assessment, seeded.assessment.id)
        found.questionnaires = list(QUESTIONNAIRES)
        found.organisation.fictional = True
        session.commit()
        for day in released.DAYS[:3]:
            cells = [
                released.entry(*place, name, n)
                for *place, n in CELLS
                for name in released.dimensions(released.MODEL)
            ]
            released.store(session, released.by_hand(*cells, day=day))
            continuum = released.built("continuum", day=day)
            released.store(session, continuum)
    return f"{scene.url}/assessments/{seeded.assessment.public_id}/peers"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_it_fits_and_is_accessible(peers, open_context, language, width):
    page = opened(open_context, peers, language, width=width)
    for asked in ASKED:
        page.goto(f"{peers}?{asked}&lang={language}")
        assert width_of(page) <= width
        page.evaluate(UNFOLD)
        page.wait_for_selector(".plot .main-svg", timeout=A_MINUTE)
        assert width_of(page) <= width
        assert violations(page) == []


def test_the_cohort_is_chosen_without_scripts(peers, open_context):
    page = opened(open_context, peers, java_script_enabled=False)
    page.check("[value='K@']")
    page.uncheck("[value='K64@ZA']")
    page.select_option("#dimension", "leadership")
    with page.expect_navigation():
        page.click("form#cohorts button")
    assert page.locator("[name=cohort]:checked").count() == 1
    assert page.locator("[name=dimension]").input_value() == "leadership"
    assert page.locator("h2#cohort-1").inner_text().startswith("Finance and insurance")
    assert not page.locator("details.interactive").first.is_visible()


def test_plotly_is_fetched_only_when_a_chart_is_opened(peers, open_context):
    page = opened(open_context, peers)
    fetched = []
    page.on("request", lambda sent: fetched.append(sent.url))
    page.reload()
    assert not any("plotly" in url for url in fetched)
    page.locator("details.interactive summary").first.click()
    page.wait_for_selector(".plot .main-svg", timeout=A_MINUTE)
    assert sum("plotly" in url for url in fetched) == 1
