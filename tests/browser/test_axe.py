"""axe finds nothing on any page in any language; large text and other colours work."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from assessment import db
from questionnaires.model import LANGUAGES
from tests.benchmarks import pools
from tests.browser.axe import violations
from tests.browser.pages import crawl, endpoint_of, page_endpoints
from tests.browser.stage import ADMIN, MAIL, Stage
from tests.support import pooling, seed
from tests.support.browsing import width_of

# They only redirect; where they lead is visited.
REDIRECTS = {"accounts.home"}
# One page for each kind of question and of section.
KINDS = (
    "continuum/perceived",
    "continuum/stage-1",
    "continuum/stage-5",
    "capability-model/leadership",
    "capability-model/leadership/leadership.vision.shared",
    "capability-model/outcomes",
)
GROUPS = {
    "en": "browser-answering",
    "zh-Hans": "browser-more",
    "zh-Hant": "browser-walk",
}


DOUBLE = """() => {
  const all = Array.from(document.querySelectorAll("body *"), e => {
    const style = getComputedStyle(e);
    return [e, parseFloat(style.fontSize), parseFloat(style.lineHeight)];
  });
  for (const [e, size, line] of all) {
    e.style.fontSize = `${size * 2}px`;
    if (line) { e.style.lineHeight = `${line * 2}px`; }
  }
}"""
"""Text twice as large, as a browser's text zoom does it."""
CUT_OFF = """() => Array.from(document.querySelectorAll("main *"))
  .filter(e => !e.closest(".hidden, svg, .default-button, .scroll, select"))
  .filter(e => e.clientHeight > 0 && getComputedStyle(e).overflowY === "hidden" &&
    e.scrollHeight > e.clientHeight + 2)
  .map(e => e.outerHTML.slice(0, 120))"""


@dataclass
class Look:
    """A signed-in look at every page; faults by page."""

    scene: Stage
    page: Page
    seen: set[str | None]
    faults: list[str]

    def at(self, url: str) -> None:
        self.page.goto(url)
        self.here()

    def here(self) -> None:
        """Check the page that is open."""
        path = urlsplit(self.page.url).path
        self.seen.add(endpoint_of(self.scene.app, path))
        self.faults += [f"{path}: {fault}" for fault in violations(self.page)]


@pytest.mark.parametrize(
    "language",
    [
        pytest.param(tag, marks=pytest.mark.xdist_group(GROUPS[tag]))
        for tag in LANGUAGES
    ],
)
def test_axe_finds_nothing_on_any_page(language, scene, open_context):
    seeded = scene.seed(f"Axe Bank {language}")
    look = Look(scene, open_context(language).new_page(), set(), [])
    _strangers_pages(look, seeded, language)
    _respondents_pages(look, seeded, language)
    look.page = open_context(language).new_page()
    _consultants_pages(look, seeded, language)

    assert not look.faults, "\n".join(dict.fromkeys(look.faults))
    missing = page_endpoints(scene.app) - look.seen - REDIRECTS
    assert not missing, f"never looked at: {sorted(missing)}"


def _strangers_pages(look: Look, seeded: seed.Seeded, language: str) -> None:
    """Sign-in, a refused sign-in, not found, not allowed."""
    base = look.scene.url
    look.at(f"{base}/sign-in?lang={language}")
    _press(look.page, "form#sign-in button.primary")
    look.here()
    look.at(f"{base}/glossary")
    look.at(f"{base}/nothing-here")
    look.at(f"{base}/organisations")
    look.at(f"{base}/a/{seeded.assessment.public_id}")
    look.at(f"{base}/i")
    look.page.fill("[name=link]", "nonsense")
    _press(look.page, "form#resume button.primary")
    look.here()


def _respondents_pages(look: Look, seeded: seed.Seeded, language: str) -> None:
    """Everything behind a link, refused answers, closed in the end."""
    look.at(f"{look.scene.url}/i/{seeded.tokens['manager']}?lang={language}")
    _press(look.page, "form#open button.primary")
    work = f"{look.scene.url}/a/{seeded.assessment.public_id}"
    for _url in crawl(look.scene.app, look.page, work, each=1):
        look.here()
    for place in KINDS:
        look.at(f"{work}/{place}")
    _send_refused(look, work)
    look.at(f"{work}/continuum/perceived")
    look.page.locator("input[name='perceived.stage.now']").first.check()
    _press(look.page, "button[name=go][value=hub]")
    look.at(f"{work}/check")
    _press(look.page, "form#submit button.primary")
    look.here()


