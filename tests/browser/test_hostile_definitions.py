"""S-02, S-03: a definition's words and a comment run nothing on any page."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from assessment.answering.sections import Section
from tests.browser.consultant import Consultant
from tests.browser.hands import Hands
from tests.browser.pages import crawl, endpoint_of
from tests.browser.replies import Reply, replies
from tests.browser.respondent import Respondent
from tests.browser.stage import stage
from tests.support.hostile import SCRIPT, TEMPLATES

pytestmark = pytest.mark.xdist_group("browser-answering")

COMMENT = f"Comment {SCRIPT} {TEMPLATES}"
ISLANDS = """() => Array.from(
  document.querySelectorAll('script[type="application/json"]'), e => e.textContent)"""


@pytest.fixture
def hostile_scene(tmp_path):
    """The application with hostile definitions, served."""
    url = f"sqlite:///{tmp_path / 'hostile.db'}"
    with stage(url, tmp_path, entry="tests.browser.hostile_app:app") as made:
        yield made


def harmless(page: Page) -> str:
    """Assert that nothing ran and nothing was filled in; return what is to be read."""
    assert page.evaluate("window.x") is None, page.url
    assert page.locator("svg[onload]").count() == 0, page.url
    assert page.locator("script:not([src])").count() == len(page.evaluate(ISLANDS))
    text = page.evaluate("document.body.textContent")
    assert "development only" not in text, page.url
    assert "}} 49" not in text, page.url
    return str(text)


@pytest.fixture
def planned() -> dict[tuple[str, str], Reply]:
    """What a person answers; the first question of the last section has a comment."""
    found = replies("frontline", 1)
    section = Respondent(None, "", "frontline", found).sections[-1]
    found[section.questionnaire.id, section.questions[0].id] = Reply(
        "3", comment=COMMENT
    )
    return found


def test_s02_s03_hostile_definitions_and_comments_are_text(
    hostile_scene, open_context, planned
):
    seeded = hostile_scene.seed(f"Bank {SCRIPT}")
    link = f"{hostile_scene.url}/i/{seeded.tokens['frontline']}"
    hands = Hands(open_context().new_page(), harmless)
    person = Respondent(hands, link, "frontline", planned)
    section = person.sections[-1]
    person.open()
    person.answer([section])
    _respondents_pages(hostile_scene, person, section)

    consultant = Consultant(
        Hands(open_context().new_page(), harmless), hostile_scene.url
    )
    consultant.sign_in()
    work = f"{hostile_scene.url}/assessments/{seeded.assessment.public_id}"
    _consultants_pages(hostile_scene, consultant, work)
    place = f"{section.questionnaire.id}/{section.questions[0].id}"
    consultant.hands.goto(f"{work}/review/{place}")
    assert COMMENT in harmless(consultant.page)


def _respondents_pages(scene, person: Respondent, section: Section) -> None:
    hub = person.page.url
    texts = read(scene, person.page, hub)
    place = "{questionnaire}/{dimension}".format(**section.place)
    person.hands.goto(f"{hub}/{place}/{section.questions[0].id}")
    texts["answering.question"] = harmless(person.page)
    for endpoint in ("answering.section", "answering.question", "answering.check"):
        assert TEMPLATES in texts[endpoint], f"not to be seen on {endpoint}"
        assert SCRIPT in texts[endpoint], f"not to be seen on {endpoint}"


def _consultants_pages(scene, consultant: Consultant, work: str) -> None:
    texts = read(scene, consultant.page, work)
    for endpoint in (
        "engagements.review_all",
        "engagements.review_one",
        "reports.show",
    ):
        assert TEMPLATES in texts[endpoint], f"not to be seen on {endpoint}"
        assert SCRIPT in texts[endpoint], f"not to be seen on {endpoint}"
    consultant.hands.goto(f"{work}/result")
    islands = [json.loads(text) for text in consultant.page.evaluate(ISLANDS)]
    assert "/script" in json.dumps(islands), "no island was tried"


def read(scene, page: Page, start: str) -> dict[str, str]:
    """Return what all pages of each endpoint say."""
    texts: dict[str, str] = {}
    for url in crawl(scene.app, page, start, each=3):
        name = endpoint_of(scene.app, url.removeprefix(scene.url).partition("?")[0])
        texts[str(name)] = texts.get(str(name), "") + harmless(page)
    return texts
