"""The capacity of a wave is set on a narrow screen, without a script."""

from __future__ import annotations

import pytest

from questionnaires.model import LANGUAGES
from tests.browser.stage import MAIL
from tests.support import seed
from tests.support.browsing import width_of

REFUSED = {"en": "Enter whole days", "zh-Hans": "整数天数", "zh-Hant": "整數天數"}
SAVED = {"en": "200 days", "zh-Hans": "200天", "zh-Hant": "200天"}


@pytest.mark.xdist_group("browser-more")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_and_a_saved_capacity_at_320_px_without_script(
    language, scene, open_context
):
    seeded = scene.seed(f"Capacity Bank {language}")
    page = open_context(language, 320, java_script_enabled=False).new_page()
    page.goto(f"{scene.url}/sign-in?lang={language}")
    page.fill("[name=mail]", MAIL)
    page.fill("[name=password]", seed.PASSWORD)
    page.click("form#sign-in button.primary")
    work = f"{scene.url}/assessments/{seeded.assessment.public_id}"
    page.goto(f"{work}/capacity")
    assert width_of(page) <= 320

    page.fill("[name=days]", "1.5")
    page.click("form#capacity button.primary")
    assert REFUSED[language] in page.inner_text(".error-summary")
    assert page.input_value("[name=days]") == "1.5"
    assert width_of(page) <= 320

    page.fill("[name=days]", "２００")
    page.click("form#capacity button.primary")
    assert page.url == work
    assert SAVED[language] in page.inner_text("ul.tasks")
    assert width_of(page) <= 320
