"""A browser, a served application, and contexts in which nothing may go wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.stage import Stage, own_database, stage
from tests.support.browsing import LOCALES, Watch, chromium

TIMEOUT = 60_000
"""Milliseconds after which a page has gone wrong, on a machine that is busy, too."""
Opener = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def scene(tmp_path_factory) -> Iterator[Stage]:
    """The application on SQLite, served; shared, so use organisations of your own."""
    folder = tmp_path_factory.mktemp("browser")
    with stage(f"sqlite:///{folder / 'browser.db'}", folder) as made:
        yield made


@pytest.fixture(scope="session")
def scene_postgresql(tmp_path_factory, postgresql_url) -> Iterator[Stage]:
    """The same on PostgreSQL."""
    folder = tmp_path_factory.mktemp("browser-postgresql")
    with stage(own_database(postgresql_url), folder) as made:
        yield made


@pytest.fixture
def open_context(browser) -> Iterator[Opener]:
    """Open browser contexts; at the end none may have seen a fault."""
    watch = Watch()
    opened: list[BrowserContext] = []

    def make(
        language: str = "en", width: int = 1280, height: int = 800, **options
    ) -> BrowserContext:
        context = browser.new_context(
            locale=LOCALES[language],
            viewport={"width": width, "height": height},
            service_workers="block",
            **options,
        )
        context.set_default_timeout(TIMEOUT)
        watch.over(context)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()
    assert not watch.faults, "\n".join(watch.faults)
