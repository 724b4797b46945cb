"""Questions appear and go with the answers they depend on, with and without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from assessment import db
from assessment.accounts.models import User
from tests.browser.axe import violations
from tests.browser.stage import MAIL, Stage, stage
from tests.support import definitions, seed
from tests.support.browsing import width_of

pytestmark = pytest.mark.xdist_group("browser-answering")

WHO = "service.contact.phone.who"
PARTNER = "service.contact.phone.partner"
CARE = "service.care.level"


@pytest.fixture
def own_scene(tmp_path, own_model):
    """The application with a consultant's own model, served."""
    url = f"sqlite:///{tmp_path / 'own.db'}"
    with stage(url, tmp_path, entry="tests.browser.own_model_app:app") as made:
        yield made


def enter(scene: Stage, context, role: str = "manager") -> Page:
    """Open a personal link and the section with questions that depend on others."""
    with scene.app.app_context():
        owner = db.session().query(User).filter_by(mail=MAIL).one()
        keys = (definitions.KEY,)
        seeded = seed.assessment(db.session(), owner, "Own Bank", keys)
    page = context.new_page()
    page.goto(f"{scene.url}/i/{seeded.tokens[role]}")
    page.locator("form#open button.primary").click()
    page.locator('ol.tasks a[href*="own-model/service"]').click()
    return page


def box(page: Page, question: str):
    return page.locator(f'[data-question="{question}"]')


def choose(page: Page, question: str, value: str) -> None:
    box(page, question).locator(f'[name="{question}"][value="{value}"]').check()


@pytest.fixture
def page(own_scene, open_context):
    return enter(own_scene, open_context("en", 320))


def test_an_answer_reveals_a_question_at_once_in_its_place(page):
    expect(box(page, PARTNER)).to_have_count(0)
    care = box(page, CARE)
    care.locator("details.more > summary").click()
    care.locator("textarea").fill("Half a sentence")

    choose(page, WHO, "partner")

    expect(box(page, PARTNER)).to_be_visible()
    state = box(page, WHO).locator("[data-state]")
    expect(state).to_contain_text("Questions added: 1")
    expect(page.locator("#autosave")).to_contain_text("Questions added: 1")
    assert page.evaluate("document.activeElement.name") == WHO
    expect(care.locator("textarea")).to_have_value("Half a sentence")
    asked = page.locator("[data-question]").evaluate_all(
        "es => es.filter(e => !e.hidden).map(e => e.dataset.question)"
    )
    assert asked.index(PARTNER) == asked.index(WHO) + 1
    assert not violations(page)
    assert width_of(page) <= 320


def test_what_is_hidden_comes_back_as_it_was_typed(page):
    choose(page, WHO, "partner")
    partner = box(page, PARTNER)
    choose(page, PARTNER, "half")
    expect(partner.locator("[data-state]")).to_contain_text("Saved")
    partner.locator("details.more > summary").click()
    partner.locator("textarea").fill("Their screen")

    choose(page, WHO, "own")

    expect(partner).to_be_hidden()
    state = box(page, WHO).locator("[data-state]")
    expect(state).to_contain_text("no longer apply: 1")
    choose(page, WHO, "partner")
    expect(partner).to_be_visible()
    expect(partner.locator("textarea")).to_have_value("Their screen")
    expect(partner.locator('[value="half"]')).to_be_checked()


def test_what_cannot_be_completed_any_more_holds_nothing_up(own_scene, open_context):
    page = enter(own_scene, open_context())
    choose(page, WHO, "partner")
    expect(box(page, PARTNER)).to_be_visible()
    choose(page, PARTNER, "na")
    expect(box(page, PARTNER).locator("[data-state]")).to_contain_text(
        "one more choice"
    )
    choose(page, WHO, "own")
    expect(box(page, PARTNER)).to_be_hidden()

    page.locator("button[name=go][value=next]").click()

    expect(page.locator("h1")).to_contain_text("Results")


def test_without_javascript_the_next_page_asks_what_was_added(own_scene, open_context):
    context = open_context("en", 320, java_script_enabled=False)
    page = enter(own_scene, context)
    choose(page, WHO, "partner")
    page.locator("button[name=go][value=next]").click()

    expect(page.locator("p.notice")).to_contain_text("added questions")
    page.locator("p.notice a").click()
    expect(box(page, PARTNER)).to_be_in_viewport()
    choose(page, PARTNER, "half")
    page.locator("button[name=go][value=next]").click()
    expect(page.locator("h1")).to_contain_text("Results")
    expect(box(page, "results.kept.partner")).to_be_visible()

    page.go_back()
    page.reload()
    choose(page, WHO, "own")
    page.locator("button[name=go][value=next]").click()
    expect(page.locator("h1")).to_contain_text("Results")
    expect(box(page, "results.kept.partner")).to_have_count(0)
