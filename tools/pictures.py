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
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from assessment import create_app, db
from assessment.accounts.models import User
from assessment.engagements import links
from assessment.engagements.models import Assessment
from questionnaires.model import LANGUAGES
from tools import sheets
from tools.browsing import LOCALES, chromium
from tools.serving import ROOT, Server, free_port, serving

FOLDER = ROOT / "docs" / "pictures"
WIDTHS = (320, 768, 1280)
SEXTANT = Path(sys.executable).with_name("sextant")
SIGNED = re.compile(r"Sign in as (\S+) with the password (\S+)")
BANK = "karoo-retail-bank"
QUESTION = "leadership/leadership.vision.shared"
TALLEST = 1500
"""Of a page on a contact sheet, pixels at its width there."""


@dataclass(frozen=True)
class House:
    """The served demonstration and how to get in: as consultant, as respondent."""

    url: str
    mail: str
    password: str
    assessment: str
    tokens: dict[str, str]
    reports: Path

    def addresses(self, language: str) -> dict[str, str]:
        """Return the pages to take, by name, in the order in which people meet them."""
        work = f"/assessments/{self.assessment}"
        hub = f"/a/{self.assessment}"
        return {
            "1-sign-in": "/sign-in",
            "2-organisations": "/organisations",
            "3-assessment": work,
            "4-review": f"{work}/review",
            "5-decision": f"{work}/review/capability-model/{QUESTION.split('/')[1]}",
            "6-result": f"{work}/result",
            "7-invitation": f"/i/{self.tokens[language]}",
            "8-hub": hub,
            "9-section": f"{hub}/capability-model/leadership",
            "10-question": f"{hub}/capability-model/{QUESTION}",
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
    assessment, tokens = invite(url, signed[1])
    server.settings = {"PASSWORD_TIME_COST": 3, "PASSWORD_MEMORY_KIB": 65536}
    with serving(server):
        yield House(
            server.url, signed[1], signed[2], assessment, tokens, folder / "out"
        )


def invite(url: str, mail: str) -> tuple[str, dict[str, str]]:
    """Invite one more person for each language; return the assessment and tokens."""
    app = create_app({"DATABASE_URL": url})
    with app.app_context():
        session = db.session()
        user = session.scalars(select(User).where(User.mail == mail)).one()
        assessment = next(
            found
            for found in session.scalars(select(Assessment))
            if "Karoo" in found.organisation.name
        )
        tokens = {}
        for language in LANGUAGES:
            invited = links.Invited("Head of channels", "manager", language)
            _person, tokens[language] = links.make(session, user, assessment, invited)
        return assessment.public_id, tokens


def take_pages(
    browser: Browser, house: House, folder: Path
) -> dict[tuple[str, int], list[Path]]:
    """Take every page in every language and width; return where they are."""
    taken: dict[tuple[str, int], list[Path]] = {}
    for language in LANGUAGES:
        for width in WIDTHS:
            size = {"width": width, "height": 900}
            consultant = browser.new_context(locale=LOCALES[language], viewport=size)
            person = browser.new_context(locale=LOCALES[language], viewport=size)
            _sign_in(consultant.new_page(), house, language)
            _open_link(person.new_page(), house, language)
            taken[language, width] = [
                _take(
                    (person if path.startswith(("/a/", "/i/")) else consultant).pages[
                        0
                    ],
                    f"{house.url}{path}?lang={language}",
                    folder / f"{name}-{language}-{width}.png",
                )
                for name, path in house.addresses(language).items()
            ]
            consultant.close()
            person.close()
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
    taken: dict[tuple[str, int], list[Path]], printed: dict[str, list[Path]]
) -> None:
    """Write the contact sheets and the two pictures of the README."""
    for (language, width), paths in taken.items():
        small = 250 if width == WIDTHS[0] else 340
        pages = [sheets.fitted(Image.open(p), small, TALLEST) for p in paths]
        _report(sheets.sheet(pages, 5), f"pages-{language}-{width}.png")
    for name, paths in printed.items():
        pages = [sheets.fitted(Image.open(p), 300, 430) for p in paths]
        _report(sheets.sheet(pages, 6), f"report-{name}.png")
    result = next(path for path in taken["en", WIDTHS[-1]] if "6-result" in path.name)
    _report(sheets.fitted(Image.open(result), 1000, 1250), "result-page.png")
    page = printed[f"{BANK}.en"][1]
    _report(sheets.fitted(Image.open(page), 590, 840), "report-page.png")


def _report(picture: Image.Image, name: str) -> None:
    print(f"{sheets.save(picture, FOLDER / name) // 1000:5} kB  {name}")


def _sign_in(page: Page, house: House, language: str) -> None:
    page.goto(f"{house.url}/sign-in?lang={language}")
    page.fill("[name=mail]", house.mail)
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
