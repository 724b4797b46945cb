"""The pages of benchmarks without JavaScript, on a phone, in three languages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from assessment import db
from assessment.accounts.models import User
from questionnaires.model import LANGUAGES
from tests.benchmarks import pools
from tests.browser.stage import ADMIN, MAIL, Stage
from tests.support import pooling, seed
from tests.support.browsing import width_of

WIDTHS = (320, 768, 1280)
# Where to keep pictures of every page, to be looked at.
PICTURES = os.environ.get("SEXTANT_TEST_PICTURES")


@pytest.fixture
def final(scene: Stage, request) -> seed.Seeded:
    """A locked assessment with answers, and an archive in the pool."""
    seeded = scene.seed(f"Pool Bank {request.node.callspec.id}")
    with scene.app.app_context():
        session = db.session()
        pooling.answer(session, seeded)
        owner = session.scalars(select(User).where(User.mail == MAIL)).one()
        pooling.lock(session, seeded, owner)
        pooling.archive(session, pools.rows(3, 30, 0, day="2026-06-30"))
    return seeded


def press(page: Page, selector: str) -> None:
    """Press something and wait for the page that it leads to."""
    with page.expect_navigation():
        page.click(selector)


def sign_in(page: Page, scene: Stage, mail: str, language: str) -> None:
    page.goto(f"{scene.url}/sign-in?lang={language}")
    page.fill("[name=mail]", mail)
    page.fill("[name=password]", seed.PASSWORD)
    press(page, "form#sign-in button.primary")


def look(page: Page, name: str, language: str) -> None:
    """Assert that nothing lies beyond the sides at any width."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert width_of(page) <= width, f"{page.url} at {width}"
        if PICTURES:
            into = Path(PICTURES) / f"{name}-{language}-{width}.png"
            page.screenshot(path=into, full_page=True)


@pytest.mark.xdist_group("browser-more")
@pytest.mark.parametrize("language", LANGUAGES)
def test_giving_withdrawing_building_and_keeping_out(
    language, scene, final, open_context
):
    page = open_context(language, java_script_enabled=False).new_page()
    sign_in(page, scene, MAIL, language)
    page.goto(f"{scene.url}/assessments/{final.assessment.public_id}")
    press(page, f"a[href$='/{final.assessment.public_id}/benchmark']")
    look(page, "1-before", language)
    press(page, "form#consent button.primary")
    look(page, "2-refused", language)
    page.check("[name=agreed]")
    page.fill("[name=by]", "Ann Lee 李安")
    press(page, "form#consent button.primary")
    look(page, "3-given", language)
    assert page.locator("form#consent").count() == 0
    administer(page, scene, language)
    sign_in(page, scene, MAIL, language)
    page.goto(f"{scene.url}/assessments/{final.assessment.public_id}/benchmark")
    look(page, "9-held", language)
    assert page.locator(f"th:text-is('r-{language}')").count() == 1
    press(page, "main button.danger")
    look(page, "10-withdrawn", language)
    assert page.locator("form#consent").count() == 1


def administer(page: Page, scene: Stage, language: str) -> None:
    """Build a release, look at the pool, keep a record out and let it in again."""
    press(page, "header .tools nav button")
    sign_in(page, scene, ADMIN, language)
    page.goto(f"{scene.url}/account")
    press(page, "a[href$='/benchmarks']")
    look(page, "4-releases", language)
    press(page, "main a.primary")
    page.select_option("[name=questionnaire]", "capability-model@1.0")
    # Each language builds the next one of the series.
    page.fill("[name=date]", f"2026-11-2{2 + LANGUAGES.index(language)}")
    page.fill("[name=name]", f"r-{language}")
    look(page, "5-build", language)
    press(page, "form#build button.primary")
    look(page, "6-built", language)
    press(page, "a[href$='/benchmarks/pool']")
    look(page, "7-pool", language)
    press(page, "tbody a >> nth=0")
    page.fill("[name=reason]", "Fifty equal rows.")
    press(page, "form#quarantine button.danger")
    look(page, "8-kept-out", language)
    press(page, "main form button.secondary")
    assert page.locator("form#quarantine").count() == 1
    page.goto(f"{scene.url}/benchmarks/pool/import")
    press(page, "form#import button.primary")
    look(page, "8b-archive", language)
    press(page, "header .tools nav button")
