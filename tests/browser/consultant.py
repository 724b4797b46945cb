"""A consultant at work: from signing in to the report and the assessment file."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.hands import Hands
from tests.browser.stage import MAIL
from tests.support.seed import PASSWORD

DAY = dt.date(2026, 11, 21)
CONSENSUS = ("capability-model", "leadership.vision.shared")
ACCEPTED = ("continuum", "stage-2.gate.performance-by-segment")
REASON = "Seen in the minutes of the board; agreed by all three in the workshop."


@dataclass
class Consultant:
    """A consultant with hands; ``assessment`` is the path of the page of the work."""

    hands: Hands
    url: str
    assessment: str = ""

    @property
    def page(self) -> Page:
        return self.hands.page

    def sign_in(self) -> None:
        self.hands.goto(f"{self.url}/sign-in")
        self.hands.fill(self.page.locator("[name=mail]"), MAIL)
        self.hands.fill(self.page.locator("[name=password]"), PASSWORD)
        self._submit("sign-in")
        expect(self.page).to_have_url(f"{self.url}/organisations")

    def create_organisation(self, name: str) -> None:
        self.hands.press(self.page.locator('a[href="/organisations/new"]').first)
        self.hands.fill(self.page.locator("[name=name]"), name)
        self.hands.pick(self.page.locator("[name=industry]"), "A01")
        self.hands.pick(self.page.locator("[name=region]"), "AL")
        for field, value in (("size", "1000-4999"), ("market", "b2c")):
            self.hands.choose(self._option(field, value))
        self.hands.choose(self._option("drivers", "D1"))
        self.hands.choose(self._option("symptoms", "satisfaction"))
        self._submit("organisation")
        expect(self.page.locator("h1")).to_have_text(name)

    def create_assessment(self, title: str) -> None:
        """Make an assessment with both questionnaires, which are chosen already."""
        self.hands.press(self.page.locator('a[href$="/assessments/new"]'))
        self.hands.fill(self.page.locator("[name=title]"), title)
        self.hands.choose(self._option("mode", "assessed"))
        self.hands.date(self.page.locator("[name=date]"), DAY)
        for key in ("capability-model@1.0", "continuum@1.0"):
            self.hands.choose(self._option("questionnaires", key))
        self._submit("assessment")
        expect(self.page.locator("h1")).to_contain_text(title)
        self.assessment = self.page.url

    def make_link(self, name: str, role: str, language: str) -> str:
        """Make a personal link and read it as it is shown, this once."""
        self.hands.press(self.page.locator('a.button[href$="/links/new"]'))
        self.hands.fill(self.page.locator("[name=name]"), name)
        self.hands.choose(self._option("role", role))
        self.hands.choose(self._option("language", language))
        self._submit("link")
        link = self.page.locator("code.secret").inner_text()
        assert re.fullmatch(re.escape(self.url) + r"/i/[\w-]{43}", link), link
        self.hands.press(self.page.locator(f'main a[href="{self._path()}"]').last)
        return link

    def decide(self, reason: str = REASON, by: str = "The board") -> None:
        """Set a consensus value with evidence, accept a gap, decide the target."""
        self._open('/review"]')
        self.hands.press(self.page.locator(f'a[href$="/review/{"/".join(CONSENSUS)}"]'))
        self.hands.choose(self._option("value", "4"))
        self.hands.choose(self._option("evidence", "verified"))
        self.hands.fill(self.page.locator("[name=reason]"), reason)
        self._submit("consensus")
        self._open('/review"]')
        self.hands.press(self.page.locator(f'a[href$="/review/{"/".join(ACCEPTED)}"]'))
        self.hands.press(self.page.locator('a[href*="/accepted/"]'))
        self._decision(by, reason)
        self._submit("accept")
        self._open('/target"]')
        self.hands.fill(self.page.locator("[name=value]"), "3.5")
        self._decision(by, reason)
        self._submit("target")

    def open_result(self) -> None:
        self._open('/result"]')
        expect(self.page.locator("p.figure-number")).to_be_visible()

    def download_report(self, path: Path) -> Path:
        """Download the PDF from the result page."""
        self.open_result()
        return self.hands.download(
            self.page.locator('a.button.primary[href*="/report.pdf"]'), path
        )

    def export(self, path: Path) -> Path:
        """Download the assessment file."""
        self.hands.goto(self.assessment)
        return self.hands.download(self.page.locator('a[href$="/export.json"]'), path)

    def _decision(self, by: str, reason: str) -> None:
        self.hands.fill(self.page.locator("[name=by]"), by)
        self.hands.date(self.page.locator("[name=date]"), DAY)
        self.hands.fill(self.page.locator("[name=reason]"), reason)

    def _open(self, end: str) -> None:
        self.hands.goto(self.assessment)
        self.hands.press(self.page.locator(f'ul.tasks a[href$="{end}').first)

    def _submit(self, form: str) -> None:
        self.hands.press(self.page.locator(f"form#{form} button.primary"))
        expect(self.page.locator(".error-summary")).to_have_count(0)

    def _option(self, field: str, value: str) -> Locator:
        return self.page.locator(f'input[name="{field}"][value="{value}"]')

    def _path(self) -> str:
        return self.assessment.removeprefix(self.url)