def _send_refused(look: Look, work: str) -> None:
    """Send an answer that lacks its reason, without the script that would tell."""
    look.page.goto(f"{work}/capability-model/leadership")
    look.page.locator("input[value=na]").first.check()
    with look.page.expect_navigation():
        look.page.evaluate("document.getElementById('answers').submit()")
    assert look.page.locator(".error-summary").is_visible()
    look.here()


def _consultants_pages(look: Look, seeded: seed.Seeded, language: str) -> None:
    """Everything that links lead to, refused forms, locked and reopened work."""
    _sign_in(look, ADMIN, language)
    look.at(f"{look.scene.url}/accounts")
    _pages_of_benchmarks(look)
    _pages_of_the_brand(look)
    look.page.goto(f"{look.scene.url}/organisations")
    look.here()
    _press(look.page, "header .tools nav button")
    _sign_in(look, MAIL, language)
    _pages_of_reports(look, seeded)
    work = f"{look.scene.url}/assessments/{seeded.assessment.public_id}"
    for start in (work, look.scene.url + "/organisations", look.scene.url + "/account"):
        for _url in crawl(look.scene.app, look.page, start, each=1):
            look.here()
    for path in (
        "/organisations/new",
        work.removeprefix(look.scene.url) + "/links/new",
    ):
        look.page.goto(look.scene.url + path)
        _press(look.page, "main form button.primary")
        look.here()
    look.page.goto(f"{work}/capacity")
    look.page.fill("[name=days]", "1.5")
    _press(look.page, "main form#capacity button.primary")
    assert look.page.locator(".error-summary").is_visible()
    look.here()
    _figures_of_their_own(look, work)
    _follow_a_plan(look, work)
    _accept_and_lock(look, work)


def _figures_of_their_own(look: Look, work: str) -> None:
    """The form, on a narrow screen as well, and figures refused."""
    look.at(f"{work}/figures")
    look.page.set_viewport_size({"width": 320, "height": 800})
    assert width_of(look.page) <= 320
    look.page.fill("[name=customers]", "many")
    _press(look.page, "main form#figures button.primary")
    assert look.page.locator(".error-summary").is_visible()
    assert width_of(look.page) <= 320
    look.here()
    look.page.set_viewport_size({"width": 1280, "height": 800})


def _follow_a_plan(look: Look, work: str) -> None:
    """A decision refused and tried, an initiative closed and what it raised judged."""
    plan = f"{work}/plan/capability-model"
    look.page.goto(f"{plan}/decisions-tested-on-customers")
    look.page.select_option("[name=wave]", "1")
    _press(look.page, "main form#decision button.primary")
    assert look.page.locator(".error-summary").is_visible()
    look.here()
    look.page.goto(f"{plan}/one-customer-statement/progress")
    look.page.check("[name=status][value=done]")
    look.page.fill("[name=evidence]", "The minutes.")
    _press(look.page, "main form#progress button.primary")
    look.here()
    look.at(f"{plan}/one-customer-statement/re-scores/leadership.vision.guides")
    look.at(f"{work}/plan")


def _pages_of_benchmarks(look: Look) -> None:
    """The pool with a record, and the forms refused."""
    with look.scene.app.app_context():
        pooling.archive(db.session(), pools.rows(1, 6, 0, day="2026-06-30"))
    start = f"{look.scene.url}/benchmarks"
    for _url in crawl(look.scene.app, look.page, start, each=1):
        look.here()
    for path in ("build", "import", "pool/import"):
        look.page.goto(f"{start}/{path}")
        _press(look.page, "main form button.primary")
        assert look.page.locator(".error-summary").is_visible()
        look.here()


