"""Walking all pages of an application as someone who follows every link."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

FILES = frozenset(
    {
        "static",
        "batches.download",
        "benchmarks.download",
        "engagements.export",
        "explorer.csv",
        "explorer.json",
        "fonts.show",
        "guides.file",
        "handoffs.archive",
        "handoffs.file",
        "readiness.show",
        "reports.pdf",
        "reports.html",
        "reports.json",
        "reports.plotly_script",
    }
)
"""Endpoints that send files, which are no pages."""


def endpoint_of(app: Flask, path: str) -> str | None:
    """Return the endpoint that answers GET on a path, or ``None``."""
    try:
        endpoint, _args = app.url_map.bind("127.0.0.1").match(path, method="GET")
    except HTTPException:
        return None
    return str(endpoint)


def crawl(app: Flask, page: Page, start: str, each: int = 2) -> Iterator[str]:
    """Open every page that links lead to, and yield where the browser is.

    Of one endpoint at most ``each`` pages are opened, files none.
    """
    base = start.removesuffix(urlsplit(start).path)
    waiting, opened = [start], set()
    times: dict[str | None, int] = {}
    while waiting:
        url = waiting.pop(0)
        endpoint = endpoint_of(app, urlsplit(url).path)
        full = times.get(endpoint, 0) >= each
        if url in opened or endpoint is None or endpoint in FILES or full:
            continue
        times[endpoint] = times.get(endpoint, 0) + 1
        opened.add(url)
        page.goto(url)
        yield page.url
        found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
        waiting += [
            link.partition("#")[0]
            for link in found
            if link.startswith(base) and "lang=" not in link
        ]


def page_endpoints(app: Flask) -> set[str]:
    """Return every endpoint that shows a page on GET."""
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint not in FILES
    }
