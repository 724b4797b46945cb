"""Reading pages as a visitor would, and what must hold on every one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextvars import Context
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient

from assessment.i18n import MISSING
from questionnaires.model import LANGUAGES

_VOID = frozenset(["br", "hr", "img", "input", "link", "meta", "source", "wbr"])


class Form:
    """A form of a page: where it goes and what it would send as it stands."""

    def __init__(self, attributes: Mapping[str, str | None]) -> None:
        self.id = attributes.get("id")
        self.method = (attributes.get("method") or "get").lower()
        self.action = attributes.get("action") or ""
        self.fields: dict[str, list[str]] = {}
        self.names: set[str] = set()

    def add(self, name: str | None, value: str | None) -> None:
        if name:
            self.fields.setdefault(name, []).append(value or "")


class Page(HTMLParser):
    """A parsed page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.language: str | None = None
        self.title = ""
        self.heads: list[str] = []
        self.ids: Counter[str] = Counter()
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.labels: set[str] = set()
        self.controls: list[dict[str, str | None]] = []
        self.faults: list[str] = []
        self.text = ""
        self._stack: list[str] = []
        self._select: str | None = None
        self._chosen: str | None = None
        self._options: list[str] = []
        self._area: str | None = None
        self.feed(html)

    def form(self, id: str) -> Form:
        return next(form for form in self.forms if form.id == id)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = dict(attrs)
        if tag not in _VOID:
            self._stack.append(tag)
        self._check(tag, got)
        if got.get("id"):
            self.ids[str(got["id"])] += 1
        reader = getattr(self, f"on_{tag}", None)
        if reader:
            reader(got)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._stack:
            while self._stack.pop() != tag:
                pass
        if tag == "select" and self._select is not None:
            first = self._options[0] if self._options else ""
            self._add(self._select, first if self._chosen is None else self._chosen)
            self._select = None
        if tag == "textarea" and self._area is not None:
            self._add(self._area, self._typed)
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            # A line break right after the tag is not part of the text.
            self._typed += data.removeprefix("\n") if not self._typed else data
        if "title" in self._stack and "svg" not in self._stack:
            self.title += data
        if "h1" in self._stack:
            self.heads[-1] += data
        if "script" not in self._stack:
            self.text += data

    def _check(self, tag: str, got: dict[str, str | None]) -> None:
        self.faults += [f"{tag} has {name}" for name in got if name.startswith("on")]
        if "style" in got:
            self.faults.append(f"{tag} has an inline style")
        if (
            tag == "script"
            and not got.get("src")
            and got.get("type") != "application/json"
        ):
            self.faults.append("inline script")

    def on_html(self, got: dict[str, str | None]) -> None:
        self.language = got.get("lang")

    def on_h1(self, got: dict[str, str | None]) -> None:
        self.heads.append("")

    def on_form(self, got: dict[str, str | None]) -> None:
        self.forms.append(Form(got))

    def on_a(self, got: dict[str, str | None]) -> None:
        self.links.append((got.get("href") or "", got.get("class") or ""))

    def on_label(self, got: dict[str, str | None]) -> None:
        self.labels.add(got.get("for") or "")

    def on_input(self, got: dict[str, str | None]) -> None:
        kind = got.get("type") or "text"
        if kind != "hidden":
            self.controls.append(got)
        if self.forms and got.get("name"):
            self.forms[-1].names.add(str(got["name"]))
        if kind in ("checkbox", "radio") and "checked" not in got:
            return
        self._add(got.get("name"), got.get("value"))

    def on_select(self, got: dict[str, str | None]) -> None:
        self.controls.append(got)
        self._select, self._chosen, self._options = got.get("name"), None, []

    def on_option(self, got: dict[str, str | None]) -> None:
        self._options.append(got.get("value") or "")
        if "selected" in got:
            self._chosen = got.get("value")

    def on_textarea(self, got: dict[str, str | None]) -> None:
        self.controls.append(got)
        self._area, self._typed = got.get("name"), ""

    def _add(self, name: str | None, value: str | None) -> None:
        if self.forms:
            self.forms[-1].add(name, value)


def check(page: Page, path: str) -> None:
    """Assert what holds on every page."""
    where = f"on {path}"
    assert page.language in LANGUAGES, f"no language {where}"
    assert page.title.strip().endswith("Sextant"), f"title {page.title!r} {where}"
    assert len(page.heads) == 1, f"{len(page.heads)} h1 {where}"
    assert page.heads[0].strip(), f"empty h1 {where}"
    assert MISSING.strip() not in page.html, _untranslated(page, where)
    assert not page.faults, f"{page.faults} {where}"
    doubled = [id for id, times in page.ids.items() if times > 1]
    assert not doubled, f"ids used twice: {doubled} {where}"
    for form in page.forms:
        if form.method == "post":
            assert "csrf_token" in form.fields, f"a form without CSRF token {where}"
    for control in page.controls:
        named = control.get("id") in page.labels or control.get("aria-label")
        named = named or control.get("aria-labelledby")
        assert named, f"control {control.get('name')!r} has no label {where}"


def _untranslated(page: Page, where: str) -> str:
    start = page.html.find(MISSING.strip())
    return f"untranslated: {page.html[start : start + 80]!r} {where}"


class CheckedClient(FlaskClient):
    """A test client that checks every page it gets."""

    user: Any = None
    respondent: Any = None

    def open(self, *args: Any, **kwargs: Any) -> Any:
        # A browser shares no context with the test: without this, a request would
        # use (and never close) the database session of an open application context.
        kwargs.setdefault("buffered", True)
        response = Context().run(
            lambda: super(CheckedClient, self).open(*args, **kwargs)
        )
        # A redirect's page and the answer to a foreign Host are nobody's page.
        shown = response.mimetype == "text/html" and "<header" in response.text
        if shown and not 300 <= response.status_code < 400:
            check(Page(response.text), response.request.path)
        return response

    def page(self, path: str, status: int = 200) -> Page:
        """Get a page and parse it."""
        response = self.get(path)
        assert response.status_code == status, response.text
        return Page(response.text)

    def submit(self, path: str, form: str, **changes: Any) -> Any:
        """Open a page, fill in one of its forms and send it."""
        found = self.page(path).form(form)
        return self.post(found.action or path, data={**found.fields, **changes})