def _pages_of_the_brand(look: Look) -> None:
    """Each of them, and a colour refused."""
    start = f"{look.scene.url}/brand"
    for path in ("", "/sections", "/words/closing"):
        look.at(start + path)
    look.page.goto(start)
    look.page.fill("[name=primary]", "#C2A878")
    _press(look.page, "main form#look button.primary")
    assert look.page.locator(".error-summary").is_visible()
    look.here()


def _pages_of_reports(look: Look, seeded: seed.Seeded) -> None:
    """Reports that are ready, and a refused form."""
    start = f"{look.scene.url}/reports"
    look.page.goto(start)
    _press(look.page, "main form button.primary")
    assert look.page.locator(".error-summary").is_visible()
    look.here()
    look.page.check(f"[name=assessments][value='{seeded.assessment.public_id}']")
    look.page.uncheck("[name=formats][value=pdf]")
    look.page.check("[name=formats][value=html]")
    _press(look.page, "main form button.primary")
    assert look.page.locator("#batch .tag.done").is_visible()
    look.here()


def _accept_and_lock(look: Look, work: str) -> None:
    question = "capability-model/leadership.vision.shared"
    look.page.goto(f"{work}/accepted/{question}")
    look.page.fill("[name=by]", "The board")
    look.page.fill("[name=date]", "2026-11-21")
    look.page.fill("[name=reason]", "Known.")
    _press(look.page, "main form#accept button.primary")
    look.here()
    look.at(f"{work}/accepted")
    look.at(f"{work}/accepted/{question}/withdraw")
    look.page.goto(f"{work}/lock")
    look.page.fill("[name=reason]", "Done.")
    _press(look.page, "main form#status button.primary")
    look.here()
    look.at(f"{work}/lock")
    look.at(f"{work}/benchmark")
    look.at(f"{work}/reopen")
    look.at(f"{work}/review/{question}")


def _sign_in(look: Look, mail: str, language: str) -> None:
    look.page.goto(f"{look.scene.url}/sign-in?lang={language}")
    look.page.fill("[name=mail]", mail)
    look.page.fill("[name=password]", seed.PASSWORD)
    _press(look.page, "form#sign-in button.primary")
    assert look.page.url.endswith("/organisations")


@pytest.mark.xdist_group("browser-more")
@pytest.mark.parametrize(
    "settings",
    [{}, {"forced_colors": "active"}, {"reduced_motion": "reduce"}],
    ids=["text-200", "forced-colours", "reduced-motion"],
)
def test_f67_pages_stay_usable_with_large_text_and_other_colours(
    settings, scene, open_context, request
):
    """Each page: nothing beyond its sides, heading and main button to be seen."""
    seeded = scene.seed(f"{request.node.callspec.id} Bank")
    page = open_context(**settings).new_page()
    look = Look(scene, page, set(), [])
    _sign_in(look, MAIL, "en")
    work = f"{scene.url}/assessments/{seeded.assessment.public_id}"
    for url in crawl(scene.app, page, work, each=1):
        _usable(page, url, not settings)
    page = open_context(**settings).new_page()
    page.goto(f"{scene.url}/i/{seeded.tokens['frontline']}")
    _press(page, "form#open button.primary")
    for url in crawl(scene.app, page, page.url, each=1):
        _usable(page, url, not settings)


def _press(page: Page, selector: str) -> None:
    """Press a button and wait for the page that it leads to.

    A click returns before that; what is asked next would be asked of the old page, and
    opening another one would take back what was just sent.
    """
    with page.expect_navigation():
        page.click(selector)


def _usable(page: Page, url: str, large: bool) -> None:
    if large:
        page.evaluate(DOUBLE)
    assert width_of(page) <= 1280, f"{url} is {width_of(page)} px wide"
    assert page.locator("h1").is_visible(), url
    assert not page.evaluate(CUT_OFF), url
    for button in page.locator("main .primary").all():
        button.scroll_into_view_if_needed()
        assert button.is_visible(), url


def test_axe_finds_what_is_wrong(open_context):
    page = open_context().new_page()
    page.set_content("<!DOCTYPE html><title>x</title><main><h1>x</h1><input></main>")

    found = violations(page)

    assert any(line.startswith("label: input") for line in found)
    assert any(line.startswith("html-has-lang: html") for line in found)
