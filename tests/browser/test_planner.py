"""The planner on a narrow screen without a script, and with it at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from assessment import db
from assessment.engagements.models import Assessment
from tests.browser.stage import MAIL
from tests.support import seed
from tests.support.browsing import width_of

FIRST = "capability-model/one-customer-statement"


def signed_in(scene, page: Page, language: str) -> None:
    page.goto(f"{scene.url}/sign-in?lang={language}")
    page.fill("[name=mail]", MAIL)
    page.fill("[name=password]", seed.PASSWORD)
    page.click("form#sign-in button.primary")


@pytest.mark.xdist_group("browser-more")
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_a_decision_at_320_px_without_script(language, scene, open_context):
    seeded = scene.seed(f"Plan Bank {language}")
    page = open_context(language, 320, java_script_enabled=False).new_page()
    signed_in(scene, page, language)
    plan = f"{scene.url}/assessments/{seeded.assessment.public_id}/plan"
    for path in ("", f"/{FIRST}", f"/{FIRST}/progress", "/waves/1"):
        page.goto(plan + path)
        assert width_of(page) <= 320, path
        assert page.locator("main .primary").count() <= 1
    page.goto(f"{plan}/{FIRST}")
    page.select_option("[name=wave]", "2")
    page.fill("[name=owner]", "陳")
    page.click("form#decision button[name=try]")
    assert page.locator("#effect table").is_visible()
    assert page.input_value("[name=owner]") == "陳"
    assert width_of(page) <= 320
    page.click("form#decision button.primary")
    assert page.url == plan
    assert "陳" in page.inner_text("main")


@pytest.mark.xdist_group("browser-more")
def test_the_effect_of_a_decision_is_shown_at_once(scene, open_context):
    seeded = scene.seed("Plan Bank at once")
    page = open_context().new_page()
    signed_in(scene, page, "en")
    plan = f"{scene.url}/assessments/{seeded.assessment.public_id}/plan"
    page.goto(f"{plan}/{FIRST}")
    expect(page.locator("#effect table")).to_have_count(0)
    page.select_option("[name=wave]", "2")
    expect(page.locator("#effect table")).to_be_visible()
    expect(page.locator("#effect")).to_contain_text("Nothing is saved yet.")
    page.goto(plan)
    expect(page.locator("main")).to_contain_text("this is the computed plan")


@pytest.mark.xdist_group("browser-more")
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_summary_has_the_focus_and_its_link_gives_it_to_a_group(
    script, scene, open_context
):
    scene.seed(f"Focus Bank {script}")
    page = open_context(java_script_enabled=script).new_page()
    signed_in(scene, page, "en")
    page.goto(f"{scene.url}/reports")
    with page.expect_navigation():
        page.click("form#reports button.primary")
    expect(page.locator(".error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("fieldset#assessments")).to_be_focused()


@pytest.mark.xdist_group("browser-more")
def test_a_long_plan_unfolds_by_key(scene, open_context):
    seeded = scene.seed("Long Plan Bank")
    with scene.app.app_context():
        session = db.session()
        found = session.get_one(Assessment, seeded.assessment.id)
        found.capacity = 300
        session.commit()
    page = open_context(java_script_enabled=False).new_page()
    signed_in(scene, page, "en")
    page.goto(f"{scene.url}/assessments/{seeded.assessment.public_id}/plan")
    later = page.locator("details#wave-4")
    expect(later.locator("li.initiative").first).to_be_hidden()
    later.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(later.locator("li.initiative").first).to_be_visible()
    expect(page.get_by_text("After wave 7", exact=True)).to_be_hidden()
    page.locator("summary", has_text="All waves, one by one").click()
    expect(page.get_by_text("After wave 7", exact=True)).to_be_visible()
