"""Debian's Chromium through Playwright: only loopback, and every fault is noted."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    sync_playwright,
)

from assessment.reports import fonts
from tests.support.serving import HOST

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing but this machine can be reached, whatever a page asks for.
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
)
LOCALES = {"en": "en-GB", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}


@dataclass
class Watch:
    """What went wrong in a browser context: requests elsewhere, errors, violations.

    A page that answers 4xx on purpose is no fault, only what it loads.
    """

    faults: list[str] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)

    def over(self, context: BrowserContext) -> None:
        """Begin to watch a context with all its pages."""
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda found: self.faults.append(f"page: {found.error}"))

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname != HOST:
            self.faults.append(f"request elsewhere: {request.url[:200]}")
        if request.is_navigation_request():
            self.documents.add(request.url.partition("#")[0])

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        address = message.location.get("url", "").partition("#")[0]
        if message.text.startswith("Failed to load resource") and (
            address in self.documents
        ):
            return
        self.faults.append(f"console {message.type}: {message.text[:300]} ({address})")


def executable() -> str:
    """Return the path of the browser.

    Raises:
        RuntimeError: If there is none.
    """
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise RuntimeError("Chromium is missing: apt-get install chromium")
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser that knows the report's fonts, so that Chinese is drawn."""
    own = {"FONTCONFIG_FILE": str(fonts.CONFIGURATION), "LANGUAGE": "en_US"}
    environment = {**os.environ, **own}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable(), args=list(ARGUMENTS), env=environment
        )
        try:
            yield browser
        finally:
            browser.close()


def width_of(page: Page) -> int:
    """Return how wide the page is laid out, in CSS pixels."""
    width: int = settled(page, "document.scrollingElement.scrollWidth")
    return width


def settled(page: Page, expression: str) -> Any:
    """Return what an expression gives on the page that a navigation leads to.

    A navigation that starts in between ends the page it is asked of; then the next
    page is asked, once it is there.
    """
    try:
        return page.evaluate(expression)
    except Error as error:
        if "navigation" not in str(error):
            raise
    page.wait_for_load_state("load")
    return page.evaluate(expression)


def save(data: bytes, path: Path) -> None:
    """Write a file, with the folder it lies in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
