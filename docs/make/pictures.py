"""Pictures of the demonstration: its pages at three widths, its reports, the README's.

``make pictures`` writes contact sheets to docs/pictures; ``--raw DIR`` keeps every
picture in full size as well, to be looked at one by one.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from assessment import create_app, db
from assessment.accounts import services as accounts
from assessment.accounts.models import User
from assessment.engagements import links
from assessment.engagements.models import Assessment
from docs.make import sheets
from questionnaires.model import LANGUAGES
from tests.support.browsing import LOCALES, chromium
from tests.support.serving import ROOT, Server, free_port, serving

FOLDER = ROOT / "docs" / "pictures"
WIDTHS = (320, 768, 1280)
SEXTANT = Path(sys.executable).with_name("sextant")
SIGNED = re.compile(r"Sign in as (\S+) with the password (\S+)")
BANK = "karoo-retail-bank"
QUESTION = "leadership.vision.shared"
INITIATIVE = "one-customer-statement"
CRITERION = "stage-5.gate.segment-profit"
SIDES = ("consultant", "administrator", "respondent")
ADMINISTRATOR = "administrator@sextant.example"
ON_A_SHEET = 15
TALLEST = 1500
"""Of a page on a contact sheet, pixels at its width there."""


@dataclass(frozen=True)
class House:
    """The served demonstration and how to get in; all accounts have one password."""

    url: str
    mail: str
    password: str
    organisation: str
    assessment: str
    person: str
    tokens: dict[str, str]
    reports: Path

    def addresses(self, who: str, language: str) -> dict[str, str]:
        """Return the pages of one of ``SIDES`` by name, as people meet them."""
        if who == "respondent":
            return self._answering(self.tokens[language])
        if who == "administrator":
            return self._installation()
        return self._house() | self._work() | self._plan()

    def _house(self) -> dict[str, str]:
        bank = f"/organisations/{self.organisation}"
        return {
            "01-sign-in": "/sign-in",
            "02-account": "/account",
            "03-password": "/account/password",
            "04-organisations": "/organisations",
            "05-new-organisation": "/organisations/new",
            "06-organisation": bank,
            "07-profile": f"{bank}/edit",
            "08-new-assessment": f"{bank}/assessments/new",
        }

    def _work(self) -> dict[str, str]:
        work = f"/assessments/{self.assessment}"
        link = f"{work}/links/{self.person}"
        return {
            "09-assessment": work,
            "10-new-link": f"{work}/links/new",
            "11-another-link": f"{link}/remake",
            "12-end-link": f"{link}/revoke",
            "13-review": f"{work}/review",
            "14-decision": f"{work}/review/capability-model/{QUESTION}",
            "15-target": f"{work}/target",
            "15b-capacity": f"{work}/capacity",
            "15c-figures": f"{work}/figures",
            "16-accepted": f"{work}/accepted",
            "17-accept": f"{work}/accepted/continuum/{CRITERION}",
            "18-lock": f"{work}/lock",
            "19-result": f"{work}/result",
            "19a-peers": f"{work}/peers",
            "19a-benchmark": f"{work}/benchmark",
        }

    def _plan(self) -> dict[str, str]:
        work = f"/assessments/{self.assessment}"
        return {
            "19b-plan": f"{work}/plan",
            "19c-initiative": f"{work}/plan/capability-model/{INITIATIVE}",
            "19d-progress": f"{work}/plan/capability-model/{INITIATIVE}/progress",
            "19e-wave": f"{work}/plan/waves/1",
            "19f-reports": "/reports",
            "20-nothing-here": "/organisations/nothing-here",
        }

    def _installation(self) -> dict[str, str]:
        return {
            "1-sign-in": "/sign-in",
            "2-accounts": "/accounts",
            "3-brand": "/brand",
            "4-sections": "/brand/sections",
            "5-words": "/brand/words/closing",
            "6-releases": "/benchmarks",
            "7-build": "/benchmarks/build",
            "8-import": "/benchmarks/import",
            "9-pool": "/benchmarks/pool",
            "9b-archive": "/benchmarks/pool/import",
        }

    def _answering(self, token: str) -> dict[str, str]:
        hub = f"/a/{self.assessment}"
        return {
            "1-invitation": f"/i/{token}",
            "2-hub": hub,
            "3-perceived": f"{hub}/continuum/perceived",
            "4-section": f"{hub}/capability-model/leadership",
            "5-question": f"{hub}/capability-model/leadership/{QUESTION}",
            "6-outcomes": f"{hub}/capability-model/outcomes",
            "7-stage": f"{hub}/continuum/stage-5",
            "8-check": f"{hub}/check",
            "9-paste-link": "/i",
        }


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raw", type=Path, help="keep full-size pictures here")
    raw = parser.parse_args().raw
    with tempfile.TemporaryDirectory(prefix="sextant-pictures-") as held:
        folder = Path(held)
        with demonstration(folder) as house, chromium() as browser:
            taken = take_pages(browser, house, raw or folder / "raw")
        printed = take_reports(house.reports, raw or folder / "raw")
        write(taken, printed)


@contextmanager
def demonstration(folder: Path) -> Iterator[House]:
    """Load the demonstration into a database of its own, and serve it."""
    url = f"sqlite:///{folder / 'demo.db'}"
    server = Server(url, folder / "log", port=free_port())
    done = subprocess.run(
        [SEXTANT, "demo", "--out", folder / "out"],
        env={"SEXTANT_DATABASE_URL": url, "PATH": "/usr/bin:/bin"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    signed = SIGNED.search(done.stdout)
    if signed is None:
        raise RuntimeError(f"sextant demo did not say how to sign in: {done.stdout}")
    names, tokens = invite(url, signed[1], signed[2])
    server.settings = {"PASSWORD_TIME_COST": 3, "PASSWORD_MEMORY_KIB": 65536}
    with serving(server):
        yield House(server.url, signed[1], signed[2], *names, tokens, folder / "out")


def invite(
    url: str, mail: str, password: str
) -> tuple[tuple[str, str, str], dict[str, str]]:
    """Invite one more person for each language, and make an administrator's account.

    Returns the public ids of organisation, assessment and one of its people, and the
    tokens by language.
    """
    app = create_app({"DATABASE_URL": url})
    with app.app_context():
        session = db.session()
        accounts.add_user(session, ADMINISTRATOR, "admin", password)
        user = session.scalars(select(User).where(User.mail == mail)).one()
        assessment = next(
            found
            for found in session.scalars(select(Assessment))
            if "Karoo" in found.organisation.name
        )
        tokens = {}
        for language in LANGUAGES:
            invited = links.Invited("Head of channels", "manager", language)
            person, tokens[language] = links.make(session, user, assessment, invited)
        bank = assessment.organisation
        return (bank.public_id, assessment.public_id, person.public_id), tokens


def take_pages(
    browser: Browser, house: House, folder: Path
) -> dict[tuple[str, str, int], list[Path]]:
    """Take every page by side, language and width; return where they are."""
    taken = {}
    for side, language, width in product(SIDES, LANGUAGES, WIDTHS):
        size = {"width": width, "height": 900}
        context = browser.new_context(locale=LOCALES[language], viewport=size)
        page = context.new_page()
        taken[side, language, width] = []
        for number, (name, path) in enumerate(house.addresses(side, language).items()):
            if number == 1:
                # The first page is what people see before they come in.
                _enter(page, house, side, language)
            url = f"{house.url}{path}?lang={language}"
            into = folder / f"{side}-{name}-{language}-{width}.png"
            taken[side, language, width].append(_take(page, url, into))
        context.close()
    return taken


def take_reports(reports: Path, folder: Path) -> dict[str, list[Path]]:
    """Draw every page of every report; return the pictures by report."""
    printed = {}
    for report in sorted(reports.glob("*.pdf")):
        start = folder / report.stem
        subprocess.run(["pdftoppm", "-r", "72", "-png", report, start], check=True)
        printed[report.stem] = sorted(folder.glob(f"{report.stem}-*.png"))
    return printed


def write(
    taken: dict[tuple[str, str, int], list[Path]], printed: dict[str, list[Path]]
) -> None:
    """Write the contact sheets and the two pictures of the README."""
    for (side, language, width), paths in taken.items():
        small = 250 if width == WIDTHS[0] else 340
        for start in range(0, len(paths), ON_A_SHEET):
            some = paths[start : start + ON_A_SHEET]
            pages = [sheets.fitted(Image.open(p), small, TALLEST) for p in some]
            more = f"-{start // ON_A_SHEET + 1}" if len(paths) > ON_A_SHEET else ""
            _report(sheets.sheet(pages, 5), f"{side}-{language}-{width}{more}.png")
    for name, paths in printed.items():
        pages = [sheets.fitted(Image.open(p), 300, 430) for p in paths]
        _report(sheets.sheet(pages, 6), f"report-{name}.png")
    wide = taken["consultant", "en", WIDTHS[-1]]
    result = next(path for path in wide if "-result-" in path.name)
    _report(sheets.fitted(Image.open(result), 1000, 1250), "result-page.png")
    page = printed[f"{BANK}.en"][1]
    _report(sheets.fitted(Image.open(page), 590, 840), "report-page.png")


def _report(picture: Image.Image, name: str) -> None:
    print(f"{sheets.save(picture, FOLDER / name) // 1000:5} kB  {name}")


def _enter(page: Page, house: House, side: str, language: str) -> None:
    if side == "respondent":
        _open_link(page, house, language)
        return
    page.goto(f"{house.url}/sign-in?lang={language}")
    mail = ADMINISTRATOR if side == "administrator" else house.mail
    page.fill("[name=mail]", mail)
    page.fill("[name=password]", house.password)
    page.click("form#sign-in button.primary")
    page.wait_for_url("**/organisations")


def _open_link(page: Page, house: House, language: str) -> None:
    page.goto(f"{house.url}/i/{house.tokens[language]}?lang={language}")
    page.click("form#open button.primary")
    page.wait_for_url("**/a/*")


def _take(page: Page, url: str, path: Path) -> Path:
    page.goto(url)
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True, animations="disabled")
    return path


if __name__ == "__main__":
    main()
