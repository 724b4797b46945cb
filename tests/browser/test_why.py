"""What answers "Why 52?" opens by key, fits a phone, and is clean when it is open."""

from __future__ import annotations

import pytest

from assessment import db
from questionnaires.model import LANGUAGES
from tests.browser.axe import violations
from tests.browser.stage import MAIL
from tests.reports import stories
from tests.support import seed
from tests.support.browsing import width_of

pytestmark = pytest.mark.xdist_group("browser-walk")

UNFOLD = "document.querySelectorAll('details').forEach(d => { d.open = true; })"


@pytest.fixture
def result(scene):
    """The address of a result with answers."""
    seeded = scene.seed("Origin Bank")
    with scene.app.app_context():
        stories.store(db.session(), seeded, stories.assessment())
    return f"{scene.url}/assessments/{seeded.assessment.public_id}/result"


def opened(open_context, address, language="en", **settings):
    page = open_context(language, **settings).new_page()
    page.goto(f"{address.partition('/assessments')[0]}/sign-in?lang={language}")
    page.fill("[name=mail]", MAIL)
    page.fill("[name=password]", seed.PASSWORD)
    page.click("form#sign-in button.primary")
    page.wait_for_url("**/organisations")
    page.goto(f"{address}?lang={language}")
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_open_explanations_are_accessible_and_fit_a_phone(
    result, open_context, language
):
    page = opened(open_context, result, language, width=320)
    page.evaluate(UNFOLD)
    assert page.locator("details.why .formula").first.is_visible()
    assert width_of(page) <= 320
    assert violations(page) == []


def test_it_opens_by_key_without_scripts(result, open_context):
    page = opened(open_context, result, java_script_enabled=False)
    why = page.locator("details.why").first
    assert not why.locator(".formula").first.is_visible()
    why.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert why.locator(".formula").first.is_visible()


OUTSIDE = """() => {
  const plot = document.querySelector(".chart.radar .plot");
  const box = plot.getBoundingClientRect();
  return Array.from(plot.querySelectorAll(".angularaxistick text"), text => {
    const own = text.getBoundingClientRect();
    return [text.textContent, own.left < box.left - 1 || own.right > box.right + 1];
  });
}"""
"""The names round the radar, and whether the drawing cuts them off."""


@pytest.mark.parametrize("width", [320, 1280])
def test_no_name_round_the_radar_is_cut_off(result, open_context, width):
    page = opened(open_context, result, width=width)
    page.locator(".chart.radar details.interactive summary").first.click()
    page.wait_for_selector(".chart.radar .plot .main-svg", timeout=60_000)
    names = page.evaluate(OUTSIDE)
    assert len(names) == 7
    assert not [name for name, is_outside in names if is_outside]
    assert width_of(page) <= width
    assert page.locator(".chart.radar .scroll:has(> .plot)").get_attribute("tabindex")
