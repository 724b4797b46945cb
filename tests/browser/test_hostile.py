"""S-01: what looks like markup, a template or a script address is shown as text."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.consultant import Consultant
from tests.browser.hands import Hands
from tests.browser.pages import crawl
from tests.browser.replies import Reply, replies
from tests.browser.respondent import Respondent

pytestmark = pytest.mark.xdist_group("browser-answering")

SVG = '"><svg/onload=window.x=1>'
CURLY = "{{7*7}}"
ADDRESS = "javascript:alert(1)"
HOSTILE = f"{SVG} {CURLY} {ADDRESS}"


def test_s01_hostile_words_are_text_on_every_page(scene, open_context):
    consultant = Consultant(Hands(open_context().new_page(), _harmless), scene.url)
    consultant.sign_in()
    consultant.create_organisation(HOSTILE)
    consultant.create_assessment(f"Title {HOSTILE}")
    link = consultant.make_link(f"Name {HOSTILE}", "frontline", "en")
    person = _answer(Hands(open_context().new_page(), _harmless), link)
    _decide(consultant)

    seen = "".join(_visit(scene, consultant.page, consultant.assessment))
    mine = (key for key, one in person.replies.items() if HOSTILE in one.comment)
    place = "/".join(next(mine))
    consultant.hands.goto(f"{consultant.assessment}/review/{place}")
    seen += consultant.page.inner_text("body")
    for where in ("Title", "Name", "Comment", "Reason", "By"):
        assert f"{where} {HOSTILE}" in seen, f"{where} is nowhere to be seen"
    again = "".join(_visit(scene, person.page, f"{person.page.url}"))
    assert f"Title {HOSTILE}" in again


def test_s01_a_respondents_words_are_text_while_answering(scene, open_context):
    seeded = scene.seed(f"Open {HOSTILE}")
    page = open_context().new_page()
    person = _begin(
        Hands(page, _harmless), f"{scene.url}/i/{seeded.tokens['frontline']}"
    )
    person.answer(person.sections[-1:])

    seen = "".join(_visit(scene, page, page.url, each=20))
    assert f"Open {HOSTILE}" in seen
    page.goto(f"{page.url}/nothing/{HOSTILE}")
    _harmless(page)


def _begin(hands: Hands, link: str) -> Respondent:
    planned = replies("frontline", 1)
    section = Respondent(hands, link, "frontline", planned).sections[-1]
    first = (section.questionnaire.id, section.questions[0].id)
    planned[first] = Reply("3", comment=f"Comment {HOSTILE}")
    person = Respondent(hands, link, "frontline", planned)
    person.open()
    return person


def _answer(hands: Hands, link: str) -> Respondent:
    person = _begin(hands, link)
    person.answer([person.sections[0], person.sections[-1]])
    person.submit()
    return person


def _decide(consultant: Consultant) -> None:
    """Put hostile words into every free text of the decisions."""
    consultant.decide(reason=f"Reason {HOSTILE}", by=f"By {HOSTILE}")
    consultant.hands.goto(f"{consultant.assessment}/lock")
    consultant.hands.fill(consultant.page.locator("[name=reason]"), f"Lock {HOSTILE}")
    consultant.hands.press(consultant.page.locator("form#status button.primary"))
    expect(consultant.page.locator(".notice")).to_contain_text(f"Lock {HOSTILE}")


def _visit(scene, page: Page, start: str, each: int = 3):
    """Open everything that links lead to; yield the words of each page."""
    for _url in crawl(scene.app, page, start, each):
        _harmless(page)
        fields = page.eval_on_selector_all(
            "main textarea, main input[type=text]", "all => all.map(e => e.value)"
        )
        yield " ".join([page.inner_text("body"), *fields])


def _harmless(page: Page) -> None:
    assert page.evaluate("window.x") is None, page.url
    assert page.locator("svg[onload]").count() == 0, page.url
    links = page.eval_on_selector_all("[href], [src]", "all => all.map(e => e.href)")
    assert not [link for link in links if str(link).startswith("javascript:")]
    assert "49" not in page.locator("h1").inner_text(), page.url
